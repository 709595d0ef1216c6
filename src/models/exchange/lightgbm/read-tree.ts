import type { TreeNodes } from '../../tree/tree-body.ts';
import { countedTree } from '../foreign.ts';
import { above } from '../neighbours.ts';
import { type Exchange, refusal } from '../refusal.ts';
import { type SplitCode, unpackSplitCode } from './split-codes.ts';
import { type Fields, numbersOf } from './text-blocks.ts';

const WORD_BITS = 32;

/** Reads one `Tree=` block. @param nLevels levels of each input, 0 for numbers */
export function readTree(fields: Fields, nLevels: readonly number[], exchange: Exchange): TreeNodes {
  const read = (name: string, length: number): number[] => numbersOf(fields, name, length, exchange);
  const nLeaves = read('num_leaves', 1)[0]!;
  const nSplits = nLeaves - 1;
  if (fields.get('is_linear')?.trim() === '1') {
    throw refusal(exchange, 'model with linear leaves', 'constant leaves');
  }
  const nSets = fields.has('num_cat') ? read('num_cat', 1)[0]! : 0;
  const sets = nSets > 0 ? readSets(fields, nSets, exchange) : [];
  const input = read('split_feature', nSplits);
  const thresholds = read('threshold', nSplits);
  const categories: TreeNodes['categories'] = [];
  const splits = read('decision_type', nSplits).map((code, split) => {
    const decision = unpackSplitCode(code);
    if (decision === undefined) {
      throw refusal(exchange, `file with decision type ${code}`, 'the types 0 to 11 that LightGBM writes');
    }
    if (!decision.category) return numericSplit(thresholds[split]!, decision, exchange);
    const codes = sets[thresholds[split]!] ?? [];
    const levels = nLevels[input[split]!] ?? 0;
    // The code behind the levels stands for those never seen; a set cannot name any other.
    categories.push({ split, left: codes.filter((c) => c < levels), unseenLeft: codes.includes(levels) });
    return { threshold: null, missingLeft: 0 };
  });
  return countedTree({
    input,
    threshold: splits.map(({ threshold }) => threshold),
    missingLeft: splits.map(({ missingLeft }) => missingLeft),
    left: read('left_child', nSplits),
    right: read('right_child', nSplits),
    gain: fields.has('split_gain') ? read('split_gain', nSplits) : input.map(() => 0),
    categories,
    value: read('leaf_value', nLeaves),
    leafRows:
      nSplits > 0 && fields.has('leaf_count')
        ? read('leaf_count', nLeaves)
        : new Array<number>(nLeaves).fill(0),
  });
}

/** LightGBM sends v <= threshold left, we v < threshold. */
function numericSplit(
  threshold: number,
  { defaultLeft, missing }: SplitCode,
  exchange: Exchange,
): { threshold: number | null; missingLeft: number } {
  // Where missing is no kind of its own, LightGBM reads it as 0.
  const zeroLeft = 0 <= threshold;
  if (missing === 'zero' && zeroLeft !== defaultLeft) {
    throw refusal(
      exchange,
      'model in which 0 is missing and goes its own way (zero_as_missing)',
      'missing as NaN, or 0 on the side of its neighbours',
    );
  }
  const next = above(threshold);
  return {
    threshold: Number.isFinite(next) ? next : null,
    missingLeft: (missing === 'nan' ? defaultLeft : zeroLeft) ? 1 : 0,
  };
}

/** The codes in each set of categories. */
function readSets(fields: Fields, nSets: number, exchange: Exchange): number[][] {
  const bounds = numbersOf(fields, 'cat_boundaries', nSets + 1, exchange);
  const words = numbersOf(fields, 'cat_threshold', bounds[nSets]!, exchange);
  return Array.from({ length: nSets }, (_, k) =>
    words.slice(bounds[k], bounds[k + 1]).flatMap((word, w) =>
      Array.from({ length: WORD_BITS }, (_, bit) => bit)
        .filter((bit) => (word >>> bit) & 1)
        .map((bit) => w * WORD_BITS + bit),
    ),
  );
}
