import { fail } from '../core/index.ts';
import type { FeatureUnit } from '../features/index.ts';
import { type BoundColumns, isAdditive, type Model, type ModelInput } from '../models/index.ts';
import { excessesAboveBest } from './best-baseline.ts';
import { type Shown, showValue } from './show-value.ts';

/** Why a score is what it is: one input that moves the risk off the usual, in words. */
export interface Reason {
  readonly feature: string;
  readonly en: string;
  readonly zh: string;
  /** Log-odds of bad above the baseline (by default the average of the training rows); positive raises the risk. */
  readonly contribution: number;
}

/** What an input is called in reasons and how its value reads; default: its column name and a plain number. */
export interface InputWording {
  readonly en: string;
  readonly zh: string;
  readonly unit?: FeatureUnit | undefined;
}

export type Wording = ReadonlyMap<string, InputWording>;

/** Every input's share of the log-odds of bad of one row, against a baseline. */
export interface Contribution {
  readonly input: ModelInput;
  readonly value: number;
  /** Log-odds of bad. */
  readonly share: number;
  /** Log-odds of bad above the baseline: for the average, share - average share. */
  readonly excess: number;
}

/** What shares are measured from: the average of the training rows, or the best that each input could say. */
export type Baseline = 'average' | 'best';

/**
 * Every input's part in the log-odds of row `row`.
 * @throws PARUS_MODEL_NOT_SUPPORTED where the model does not tell what each input adds, and for the best baseline where inputs
 * do not add up each on its own
 */
export function contributionsOf(
  model: Model,
  bound: BoundColumns,
  row: number,
  baseline: Baseline = 'average',
): Contribution[] {
  if (!isAdditive(model)) {
    throw fail('PARUS_MODEL_NOT_SUPPORTED', {
      path: model.artefact.hash.slice(0, 12),
      got: model.artefact.algorithm,
      operation: 'explaining a score',
      expected: 'a model that tells what each input adds: every algorithm but ml-random-forest',
    });
  }
  const shares = model.contributions(bound, row);
  const excesses = baseline === 'best' ? excessesAboveBest(model.artefact, bound, row) : undefined;
  return model.body.terms.map(({ input, mean }, t) => ({
    input: model.artefact.inputs[input]!,
    value: bound.columns[input]![row]!,
    share: shares[t]!,
    excess: excesses?.[t] ?? shares[t]! - mean,
  }));
}

/** Less excess than this moves no decision: about a third of a point on the house scale. */
const LEAST_EXCESS = 0.01;

/** The at most `count` inputs that raise the risk of row `row` most above the baseline, strongest first; ties in model order. */
export function reasonsOf(
  model: Model,
  bound: BoundColumns,
  row: number,
  count: number,
  wording: Wording = new Map(),
  baseline: Baseline = 'average',
): Reason[] {
  return contributionsOf(model, bound, row, baseline)
    .filter(({ excess }) => excess > LEAST_EXCESS)
    .sort((a, b) => b.excess - a.excess)
    .slice(0, count)
    .map((contribution) => inWords(contribution, wording, RAISES));
}

/** The at most `count` inputs that lower the risk of row `row` most below the average: what speaks for the applicant. */
export function strengthsOf(
  model: Model,
  bound: BoundColumns,
  row: number,
  count: number,
  wording: Wording = new Map(),
): Reason[] {
  return contributionsOf(model, bound, row)
    .filter(({ excess }) => excess < -LEAST_EXCESS)
    .sort((a, b) => a.excess - b.excess)
    .slice(0, count)
    .map((contribution) => inWords(contribution, wording, LOWERS));
}

const RAISES: Shown = { en: 'raises the estimated risk', zh: '推高了估计风险' };
const LOWERS: Shown = { en: 'lowers the estimated risk', zh: '降低了估计风险' };

function inWords({ input, value, excess }: Contribution, wording: Wording, effect: Shown): Reason {
  const name = wording.get(input.name);
  const shown = showValue(input, value, name?.unit);
  return {
    feature: input.name,
    en: `${name?.en ?? input.name}: ${shown.en} ${effect.en}`,
    zh: `${name?.zh ?? input.name}：${shown.zh}，${effect.zh}`,
    contribution: excess,
  };
}
