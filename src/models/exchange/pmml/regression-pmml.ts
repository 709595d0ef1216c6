import type { AdditiveBody, InputFunction, ModelArtefact, ModelInput } from '../../artefact.ts';
import { apply, constant, fieldRef, miningSchema, oddsOutput } from './document.ts';
import { element } from './xml.ts';

/** A share of the log-odds: its name, and its value as an expression. */
interface Share {
  readonly name: string;
  readonly value: string;
}

function sharesOf({ terms, products = [] }: AdditiveBody, inputs: readonly ModelInput[]): Share[] {
  const nameOf = ({ input }: InputFunction): string => inputs[input]!.name;
  const expressionOf = (term: InputFunction): string => shareOf(term, inputs[term.input]!);
  return [
    ...terms.map((term) => ({ name: `share of ${nameOf(term)}`, value: expressionOf(term) })),
    ...products.map(({ factors }) => ({
      name: `share of ${factors.map(nameOf).join(' times ')}`,
      value: apply('*', factors.map(expressionOf)),
    })),
  ];
}

/** Every term and product as a derived field: its share of the log-odds. */
export function termFields(body: AdditiveBody, inputs: readonly ModelInput[]): string[] {
  return sharesOf(body, inputs).map(({ name, value }) =>
    element('DerivedField', { name, optype: 'continuous', dataType: 'double' }, [value]),
  );
}

/** A RegressionModel that adds the derived shares to the margin. */
export function regressionPmml({ inputs }: ModelArtefact, body: AdditiveBody): string {
  const predictors = sharesOf(body, inputs).map(({ name }) =>
    element('NumericPredictor', { name, coefficient: 1 }),
  );
  return element('RegressionModel', { functionName: 'regression', normalizationMethod: 'none' }, [
    miningSchema(inputs),
    oddsOutput(inputs),
    element('RegressionTable', { intercept: body.intercept }, predictors),
  ]);
}

function shareOf(term: InputFunction, input: ModelInput): string {
  const field = input.name;
  switch (term.shape) {
    case 'line': {
      // NormContinuous wants two knots at least.
      if (term.x.length === 1) return ifMissing(field, term.missing, constant(term.y[0]!));
      const knots = term.x.map((orig, k) => element('LinearNorm', { orig, norm: term.y[k]! }));
      return element(
        'NormContinuous',
        { field, outliers: 'asExtremeValues', mapMissingTo: term.missing },
        knots,
      );
    }
    case 'step': {
      const steps = term.special.reduceRight(
        (otherwise, { value, y }) =>
          apply('if', [apply('equal', [fieldRef(field), constant(value)]), constant(y), otherwise]),
        stepsOf(field, term.cuts, term.y),
      );
      return ifMissing(field, term.missing, steps);
    }
    case 'table': {
      const levels = input.kind === 'category' ? input.levels : [];
      const rows = levels.map((level, l) => row(level, term.y[l]!));
      const pairs = element('FieldColumnPair', { field, column: 'level' });
      return element(
        'MapValues',
        { outputColumn: 'share', mapMissingTo: term.missing, defaultValue: term.unseen, dataType: 'double' },
        [pairs, element('InlineTable', {}, rows)],
      );
    }
  }
}

function row(level: string, share: number): string {
  const text = level.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<row><level>${text}</level><share>${share}</share></row>`;
}

function ifMissing(field: string, missing: number, otherwise: string): string {
  return apply('if', [apply('isMissing', [fieldRef(field)]), constant(missing), otherwise]);
}

/** y[k] for cuts[k-1] <= x < cuts[k], by halves: a chain would nest as deep as there are cuts. */
function stepsOf(field: string, cuts: readonly number[], y: readonly number[]): string {
  if (cuts.length === 0) return constant(y[0]!);
  const middle = cuts.length >> 1;
  return apply('if', [
    apply('lessThan', [fieldRef(field), constant(cuts[middle]!)]),
    stepsOf(field, cuts.slice(0, middle), y.slice(0, middle + 1)),
    stepsOf(field, cuts.slice(middle + 1), y.slice(middle + 1)),
  ]);
}
