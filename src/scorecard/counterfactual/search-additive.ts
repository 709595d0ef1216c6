import { termReader } from '../../models/additive/shapes.ts';
import type { AdditiveBody } from '../../models/artefact.ts';
import { calibrator } from '../../models/calibration/calibrator.ts';
import { type ModelArtefact, pdOfMargin } from '../../models/index.ts';
import { type Choice, type Offer, offersOf } from './choices.ts';
import type { Found, Problem } from './found.ts';
import { isReached } from './goal.ts';

/** Sums in another order differ by less: bounds give way by this much, and the model itself decides. */
const SLACK = 1e-9;
/** Sizes closer than this are equal. */
const SIZE_SLACK = 1e-12;
/** Nodes of the search tree after which the best found so far is given without proof. OWN: about a second. */
const MOST_NODES = 2_000_000;
/** Steps of the search for the multiplier: the golden section then leaves 1e-10 of the first interval. */
const MULTIPLIER_STEPS = 48;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The nearest change in a sum of terms: fewest inputs first, then the least sum of sizes.
 *
 * Why it is the nearest. The goal asks for log-odds below a bound, that is for a saving of at least `need`; each input saves on
 * its own, whatever the others do. (1) Fewest: k inputs save at most the k largest savings together, so no number below the
 * first k whose sum reaches `need` can do, and numbers are tried upwards. (2) Smallest: for that k the tree of all subsets and
 * choices is searched depth first. A branch is left only if the rest cannot save enough, or if size + multiplier * (need -
 * saved) + the sum of the k least (size - multiplier * saving) left is no smaller than the best found: for every multiplier >= 0
 * that is a lower bound (Lagrange). (3) On lines, between knots, size and saving are both linear, so that of the best changes
 * one has all inputs but one on knots (a vertex of a linear programme with one coupling constraint): one input of the subset may
 * stay open until the others are fixed, and then takes what is left to save, in few digits (see `Offer.reach`, whose rounding
 * is all that parts the answer from the optimum). (4) Every answer is scored by the model before it counts.
 */
export function searchAdditive(problem: Problem, artefact: ModelArtefact, body: AdditiveBody): Found {
  const offers = offersOf(problem, body).toSorted((a, b) => b.mostGain - a.mostGain);
  const need = savingNeeded(problem, artefact, body);
  let budget = MOST_NODES;
  let most = 0;
  for (let k = 1; k <= offers.length; k++) {
    most += offers[k - 1]!.mostGain;
    if (most < need - SLACK) continue;
    const { moves, nodes } = bestOfSize(problem, offers, need, k, budget);
    budget -= nodes;
    if (moves !== undefined) return { moves, isExact: budget > 0 };
    if (budget <= 0) return { moves: undefined, isExact: false };
  }
  return { moves: undefined, isExact: true };
}

/** Log-odds beyond which a PD is 0 or 1 to the last bit. */
const MOST_MARGIN = 745;
/** Halvings after which the ends are neighbouring doubles. */
const HALVINGS = 100;

/** Log-odds before calibration that the row must save; Infinity where no log-odds reach the goal. */
function savingNeeded({ probe, goal }: Problem, { calibration }: ModelArtefact, body: AdditiveBody): number {
  const map = calibrator(calibration);
  const reached = (raw: number): boolean => isReached(goal, pdOfMargin(map(raw)));
  let [low, high] = [-MOST_MARGIN, MOST_MARGIN];
  if (!reached(low)) return Number.POSITIVE_INFINITY;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (reached(middle)) low = middle;
    else high = middle;
  }
  const now = body.terms.reduce(
    (sum, term) => sum + termReader(term)(probe.row[term.input]!),
    body.intercept,
  );
  return now - low;
}

interface Best {
  readonly moves: readonly Choice[] | undefined;
  readonly nodes: number;
}

/** The smallest change of exactly `k` inputs that saves `need` and that the model confirms. */
function bestOfSize(
  { probe, goal }: Problem,
  offers: readonly Offer[],
  need: number,
  k: number,
  mostNodes: number,
): Best {
  const multiplier = bestMultiplier(offers, need, k);
  const reduced = offers.map((offer) => reducedSize(offer, multiplier));
  const leastReduced = leastSums(reduced, k);
  const mostGain = (from: number, left: number): number => {
    let sum = 0;
    for (let p = from; p < from + left; p++) sum += offers[p]!.mostGain;
    return sum;
  };
  const picked: Choice[] = [];
  let best: readonly Choice[] | undefined;
  let bestSize = Number.POSITIVE_INFINITY;
  let nodes = 0;

  function visit(p: number, left: number, needed: number, size: number, open: number | undefined): void {
    nodes += 1;
    if (nodes > mostNodes) return;
    if (left === 0) {
      finish(needed, size, open);
      return;
    }
    if (offers.length - p < left) return;
    const openGain = open === undefined ? 0 : offers[open]!.mostGain;
    if (mostGain(p, left) + openGain < needed - SLACK) return;
    const openSize = open === undefined ? 0 : reduced[open]!;
    if (size + multiplier * needed + leastReduced[p]![left]! + openSize >= bestSize - SIZE_SLACK) return;
    const offer = offers[p]!;
    for (const choice of offer.choices) {
      picked.push(choice);
      visit(p + 1, left - 1, needed - choice.gain, size + choice.size, open);
      picked.pop();
    }
    if (offer.reach !== undefined && open === undefined) visit(p + 1, left - 1, needed, size, p);
    visit(p + 1, left, needed, size, open);
  }

  function finish(needed: number, size: number, open: number | undefined): void {
    const last = open === undefined ? undefined : offers[open]!.reach?.(needed);
    if (open === undefined ? needed > SLACK : last === undefined) return;
    const total = size + (last?.size ?? 0);
    if (total >= bestSize - SIZE_SLACK) return;
    const moves = last ? [...picked, last] : [...picked];
    if (!isReached(goal, probe.pds([moves])[0]!)) return;
    best = moves;
    bestSize = total;
  }

  visit(0, k, need, 0, undefined);
  return { moves: best, nodes };
}

/** The least size - multiplier * saving that an input can give; staying where it is counts on lines, where it may stay open. */
function reducedSize({ choices, reach }: Offer, multiplier: number): number {
  const least = choices.reduce(
    (min, { size, gain }) => Math.min(min, size - multiplier * gain),
    Number.POSITIVE_INFINITY,
  );
  return reach === undefined ? least : Math.min(0, least);
}

/** The multiplier of the best lower bound at the root: the bound is concave in it. */
function bestMultiplier(offers: readonly Offer[], need: number, k: number): number {
  const bound = (multiplier: number): number =>
    offers
      .map((offer) => reducedSize(offer, multiplier))
      .sort((a, b) => a - b)
      .slice(0, k)
      .reduce((sum, size) => sum + size, multiplier * need);
  let low = 0;
  let high = Math.max(...offers.flatMap(({ choices }) => choices.map(({ size, gain }) => size / gain)));
  for (let step = 0; step < MULTIPLIER_STEPS; step++) {
    const [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (bound(a) < bound(b)) low = a;
    else high = b;
  }
  return (low + high) / 2;
}

/** [p][r]: the sum of the r least values from place p on; Infinity where there are fewer. */
function leastSums(values: readonly number[], k: number): number[][] {
  return Array.from({ length: values.length + 1 }, (_, p) => {
    const sorted = values.slice(p).sort((a, b) => a - b);
    const sums = [0];
    for (let r = 0; r < k; r++) sums.push(sums[r]! + (sorted[r] ?? Number.POSITIVE_INFINITY));
    return sums;
  });
}
