import { packageVersion } from '../../../core/index.ts';
import type { ModelArtefact, ModelInput } from '../../artefact.ts';
import { outputName } from '../output-name.ts';
import { element } from './xml.ts';

/** A PMML 4.4 document around one model. No time stamp: the same model gives the same bytes. */
export function pmmlDocument(artefact: ModelArtefact, derived: readonly string[], model: string): string {
  const { inputs } = artefact;
  const fields = inputs.map(({ name, kind }) =>
    element('DataField', {
      name,
      optype: kind === 'numeric' ? 'continuous' : 'categorical',
      dataType: kind === 'numeric' ? 'double' : 'string',
    }),
  );
  const header = element('Header', { description: `${artefact.algorithm}, Parus model ${artefact.hash}` }, [
    element('Application', { name: 'Parus', version: packageVersion() }),
  ]);
  const body = [
    header,
    element('DataDictionary', { numberOfFields: inputs.length }, fields),
    ...(derived.length > 0 ? [element('TransformationDictionary', {}, derived)] : []),
    model,
  ];
  const root = element('PMML', { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4' }, body);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/** The fields a model reads. Levels never seen are values like any other: the model itself says what they count. */
export function miningSchema(inputs: readonly ModelInput[]): string {
  return element(
    'MiningSchema',
    {},
    inputs.map(({ name }) => element('MiningField', { name, invalidValueTreatment: 'asIs' })),
  );
}

/** Output fields `margin` (log-odds of bad) as predicted, and `pd` from it. */
export function oddsOutput(inputs: readonly ModelInput[]): string {
  const [margin, pd] = [outputOf('margin', inputs), outputOf('pd', inputs)];
  const exponent = apply('exp', [apply('*', [constant(-1), fieldRef(margin)])]);
  return element('Output', {}, [
    outputField(margin, { feature: 'predictedValue' }),
    outputField(pd, { feature: 'transformedValue' }, [
      apply('/', [constant(1), apply('+', [constant(1), exponent])]),
    ]),
  ]);
}

/** The name of an answer beside the inputs. */
export function outputOf(name: string, inputs: readonly ModelInput[]): string {
  return outputName(
    name,
    inputs.map((input) => input.name),
  );
}

export function outputField(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const all = { name, optype: 'continuous', dataType: 'double', ...attributes };
  return element('OutputField', all, children);
}

export function apply(name: string, operands: readonly string[]): string {
  return element('Apply', { function: name }, operands);
}

export function constant(value: number): string {
  return `<Constant dataType="double">${value}</Constant>`;
}

export function fieldRef(field: string): string {
  return element('FieldRef', { field });
}
