import { type Day, fail } from '../core/index.ts';
import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { type BookReader, firmsOf } from '../sources/index.ts';
import { type CategoryColumn, MISSING_CODE, MISSING_INT32 } from '../table/index.ts';

/** The rows a feature table is to have, firm after firm. */
export interface RowPlan {
  /** Sorted; every firm of a row. */
  readonly firmIds: readonly string[];
  /** Per row: its firm as a number into firmIds, ascending, its day, and its application (NaN where there is none). */
  readonly firms: Int32Array;
  readonly days: Int32Array;
  readonly amountFen: Float64Array;
  readonly termMonths: Float64Array;
  readonly applicationId: CategoryColumn;
  /** Outcome, where it was asked for. */
  readonly bad?: Int32Array;
  /** Rows of firms of which nothing is known at their day are to be left out. */
  readonly onlyKnown: boolean;
}

/**
 * One row per application at the day it was made, ordered by firm and day; with `withOutcomes` only those whose outcome is
 * known. @throws PARUS_FILE_EMPTY where there is none.
 */
export function applicationRows(reader: BookReader, withOutcomes: boolean): RowPlan {
  const { columns, offsets, nRows, levels } = reader.applications;
  const outcome = outcomeByApplication(reader);
  const ids = levels['applicationId'] ?? [];
  const kept: number[] = [];
  const owners: number[] = [];
  for (let firm = 0; firm + 1 < offsets.length; firm++) {
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      if (withOutcomes && !outcome.has(ids[columns.applicationId[row]!]!)) continue;
      kept.push(row);
      owners.push(firm);
    }
  }
  if (kept.length === 0) {
    const got = withOutcomes && nRows > 0 ? 'no application with an outcome' : 'no application';
    throw fail('PARUS_FILE_EMPTY', { path: reader.dir, got });
  }
  const plan = newPlan(reader.firmIds, kept.length, ids, false);
  kept.forEach((row, i) => {
    plan.firms[i] = owners[i]!;
    plan.days[i] = columns.eventDate[row]!;
    plan.amountFen[i] = columns.amountFen[row]!;
    plan.termMonths[i] = columns.termMonths[row]!;
    plan.applicationId.codes[i] = columns.applicationId[row]!;
  });
  if (!withOutcomes) return plan;
  const bad = sharedInt32(kept.length);
  kept.forEach((row, i) => {
    bad[i] = outcome.get(ids[columns.applicationId[row]!]!) ?? MISSING_INT32;
  });
  return { ...plan, bad };
}

/** One row per firm with a record in any dossier source, at `asOf`. @throws PARUS_FILE_EMPTY where there is none. */
export async function firmRows(reader: BookReader, asOf: Day): Promise<RowPlan> {
  const firmIds = await firmsOf(reader);
  if (firmIds.length === 0)
    throw fail('PARUS_FILE_EMPTY', { path: reader.dir, got: 'no record of any firm' });
  const plan = newPlan(firmIds, firmIds.length, [], true);
  for (let i = 0; i < firmIds.length; i++) plan.firms[i] = i;
  plan.days.fill(asOf);
  plan.amountFen.fill(Number.NaN);
  plan.termMonths.fill(Number.NaN);
  plan.applicationId.codes.fill(MISSING_CODE);
  return plan;
}

function newPlan(
  firmIds: readonly string[],
  n: number,
  applicationIds: readonly string[],
  onlyKnown: boolean,
): RowPlan {
  return {
    firmIds,
    firms: sharedInt32(n),
    days: sharedInt32(n),
    amountFen: sharedFloat64(n),
    termMonths: sharedFloat64(n),
    applicationId: { kind: 'category', codes: sharedInt32(n), levels: applicationIds },
    onlyKnown,
  };
}

/** Rows [start, end) of a plan as a plan of their own, small enough to be sent to a worker. */
export function partOf(plan: RowPlan, start: number, end: number): RowPlan {
  const firms = densely(plan.firms.subarray(start, end), plan.firmIds);
  const ids = densely(plan.applicationId.codes.subarray(start, end), plan.applicationId.levels);
  return {
    firmIds: firms.levels,
    firms: firms.codes,
    days: plan.days.slice(start, end),
    amountFen: plan.amountFen.slice(start, end),
    termMonths: plan.termMonths.slice(start, end),
    applicationId: { kind: 'category', ...ids },
    ...(plan.bad ? { bad: plan.bad.slice(start, end) } : {}),
    onlyKnown: plan.onlyKnown,
  };
}

/** The same texts under codes that leave no level unused. */
function densely(codes: Int32Array, levels: readonly string[]): { codes: Int32Array; levels: string[] } {
  const index = new Map<number, number>();
  const dense = Int32Array.from(codes, (code) => {
    if (code === MISSING_CODE) return MISSING_CODE;
    if (!index.has(code)) index.set(code, index.size);
    return index.get(code)!;
  });
  return { codes: dense, levels: [...index.keys()].map((code) => levels[code]!) };
}

/** Outcome by application; where two records speak of one application, the last in the book's order holds. */
function outcomeByApplication({ outcomes }: BookReader): ReadonlyMap<string, number> {
  const { columns, nRows, levels } = outcomes;
  const ids = levels['applicationId'] ?? [];
  const outcome = new Map<string, number>();
  for (let row = 0; row < nRows; row++) outcome.set(ids[columns.applicationId[row]!]!, columns.bad[row]!);
  return outcome;
}
