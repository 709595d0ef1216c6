import { join } from 'node:path';
import { openStream } from '../../core/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { readTable, type Table, takeRows } from '../../table/index.ts';
import type { ClaimResult, ClaimTable } from '../claim.ts';
import type { ClaimContext, Experiment } from '../context.ts';
import { estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAtLeast } from '../verdict.ts';
import { keyedTable, numbersOf, textsOf } from './applicants.ts';
import { keptFeatures } from './fraud-book.ts';

/** Days around an application within which lenders asked or lending count as at once. */
const AT_ONCE_DAYS = 30;
/** Least numbers of lenders that the spread is told for. */
export const lenderSteps = [2, 5, 10, 20, 30] as const;
/** Percent of the loan stackers that a check of 5 % must stop to be said to stop them: half. OWN reading, the claim gives no figure. */
const STOPS = 50;
/** Shares of the applicants that a check stops. */
export const stoppedShares = [0.02, 0.05, 0.1] as const;

/** Share of the applicants with at least so many lenders, by `lenderSteps`. */
export interface LenderSpread {
  readonly of: string;
  readonly shares: readonly number[];
  readonly most: number;
}

/** A check at one share stopped. Shares in [0, 1]; stopped at equal counts by lot, so that checks stop equally many. */
export interface CheckResult {
  readonly check: string;
  readonly stopped: number;
  readonly stackersStopped: number;
  readonly badsStopped: number;
  readonly goodsStopped: number;
  /** Bad rate of those who are let through. */
  readonly badRate: number;
}

export interface MultiLenderMeasurement {
  readonly applicants: number;
  readonly stackers: number;
  readonly badRate: number;
  readonly spread: readonly LenderSpread[];
  readonly checks: readonly CheckResult[];
}

/** C29: how many lenders applicants have at once, and what a look into the bureau stops. */
export const multiLender: Experiment<MultiLenderMeasurement> = {
  name: 'multi-lender',
  version: 1,
  measure: async (seed, lab) => {
    const book = await lab.book(seed, { part: 0, firms: lab.scale.firms });
    return measureMultiLender(book, lab.pool);
  },
};

/** Measures one simulated book. The bureau is read as it was on the day of application, and as it is with every report in. */
export async function measureMultiLender(book: string, pool: WorkerPool): Promise<MultiLenderMeasurement> {
  const { features, bad, stacking } = await readAskers(book, pool);
  const feature = (name: string): Float64Array =>
    numbersOf(features, name).map((value) => (Number.isNaN(value) ? 0 : value));
  const reports = await countReports(book, features);
  const asked = feature('bureau_lenders_asked_90');
  const open = feature('bureau_open_lenders');
  const lot = openStream(1, 'claims.multi-lender');
  const checks: readonly (readonly [string, Float64Array])[] = [
    ['at random', asked.map((_, row) => lot.uniform(row))],
    ['open loans at other lenders, as reported', open],
    ['lenders who enquired within 90 days, as reported', asked],
    ['both', asked.map((n, row) => n + open[row]!)],
    ['both, were every report there at once', reports.atOnce],
  ];
  return {
    applicants: stacking.length,
    stackers: stacking.filter(Boolean).length,
    badRate: bad.reduce((a, b) => a + b, 0) / stacking.length,
    spread: [
      spreadOf('lenders with an open loan, known at application', open),
      spreadOf('lenders asked within 90 days, known at application', asked),
      spreadOf(`lenders asked within ${AT_ONCE_DAYS} days before or after, all reports in`, reports.asked),
      spreadOf(`lenders who lent within ${AT_ONCE_DAYS} days before or after, all reports in`, reports.lent),
      spreadOf(
        'the same, loan stackers alone',
        reports.lent.filter((_, row) => stacking[row]),
      ),
    ],
    checks: checks.flatMap(([check, counts]) =>
      stoppedShares.map((share) => checkAt(check, counts, share, bad, stacking)),
    ),
  };
}

interface Askers {
  readonly features: Table;
  /** 1 where the loan asked for goes bad if granted. */
  readonly bad: Uint8Array;
  readonly stacking: readonly boolean[];
}

/** The applicants of a simulated book of whom it is known what became of their loan, or would have. */
async function readAskers(book: string, pool: WorkerPool): Promise<Askers> {
  const all = await keptFeatures(book, pool);
  const applications = await keyedTable(join(book, 'truth', 'applications.parquet'));
  const firms = await keyedTable(join(book, 'truth', 'firms.parquet'));
  const badOf = textsOf(all, 'applicationId').map((id) => applications.number('badIfGranted', id));
  const rows = [...badOf.keys()].filter((row) => !Number.isNaN(badOf[row]!));
  const features = takeRows(all, rows);
  return {
    features,
    bad: Uint8Array.from(rows, (row) => badOf[row]!),
    stacking: textsOf(features, 'applicationId').map((id) => firms.text('fraud', id) === 'loan-stacking'),
  };
}

interface Reports {
  /** Different lenders around the application, with hindsight. */
  readonly asked: Float64Array;
  readonly lent: Float64Array;
  /** Different lenders asked or lending in the 90 days before it, whenever their report came. */
  readonly atOnce: Float64Array;
}

async function countReports(book: string, features: Table): Promise<Reports> {
  const bureau = await readTable(join(book, 'bureau.parquet'), {
    columns: ['firmId', 'kind', 'lender', 'eventDate'],
    kinds: { firmId: 'category', kind: 'category', lender: 'category', eventDate: 'date' },
  });
  const [firms, kinds, lenders] = [
    textsOf(bureau, 'firmId'),
    textsOf(bureau, 'kind'),
    textsOf(bureau, 'lender'),
  ];
  const events = numbersOf(bureau, 'eventDate');
  const days = numbersOf(features, 'asOf');
  const rowsOf = new Map<string, number[]>();
  for (const [row, firm] of textsOf(features, 'firmId').entries()) {
    const rows = rowsOf.get(firm);
    if (rows) rows.push(row);
    else rowsOf.set(firm, [row]);
  }
  const seen = {
    asked: new Map<number, Set<string>>(),
    lent: new Map<number, Set<string>>(),
    atOnce: new Map<number, Set<string>>(),
  };
  const note = (of: Map<number, Set<string>>, row: number, lender: string): void => {
    const known = of.get(row);
    if (known) known.add(lender);
    else of.set(row, new Set([lender]));
  };
  for (let i = 0; i < bureau.nRows; i++) {
    const kind = kinds[i]!;
    if (kind !== 'enquiry' && kind !== 'opened') continue;
    for (const row of rowsOf.get(firms[i]!) ?? []) {
      const after = events[i]! - days[row]!;
      if (Math.abs(after) <= AT_ONCE_DAYS)
        note(kind === 'enquiry' ? seen.asked : seen.lent, row, lenders[i]!);
      if (after <= 0 && after > -90) note(seen.atOnce, row, lenders[i]!);
    }
  }
  const counts = (of: Map<number, Set<string>>): Float64Array =>
    Float64Array.from({ length: features.nRows }, (_, row) => of.get(row)?.size ?? 0);
  return { asked: counts(seen.asked), lent: counts(seen.lent), atOnce: counts(seen.atOnce) };
}

/** Share of the counts that reach each of `lenderSteps`. */
export function spreadOf(of: string, counts: Float64Array): LenderSpread {
  const reaching = (least: number): number => counts.filter((count) => count >= least).length;
  return {
    of,
    shares: lenderSteps.map((least) => (counts.length === 0 ? 0 : reaching(least) / counts.length)),
    most: counts.reduce((most, count) => Math.max(most, count), 0),
  };
}

/** What comes of stopping the share `stopped` with the highest counts; those of the last count stopped are drawn by lot, so each counts in part. */
export function checkAt(
  check: string,
  counts: Float64Array,
  stopped: number,
  bad: Uint8Array,
  stacking: readonly boolean[],
): CheckResult {
  const sorted = counts.slice().sort().reverse();
  const n = counts.length;
  const places = stopped * n;
  const last = sorted[Math.max(0, Math.ceil(places) - 1)] ?? Number.POSITIVE_INFINITY;
  const above = sorted.findIndex((count) => count <= last);
  const tied = sorted.filter((count) => count === last).length;
  const partOf = (count: number): number => (count > last ? 1 : count < last ? 0 : (places - above) / tied);
  const of = { all: [0, 0], stackers: [0, 0], bads: [0, 0] } as Record<
    'all' | 'stackers' | 'bads',
    [number, number]
  >;
  for (let row = 0; row < n; row++) {
    const part = partOf(counts[row]!);
    const groups = [
      'all',
      ...(bad[row] === 1 ? ['bads'] : []),
      ...(stacking[row] ? ['stackers'] : []),
    ] as (keyof typeof of)[];
    for (const group of groups) {
      of[group][0] += part;
      of[group][1] += 1;
    }
  }
  const goods = of.all[1] - of.bads[1];
  return {
    check,
    stopped,
    stackersStopped: of.stackers[0] / of.stackers[1],
    badsStopped: of.bads[0] / of.bads[1],
    goodsStopped: (of.all[0] - of.bads[0]) / goods,
    badRate: (of.bads[1] - of.bads[0]) / (of.all[1] - of.all[0]),
  };
}

/** The tables of C29 over the books of several seeds, means with intervals. */
export function multiLenderTables(measured: readonly MultiLenderMeasurement[]): ClaimTable[] {
  const percent = (value: (one: MultiLenderMeasurement) => number): string =>
    shown(estimateOf(measured.map((one) => 100 * value(one))), '', 1);
  const [first] = measured;
  if (!first) return [];
  return [
    {
      title: 'Applicants with at least so many lenders, %',
      header: ['lenders', ...lenderSteps.map((least) => `${least}+`), 'most'],
      rows: first.spread.map(({ of }, i) => [
        of,
        ...lenderSteps.map((_, step) => percent((one) => one.spread[i]!.shares[step]!)),
        number(Math.max(...measured.map((one) => one.spread[i]!.most)), 0),
      ]),
    },
    {
      title: 'What a check stops at equal shares stopped, %',
      header: [
        'check',
        'stopped',
        'loan stackers stopped',
        'bads stopped',
        'goods stopped',
        'bad rate let through',
      ],
      rows: first.checks.map(({ check, stopped }, i) => [
        check,
        number(100 * stopped, 0),
        percent((one) => one.checks[i]!.stackersStopped),
        percent((one) => one.checks[i]!.badsStopped),
        percent((one) => one.checks[i]!.goodsStopped),
        percent((one) => one.checks[i]!.badRate),
      ]),
    },
  ];
}

/** The answer to C29. */
export async function auditMultiLender(context: ClaimContext): Promise<ClaimResult> {
  const measured = await context.measure(multiLender);
  return multiLenderResult(measured);
}

/** What the measurements say of C29: the stackers that a bureau check stops at 5 % stopped. */
export function multiLenderResult(measured: readonly MultiLenderMeasurement[]): ClaimResult {
  const of = (check: string) =>
    estimateOf(
      measured.map(
        (one) => 100 * one.checks.find((row) => row.check === check && row.stopped === 0.05)!.stackersStopped,
      ),
    );
  const check = of('both');
  const atOnce = of('both, were every report there at once');
  const most = Math.max(...measured.map((one) => one.spread[3]!.most));
  return {
    measured: `a bureau check that stops 5 % of applicants stops ${shown(check, '%')} of the loan stackers (5 % by lot), ${shown(atOnce, '%')} were reports immediate; at most ${most} lenders lent within 30 days of an application; ${seedsText(measured.length)}`,
    value: check.mean,
    ci95: check.ci95,
    ...judgeAtLeast(STOPS, check, {
      assumption:
        'lenders report within weeks: what a stacker took up in the days before is not in the bureau yet',
      flipsAt: (atOnce.ci95?.[0] ?? 0) >= STOPS ? 'reports on the day' : null,
    }),
    how: 'equal shares stopped by counts of lenders in the bureau as it was on the day of application; loan stackers as labelled by the simulation',
    tables: multiLenderTables(measured),
  };
}
