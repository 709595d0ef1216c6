import { confusableClass } from './characters.ts';

/** Cost of writing a confusable character for another, beside 1 for any other. Chosen by us: four such slips make one. */
export const CONFUSABLE_COST = 0.25;
/** Cost of swapping two neighbours. */
export const SWAP_COST = 0.5;

/** Names longer than this are cut: a legal name has at most about forty characters. */
const LONGEST = 64;
const WIDTH = LONGEST + 1;
// One table a thread: the functions below are synchronous and leave nothing in it that the next call reads.
const table = new Float64Array(WIDTH * WIDTH);

/**
 * Edit distance of two folded names: inserted, left out or replaced characters cost 1, replaced by a confusable one
 * CONFUSABLE_COST, swapped neighbours SWAP_COST (restricted Damerau distance: no character is edited twice).
 * Source: Damerau, CACM 7 (1964); recurrence of Wagner and Fischer, JACM 21 (1974).
 */
export function nameDistance(a: string, b: string): number {
  const n = Math.min(a.length, LONGEST);
  const m = Math.min(b.length, LONGEST);
  for (let j = 0; j <= m; j++) table[j] = j;
  for (let i = 1; i <= n; i++) {
    const at = i * WIDTH;
    const above = at - WIDTH;
    table[at] = i;
    for (let j = 1; j <= m; j++) {
      let cost = table[above + j - 1]! + replaceCost(a.charCodeAt(i - 1), b.charCodeAt(j - 1));
      const gap = Math.min(table[above + j]!, table[at + j - 1]!) + 1;
      if (gap < cost) cost = gap;
      if (isSwap(a, b, i, j)) {
        const swapped = table[above - WIDTH + j - 2]! + SWAP_COST;
        if (swapped < cost) cost = swapped;
      }
      table[at + j] = cost;
    }
  }
  return table[n * WIDTH + m]!;
}

/** A character of one name beside the one that stands for it in the other. */
export interface AlikePair {
  readonly asked: string;
  readonly listed: string;
}

/** Which characters of two names match along a cheapest way from one to the other. */
export interface NameAlignment {
  /** Characters that are the same in both, in order. */
  readonly same: string;
  /** Confusable characters that stand for each other. */
  readonly alike: readonly AlikePair[];
  /** Neighbours that are swapped. */
  readonly swapped: readonly string[];
}

/** Aligns two folded names as `nameDistance` counts them; of ways that cost the same, the one that keeps most places. */
export function alignNames(a: string, b: string): NameAlignment {
  nameDistance(a, b);
  const same: string[] = [];
  const alike: AlikePair[] = [];
  const swapped: string[] = [];
  let i = Math.min(a.length, LONGEST);
  let j = Math.min(b.length, LONGEST);
  while (i > 0 && j > 0) {
    const here = table[i * WIDTH + j]!;
    const cost = replaceCost(a.charCodeAt(i - 1), b.charCodeAt(j - 1));
    if (here === table[(i - 1) * WIDTH + j - 1]! + cost) {
      if (cost === 0) same.push(a[i - 1]!);
      else if (cost < 1) alike.push({ asked: a[i - 1]!, listed: b[j - 1]! });
      i -= 1;
      j -= 1;
    } else if (isSwap(a, b, i, j) && here === table[(i - 2) * WIDTH + j - 2]! + SWAP_COST) {
      swapped.push(a.slice(i - 2, i));
      i -= 2;
      j -= 2;
    } else if (here === table[(i - 1) * WIDTH + j]! + 1) i -= 1;
    else j -= 1;
  }
  return { same: same.reverse().join(''), alike: alike.reverse(), swapped: swapped.reverse() };
}

function replaceCost(a: number, b: number): number {
  if (a === b) return 0;
  return confusableClass(a) === confusableClass(b) ? CONFUSABLE_COST : 1;
}

function isSwap(a: string, b: string, i: number, j: number): boolean {
  return (
    i > 1 &&
    j > 1 &&
    a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
    a.charCodeAt(i - 2) === b.charCodeAt(j - 1) &&
    a.charCodeAt(i - 1) !== a.charCodeAt(i - 2)
  );
}
