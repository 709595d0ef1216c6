import type { ModelInput } from '../artefact.ts';
import type { Fitted } from '../trainer.ts';
import type { TreeNodes } from './tree-body.ts';

/** Inputs that no tree splits on: the artefact leaves them out and says so. */
export function unusedInputs(inputs: readonly ModelInput[], trees: readonly TreeNodes[]): Fitted['dropped'] {
  const used = new Set<number>();
  for (const tree of trees) for (const input of tree.input) used.add(input);
  return inputs.flatMap(({ name }, i) => (used.has(i) ? [] : [{ name, reason: 'in no split' }]));
}
