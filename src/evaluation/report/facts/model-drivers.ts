import {
  type BoundColumns,
  drawRows,
  isAdditive,
  type Model,
  permutationImportance,
  shareImportance,
  splitUse,
} from '../../../models/index.ts';
import { pickedRows } from './picked-rows.ts';
import type { ScoredPart } from './scored-part.ts';
import { affordableRows, explainingCost, leafCount, scoringCost } from './scoring-cost.ts';

/** What the model's ranking owes to one input. */
export interface Driver {
  /** Its place among the model's inputs. */
  readonly input: number;
  readonly name: string;
  /** AUC lost where its values are dealt anew among the rows: mean over the deals, and the mean's standard error. */
  readonly lost: number;
  readonly standardError: number;
  /** Mean absolute share of the log-odds, where the model tells shares. */
  readonly share?: number;
}

export interface ModelDrivers {
  /** Test rows that values were dealt among, and how often for each input. */
  readonly rows: number;
  readonly deals: number;
  /** Inputs that can move the score at all: those dealt are as many, or the MAX_DEALT first by a quick look. */
  readonly candidates: number;
  /** Rows behind the shares, where there are any. */
  readonly shareRows?: number;
  /** Most AUC lost first. */
  readonly inputs: readonly Driver[];
}

/** Bounds of the work, OWN: rows and deals hold the errors of the means near 0.001 on books of some percent bads. */
export const MAX_DEALT = 30;
const MAX_ROWS = 2_000;
const LEAST_ROWS = 100;
const DEALS = 5;
const DEAL_SECONDS = 4;
const SHARE_SECONDS = 1.5;
/** Rows and deals of the quick look at models that tell neither splits nor shares. */
const QUICK_ROWS = 200;
const QUICK_DEALS = 2;
/** Forests with more leaves take too long to explain row by row. */
export const MAX_EXPLAINED_LEAVES = 20_000;

/** What drives the model on the test rows; undefined where a row takes too long to score, or one class is missing. */
export function modelDrivers(model: Model, test: ScoredPart, seed: number): ModelDrivers | undefined {
  const { artefact } = model;
  const shares = sharesOf(model, test.bound, seed);
  const candidates = candidatesOf(model, shares?.mean, test, seed);
  const dealt = candidates.slice(0, MAX_DEALT);
  const cost = scoringCost(artefact) * Math.max(1, dealt.length) * DEALS;
  const rows = drawRows(test.pd.length, affordableRows(cost, DEAL_SECONDS, MAX_ROWS, LEAST_ROWS), seed);
  const importances = dealtImportance(model, test, rows, dealt, DEALS, seed);
  if (importances === undefined || dealt.length === 0) return undefined;
  const inputs = dealt.map((input, k) => ({
    input,
    name: artefact.inputs[input]!.name,
    lost: importances[k]!.mean,
    standardError: importances[k]!.standardError,
    ...(shares && { share: shares.mean[input]! }),
  }));
  return {
    rows: rows.length,
    deals: DEALS,
    candidates: candidates.length,
    ...(shares && { shareRows: shares.rows }),
    inputs: inputs.sort((a, b) => b.lost - a.lost || a.input - b.input),
  };
}

function sharesOf(model: Model, bound: BoundColumns, seed: number) {
  if (!isAdditive(model) || leafCount(model.artefact) > MAX_EXPLAINED_LEAVES) return undefined;
  const most = affordableRows(explainingCost(model.artefact), SHARE_SECONDS, MAX_ROWS, LEAST_ROWS);
  if (most === 0) return undefined;
  const rows = drawRows(bound.nRows, most, seed);
  return { mean: shareImportance(model, bound, rows), rows: rows.length };
}

/** Inputs that the model uses, the most promising first: by the gain of their splits, by their shares, or by a quick look. */
function candidatesOf(
  model: Model,
  shares: Float64Array | undefined,
  test: ScoredPart,
  seed: number,
): number[] {
  const { artefact } = model;
  const all = artefact.inputs.map((_, input) => input);
  const by = (weight: (input: number) => number): number[] =>
    all.filter((input) => weight(input) > 0).sort((a, b) => weight(b) - weight(a) || a - b);
  const use = splitUse(artefact);
  if (use) return by((input) => use[input]!.gain);
  if (shares) return by((input) => shares[input]!);
  if (all.length <= MAX_DEALT) return all;
  const cost = scoringCost(artefact) * all.length * QUICK_DEALS;
  const rows = drawRows(test.pd.length, affordableRows(cost, DEAL_SECONDS, QUICK_ROWS, LEAST_ROWS), seed);
  const quick = dealtImportance(model, test, rows, all, QUICK_DEALS, seed);
  return quick ? all.sort((a, b) => quick[b]!.mean - quick[a]!.mean || a - b) : [];
}

/** Permutation importance of some inputs on some rows; undefined where the rows hold one class only. */
function dealtImportance(
  model: Model,
  { bound, bad }: ScoredPart,
  rows: Uint32Array,
  inputs: readonly number[],
  deals: number,
  seed: number,
) {
  const own = Uint8Array.from(rows, (row) => bad[row]!);
  if (!own.includes(0) || !own.includes(1)) return undefined;
  const whole = pickedRows(bound, rows);
  // The model as a function of these inputs alone, the others being as they are.
  const ofSome: Model = {
    artefact: model.artefact,
    margins(some, start, end, out) {
      const columns = [...whole.columns];
      inputs.forEach((input, k) => {
        columns[input] = some.columns[k]!;
      });
      model.margins({ ...whole, columns }, start, end, out);
    },
  };
  const columns = inputs.map((input) => whole.columns[input]!);
  return permutationImportance(ofSome, { ...whole, columns }, own, deals, seed);
}
