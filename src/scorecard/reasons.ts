import { fail } from '../core/index.ts';
import {
  type BoundColumns,
  CODE_MISSING,
  CODE_UNSEEN,
  isAdditive,
  type Model,
  type ModelInput,
} from '../models/index.ts';

/** Why a score is what it is: one input that raises the risk above the usual, in words. */
export interface Reason {
  readonly feature: string;
  readonly en: string;
  readonly zh: string;
  /** Log-odds of bad above the average of the training rows; positive raises the risk. */
  readonly contribution: number;
}

/** What an input is called in reasons and how its value reads; default: its column name and a plain number. */
export interface InputWording {
  readonly en: string;
  readonly zh: string;
  readonly unit?: ValueUnit | undefined;
}

/** Units that values are printed in; the others stand for a plain number. */
export type ValueUnit =
  | 'yuan'
  | 'hours'
  | 'days'
  | 'months'
  | 'years'
  | 'kg'
  | 'kWh'
  | 'count'
  | 'share'
  | 'ratio'
  | 'index'
  | 'flag';

export type Wording = ReadonlyMap<string, InputWording>;

/** Every input's share of the log-odds of bad of one row, against its average share on the training rows. */
export interface Contribution {
  readonly input: ModelInput;
  readonly value: number;
  /** Log-odds of bad. */
  readonly share: number;
  /** share - average share. */
  readonly excess: number;
}

/** @throws PARUS_MODEL_NOT_SUPPORTED where the model is no sum of terms */
export function contributionsOf(model: Model, bound: BoundColumns, row: number): Contribution[] {
  if (!isAdditive(model)) {
    throw fail('PARUS_MODEL_NOT_SUPPORTED', {
      path: model.artefact.hash.slice(0, 12),
      got: model.artefact.algorithm,
      operation: 'explaining a score',
      expected: 'a scorecard or a logistic model',
    });
  }
  const shares = model.contributions(bound, row);
  return model.body.terms.map(({ input, mean }, t) => ({
    input: model.artefact.inputs[input]!,
    value: bound.columns[input]![row]!,
    share: shares[t]!,
    excess: shares[t]! - mean,
  }));
}

/** Less excess than this moves no decision: about a third of a point on the house scale. */
const LEAST_EXCESS = 0.01;

/** The at most `count` inputs that raise the risk of row `row` most, strongest first; ties in model order. */
export function reasonsOf(
  model: Model,
  bound: BoundColumns,
  row: number,
  count: number,
  wording: Wording = new Map(),
): Reason[] {
  return contributionsOf(model, bound, row)
    .filter(({ excess }) => excess > LEAST_EXCESS)
    .sort((a, b) => b.excess - a.excess)
    .slice(0, count)
    .map(({ input, value, excess }) => {
      const name = wording.get(input.name);
      const shown = showValue(input, value, name?.unit);
      return {
        feature: input.name,
        en: `${name?.en ?? input.name}: ${shown.en} raises the estimated risk`,
        zh: `${name?.zh ?? input.name}：${shown.zh}，推高了估计风险`,
        contribution: excess,
      };
    });
}

interface Shown {
  readonly en: string;
  readonly zh: string;
}

function showValue(input: ModelInput, value: number, unit?: ValueUnit): Shown {
  if (Number.isNaN(value) || value === CODE_MISSING) return { en: 'no information', zh: '无信息' };
  if (input.kind === 'category') {
    if (value === CODE_UNSEEN) return { en: 'a value not seen before', zh: '未曾出现过的取值' };
    return { en: input.levels[value]!, zh: input.levels[value]! };
  }
  return showNumber(value, unit);
}

// Made once: a new formatter costs some forty times what it formats.
const NUMBER_FORMAT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

function showNumber(value: number, unit?: ValueUnit): Shown {
  const text = (v: number): string => NUMBER_FORMAT.format(Number(v.toPrecision(3)));
  switch (unit) {
    case 'share':
      return { en: `${text(100 * value)} %`, zh: `${text(100 * value)}%` };
    case 'flag':
      return value ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' };
    case 'yuan':
      return { en: `${text(value)} yuan`, zh: `${text(value)} 元` };
    case 'hours':
      return { en: `${text(value)} hours`, zh: `${text(value)} 小时` };
    case 'kg':
    case 'kWh':
      return { en: `${text(value)} ${unit}`, zh: `${text(value)} ${unit}` };
    case 'days':
      return { en: `${text(value)} days`, zh: `${text(value)} 天` };
    case 'months':
      return { en: `${text(value)} months`, zh: `${text(value)} 个月` };
    case 'years':
      return { en: `${text(value)} years`, zh: `${text(value)} 年` };
    default:
      return { en: text(value), zh: text(value) };
  }
}
