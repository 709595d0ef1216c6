import { formatDay } from '../../core/index.ts';
import {
  type ColumnCounts,
  countDistinct,
  countRound,
  countTexts,
  countValues,
  DELAY,
  type Overview,
  type Profile,
  placesOfExtreme,
  type ValueBin,
} from '../../table/profile/index.ts';
import { digitsOf } from './digits.ts';
import { driftOfTexts, driftOfValues, type Sizes } from './drift.ts';
import type { FieldPlan } from './field-plan.ts';
import { EXAMPLES, TOP_TEXTS } from './limits.ts';
import { everyRow, outliersOf, quantilesOf } from './numbers.ts';
import type { Digits, Drift, FieldQuality, Outliers } from './report.ts';

/** What one field of the open file looks like. @param firms active in each period */
export async function measureField(
  profile: Profile,
  plan: FieldPlan,
  counts: ColumnCounts,
  overview: Overview,
  firms: Sizes,
): Promise<FieldQuality> {
  const missing = { reference: counts.missingReference, current: counts.missingCurrent };
  const base = {
    field: plan.name,
    type: plan.type,
    unit: plan.unit,
    missing: overview.rows > 0 ? counts.missing / overview.rows : 0,
    quantiles: null,
    top: [],
    outliers: null,
    digits: null,
    drift: null,
  };
  if (plan.type === 'text') {
    const distinct = await countDistinct(profile, plan.name);
    const texts = await countTexts(profile, plan.name, distinct);
    const top = texts.values.filter((value) => rowsOf(value) > 1 || distinct <= TOP_TEXTS);
    return {
      ...base,
      distinct,
      top: top
        .slice(0, TOP_TEXTS)
        .map((value) => ({ text: value.text, share: rowsOf(value) / overview.rows })),
      drift: plan.describes ? driftOfTexts(texts, missing, overview, firms) : null,
    };
  }
  if (plan.type === 'date') {
    const bins = await countValues(profile, { kind: 'day', column: plan.name });
    return {
      ...base,
      distinct: bins.length,
      quantiles: quantilesOf(bins),
      drift: plan.describes ? await dayDrift(profile, plan.name, missing, firms) : null,
    };
  }
  const bins = await countValues(profile, { kind: 'number', column: plan.name });
  return {
    ...base,
    distinct: await distinctNumbers(profile, plan.name, bins),
    quantiles: quantilesOf(bins),
    outliers: await outliers(profile, plan, bins),
    digits: plan.isAmount ? await digits(profile, plan.name, bins) : null,
    drift: plan.describes ? driftOfValues(bins, missing, firms, brief) : null,
  };
}

/** Where every bin holds one value, the bins are the values. */
async function distinctNumbers(profile: Profile, name: string, bins: readonly ValueBin[]): Promise<number> {
  return bins.every(({ least, greatest }) => least === greatest) ? bins.length : countDistinct(profile, name);
}

function rowsOf(counts: {
  readonly reference: number;
  readonly current: number;
  readonly outside: number;
}): number {
  return counts.reference + counts.current + counts.outside;
}

/** Dates move with time by themselves: what can drift is how long before or after the event they lie. */
async function dayDrift(profile: Profile, name: string, missing: Sizes, firms: Sizes): Promise<Drift | null> {
  const bins = await countValues(profile, { kind: 'days', from: name, to: 'eventDate' });
  return driftOfValues(bins, missing, firms, (days) => `${days} days before`);
}

/** How late the records arrive, and how that moved. */
export async function measureDelay(
  profile: Profile,
  firms: Sizes,
): Promise<{ readonly bins: readonly ValueBin[]; readonly drift: Drift | null }> {
  const bins = await countValues(profile, DELAY);
  const none = { reference: 0, current: 0 };
  return { bins, drift: driftOfValues(bins, none, firms, (days) => `${days} days`) };
}

async function outliers(
  profile: Profile,
  plan: FieldPlan,
  bins: readonly ValueBin[],
): Promise<Outliers | null> {
  const found = plan.outlierScale === null ? null : outliersOf(bins, plan.outlierScale);
  if (!found) return null;
  if (found.beyond === 0) return { ...found, examples: [] };
  const places = await placesOfExtreme(profile, plan.name, found.side, EXAMPLES);
  const examples = places.map(({ value, firmId = '(no firm)', eventDate }) => {
    return `${inUnit(value, plan.unit)} (${firmId}, ${eventDate === undefined ? '(no day)' : formatDay(eventDate)})`;
  });
  return { ...found, examples };
}

const FEN_A_YUAN = 100;

async function digits(profile: Profile, name: string, bins: readonly ValueBin[]): Promise<Digits | null> {
  if (bins.reduce((sum, bin) => sum + everyRow(bin), 0) === 0) return null;
  const [unit, lastFrom, roundTo] = [FEN_A_YUAN, 100 * FEN_A_YUAN, 1000 * FEN_A_YUAN];
  return digitsOf(bins, await countRound(profile, name, { unit, lastFrom, roundTo }));
}

/** A number short enough for a label: at most four digits that matter. */
export function brief(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A value as a person reads it: fen as yuan. */
export function inUnit(value: number, unit: string | null): string {
  return unit === 'fen' ? `${brief(value / FEN_A_YUAN)} yuan` : brief(value);
}
