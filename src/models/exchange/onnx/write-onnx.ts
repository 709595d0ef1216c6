import { packageVersion } from '../../../core/index.ts';
import type { ModelArtefact, ModelInput } from '../../artefact.ts';
import { LEAST_PD } from '../../tree/margin.ts';
import { asTrees } from '../as-trees.ts';
import { outputName } from '../output-name.ts';
import { plainBody } from '../plain-body.ts';
import { type Exchange, refusal } from '../refusal.ts';
import { CategoryColumns } from './category-columns.ts';
import { modelMessage, type OnnxColumn, type OnnxNode, tensor } from './messages.ts';
import { treeEnsemble } from './tree-ensemble.ts';

/**
 * A model as an ONNX file: every input a column [N, 1] of doubles (NaN missing) or of text ('' missing), `pd` and, but for a
 * forest, `margin` (log-odds of bad) as 32-bit columns: thresholds and leaves have 64 bits, but ONNX's trees answer in 32.
 * @throws PARUS_MODEL_NOT_SUPPORTED for models without trees or steps, and for curved calibrations
 */
export function writeOnnx(artefact: ModelArtefact, path: string): Uint8Array {
  const exchange: Exchange = { path, operation: 'exporting ONNX' };
  const body = asTrees(plainBody(artefact, exchange), exchange);
  const { inputs } = artefact;
  assertNames(inputs, exchange);
  const categories = new CategoryColumns(inputs);
  const attributes = treeEnsemble(body, inputs, categories);
  const numbers = inputs.filter(({ kind }) => kind === 'numeric').map(({ name }) => name);
  const sums = body.leaves === 'logOdds';
  const answer = (name: string): string =>
    outputName(
      name,
      inputs.map((input) => input.name),
    );
  const pd = answer('pd');
  const sum = sums ? answer('margin') : 'parus/mean';
  const nodes: OnnxNode[] = [
    ...categories.nodes,
    {
      op: 'Concat',
      domain: '',
      inputs: [...numbers, ...categories.names],
      outputs: ['parus/features'],
      attributes: { axis: { int: 1 } },
    },
    {
      op: 'TreeEnsembleRegressor',
      domain: 'ai.onnx.ml',
      inputs: ['parus/features'],
      outputs: [sum],
      attributes,
    },
    sums
      ? { op: 'Sigmoid', domain: '', inputs: [sum], outputs: [pd], attributes: {} }
      : {
          op: 'Clip',
          domain: '',
          inputs: [sum, 'parus/least', 'parus/most'],
          outputs: [pd],
          attributes: {},
        },
  ];
  return modelMessage({
    name: `parus ${artefact.algorithm} ${artefact.hash}`,
    producerVersion: packageVersion(),
    nodes,
    constants: sums
      ? []
      : [tensor('float', [LEAST_PD], [], 'parus/least'), tensor('float', [1 - LEAST_PD], [], 'parus/most')],
    inputs: inputs.map(
      ({ name, kind }): OnnxColumn => ({ name, type: kind === 'numeric' ? 'double' : 'string' }),
    ),
    outputs: (sums ? [sum, pd] : [pd]).map((name): OnnxColumn => ({ name, type: 'float' })),
  });
}

function assertNames(inputs: readonly ModelInput[], exchange: Exchange): void {
  if (inputs.length === 0) throw refusal(exchange, 'model without inputs', 'at least one input');
  const taken = inputs.find(({ name }) => name.startsWith('parus/'));
  if (taken) throw refusal(exchange, `model with an input named ${taken.name}`, 'other names for inputs');
  const blank = inputs.find((input) => input.kind === 'category' && input.levels.includes(''));
  if (blank)
    throw refusal(exchange, `model with an empty text among the levels of ${blank.name}`, 'levels with text');
}
