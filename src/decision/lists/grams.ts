import { confusableClass } from './characters.ts';

/**
 * Bigrams of a name for the index and for likeness: each pair of neighbours without regard to their order, so that two
 * swapped characters keep a bigram in common, and the first and last character with the edge of the name. Confusable
 * characters count as one. A pair weighs 2, an edge 1: many names share a first or last character.
 *
 *   宏达兴 -> {宏达: 2, 达兴: 2, ^宏: 1, 兴$: 1}
 */

/** Edges take the place of a character; both are below any letter. */
const HEAD = 1;
const TAIL = 2;

/** Weight of a bigram. */
export function gramWeight(gram: number): 1 | 2 {
  return gram < (TAIL + 1) * 65_536 ? 1 : 2;
}

/** The distinct bigrams of a folded name; none for an empty one. */
export function gramsOf(name: string): number[] {
  const n = name.length;
  if (n === 0) return [];
  const classes = Array.from({ length: n }, (_, i) => confusableClass(name.charCodeAt(i)));
  const grams = new Set<number>([HEAD * 65_536 + classes[0]!, TAIL * 65_536 + classes[n - 1]!]);
  for (let i = 1; i < n; i++) {
    const [a, b] = [classes[i - 1]!, classes[i]!];
    grams.add(a < b ? a * 65_536 + b : b * 65_536 + a);
  }
  return [...grams];
}

/** Sum of the weights of bigrams. */
export function weightOf(grams: readonly number[]): number {
  return grams.reduce((sum, gram) => sum + gramWeight(gram), 0);
}

/** Weighted Dice coefficient of two sets of bigrams, 0-1: twice the weight in common over the weight of both. */
export function diceOf(sharedWeight: number, weightA: number, weightB: number): number {
  const both = weightA + weightB;
  return both === 0 ? 0 : (2 * sharedWeight) / both;
}
