import type { ModelInput } from '../../artefact.ts';
import type { TreeNodes } from '../tree-body.ts';
import type { BinMapper } from './bin-mapper.ts';
import type { BinTree } from './bin-tree.ts';

/** Writes a tree over bins as one over values: bins become thresholds and sets of levels. */
export function nameTree(
  { splits, values, leafRows }: BinTree,
  mappers: readonly BinMapper[],
  inputs: readonly ModelInput[],
): TreeNodes {
  const categories: TreeNodes['categories'] = [];
  splits.forEach(({ feature, goesLeft, unseenLeft }, split) => {
    const [mapper, input] = [mappers[feature]!, inputs[feature]!];
    if (mapper.kind !== 'category' || input.kind !== 'category') return;
    const left = input.levels.flatMap((_, level) => (goesLeft[mapper.binOfLevel[level]!] ? [level] : []));
    categories.push({ split, left, unseenLeft });
  });
  return {
    input: splits.map(({ feature }) => feature),
    threshold: splits.map(({ feature, bin }) => {
      const mapper = mappers[feature]!;
      return mapper.kind === 'numeric' && bin < mapper.cuts.length ? mapper.cuts[bin]! : null;
    }),
    missingLeft: splits.map(({ missingLeft }) => (missingLeft ? 1 : 0)),
    left: splits.map(({ left }) => left),
    right: splits.map(({ right }) => right),
    gain: splits.map(({ gain }) => gain),
    rows: splits.map(({ rows }) => rows),
    categories,
    value: [...values],
    leafRows: [...leafRows],
  };
}
