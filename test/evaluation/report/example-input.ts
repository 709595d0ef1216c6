import { openStream } from '../../../src/core/index.ts';
import {
  compareModels,
  curves,
  diagnose,
  distanceToOracle,
  evaluateByQuarter,
  evaluateScores,
  evaluateWithIntervals,
  fairnessByGroup,
  growErrorTree,
  scoreStability,
  tableStability,
} from '../../../src/evaluation/index.ts';
import { type ReportInput, type ReportModel, ratingGrades } from '../../../src/evaluation/report/index.ts';
import { defaultGrades } from '../../../src/models/index.ts';
import type { WorkerPool } from '../../../src/parallel/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../../src/table/index.ts';
import { economy } from '../economy.ts';

/** The true PDs of an economy seen through noise of standard deviation `noise` in log-odds. */
function scoredBy(pd: Float64Array, noise: number, seed: number): Float64Array {
  const stream = openStream(seed, 'test/report');
  return pd.map((x, i) => 1 / (1 + Math.exp(-(Math.log(x / (1 - x)) + stream.normal(0, noise, i)))));
}

/** Rows to be looked at beside the PDs: a number that goes with the risk, and groups that do a little. */
function exampleTable({ pd }: { readonly pd: Float64Array }, seed: number) {
  const stream = openStream(seed, 'test/report-table');
  const rows = Array.from(pd, (x, i) => ({
    late: Math.round(10 * x + stream.normal(0, 1, i)),
    region: stream.uniform(i, 1) < 0.15 + 3 * x ? 'north <hills>' : 'south',
  }));
  return makeTable(
    [
      ['tax_late_count_12m', numericColumn(rows.map(({ late }) => late))],
      ['region', categoryColumn(rows.map(({ region }) => region))],
    ],
    'example',
  );
}

/** A report of two models on a seeded economy, with everything that a report may show. */
export async function exampleInput(pool: WorkerPool, nTest = 2_000): Promise<ReportInput> {
  const train = economy(1_000, 1, -2.2);
  const test = economy(nTest, 2, -2.2);
  const tables = { train: exampleTable(train, 9), test: exampleTable(test, 10) };
  const noises = { scorecard: 0.4, logistic: 0.9 };
  const models = await Promise.all(
    Object.entries(noises).map(async ([algorithm, noise]): Promise<ReportModel> => {
      const pd = scoredBy(test.pd, noise, 3);
      const { metrics, ci95 } = await evaluateWithIntervals(pool, pd, test.bad, { seed: 4, replicates: 50 });
      const trainPd = scoredBy(train.pd, noise, 5);
      const groups = tables.test.columns.get('region')!;
      if (groups.kind !== 'category') throw new Error('region is text');
      const parts = {
        train: { ...emptyBound, table: tables.train, bad: train.bad, pd: trainPd, margins: trainPd },
        test: { ...emptyBound, table: tables.test, bad: test.bad, pd, margins: pd },
      };
      const full: Partial<ReportModel> = {
        provenance: [
          ['data', 'example: 1000 training rows'],
          ['options', 'defaults'],
        ],
        meanings: exampleMeanings,
        testUnseen: algorithm === 'scorecard',
        diagnosis: diagnose(pd, test.bad),
        grades: ratingGrades(defaultGrades, parts),
        scores: exampleScores,
        stability: { score: scoreStability(trainPd, pd), inputs: tableStability(tables.train, tables.test) },
        quarters: evaluateByQuarter(pd, test.bad, quarterDays(nTest)),
        segments: growErrorTree(pd, test.bad, tables.test, { seed: 8, minRows: 20 }),
        fairness: { column: 'region', report: fairnessByGroup(pd, test.bad, groups, { cutoff: 0.12 }) },
        reasons: exampleReasons,
        drivers: exampleDrivers,
        ...(algorithm === 'scorecard' && { dependence: exampleDependence, trends: exampleTrends }),
        basePoints: 512,
      };
      return {
        name: `SME ${algorithm}`,
        algorithm,
        hash: '5f2c0d1e9a7b34c8'.repeat(4),
        metrics: { train: evaluateScores(trainPd, train.bad), test: metrics },
        ci95,
        curves: curves(pd, test.bad),
        ...full,
        ...(algorithm === 'scorecard'
          ? { table: examplePoints, choice: exampleChoice, oracle: await exampleOracle(pool, pd, test) }
          : { coefficients: exampleCoefficients }),
      };
    }),
  );
  const scored = Object.entries(noises).map(([name, noise]) => ({
    name: `SME ${name}`,
    pd: scoredBy(test.pd, noise, 3),
  }));
  return {
    title: 'Who repays? <SME> loans & co.',
    generatedBy: 'parus demo --firms 5000 --seed 1',
    provenance: [
      ['Data', 'simulated book, 5,000 firms, 36 months'],
      ['Data hash', '9b1f'.repeat(16)],
      ['Target', '90+ days past due within 12 months'],
      ['Seed', '1'],
    ],
    models,
    comparison: await compareModels(pool, scored, test.bad, { seed: 6, replicates: 50 }),
    decisions: {
      outcomes: { approve: 312, review: 88, decline: 100, withdrawn: 3 },
      examples: [
        {
          id: 'A-000017',
          outcome: 'approve',
          score: 652.4,
          grade: 'B',
          limit: 350_000,
          rate: 0.0685,
          reasons: [
            { en: 'Taxable sales grew over the last 12 months', zh: '近12个月应税销售额增长' },
            { en: 'Electricity use is steady', zh: '用电量稳定' },
          ],
        },
        {
          id: 'A-000018',
          outcome: 'decline',
          score: 488,
          grade: 'E',
          limit: null,
          rate: null,
          reasons: [{ en: 'Six lenders asked about the firm within 3 months', zh: '近3个月有6家机构查询' }],
        },
        {
          id: 'A-000021',
          outcome: 'review',
          score: 571.6,
          grade: 'D',
          limit: 80_000,
          rate: 0.1095,
          reasons: [{ en: 'Tax paid late twice', zh: '两次逾期缴税' }],
        },
      ],
    },
    latency: [
      { label: 'decision, in process', p50: 0.412, p99: 1.87, unit: 'ms' },
      { label: 'approval over HTTP with simulated sources', p50: 182, p99: 640, unit: 'ms' },
    ],
    notes: [
      'The economy is simulated: figures say how the engine behaves, not how real firms do.',
      'One seed; the intervals cover the sampling of test rows, not of training rows.',
    ],
  };
}

const exampleMeanings: NonNullable<ReportModel['meanings']> = new Map([
  ['tax_late_count_12m', { en: 'tax paid late, last 12 months', zh: '近12个月逾期缴税次数' }],
]);

const exampleChoice: NonNullable<ReportModel['choice']> = {
  kept: [
    {
      name: 'tax_late_count_12m',
      iv: 0.62,
      step: 1,
      chiSquare: 41.23,
      degreesOfFreedom: 3,
      pValue: 1e-8,
      vif: 1.12,
      correlation: { with: 'industry', r: -0.21 },
    },
    { name: 'industry', iv: 0.08, step: 2, chiSquare: 9.1, degreesOfFreedom: 2, pValue: 0.011 },
  ],
  leftOut: [
    { reason: 'information value … below 0.02', names: ['firm_age_months', 'owner_age_years'] },
    { reason: 'missing in every row', names: ['crop_ndvi'] },
  ],
};

/** The PDs that the outcomes were drawn from are the oracle. */
async function exampleOracle(pool: WorkerPool, pd: Float64Array, test: ReturnType<typeof economy>) {
  const scores = { model: pd, baseline: new Float64Array(pd.length).fill(0.5), ceiling: test.pd };
  const distance = await distanceToOracle(pool, scores, test.bad, { seed: 11, replicates: 50 });
  return { distance, rows: pd.length, futures: 200 };
}

/** Nothing here scores rows anew. */
const emptyBound = { bound: { nRows: 0, columns: [], unseen: 0 } };

/** Days of three quarters of 2024, one after the other. */
const quarterDays = (rows: number): Int32Array =>
  Int32Array.from({ length: rows }, (_, row) => 19_723 + Math.floor((270 * row) / rows));

const exampleScores: NonNullable<ReportModel['scores']> = [
  { from: 480, to: 500, trainShare: 0.1, goodShare: 0.08, badShare: 0.4, rows: 220, bads: 90 },
  { from: 500, to: 520, trainShare: 0.5, goodShare: 0.52, badShare: 0.45, rows: 1_000, bads: 100 },
  { from: 520, to: 540, trainShare: 0.4, goodShare: 0.4, badShare: 0.15, rows: 780, bads: 34 },
];

const exampleReasons: NonNullable<ReportModel['reasons']> = {
  cutoff: 0.12,
  assumed: false,
  declined: 400,
  explained: 400,
  most: 4,
  reasons: [
    {
      feature: 'tax_late_count_12m',
      en: 'tax paid late, last 12 months',
      zh: '近12个月逾期缴税次数',
      share: 0.71,
      firstShare: 0.4,
      meanExcess: 0.62,
    },
    { feature: 'industry', en: 'industry', zh: 'industry', share: 0.2, firstShare: 0.05, meanExcess: 0.2 },
  ],
};

/** More than are in sight; the last lost less than nothing, as luck may have it. */
const exampleDrivers: NonNullable<ReportModel['drivers']> = {
  rows: 1_700,
  deals: 5,
  candidates: 40,
  shareRows: 1_500,
  inputs: [
    { input: 3, name: 'tax_late_count_12m', lost: 0.062, standardError: 0.004, share: 0.41 },
    ...Array.from({ length: 9 }, (_, i) => ({
      input: 4 + i,
      name: `bank_inflow_${i + 1}m`,
      lost: 0.01 - i / 1_000,
      standardError: 0.001,
      share: 0.1,
    })),
    { input: 1, name: 'industry', lost: -0.002, standardError: 0.001, share: 0.02 },
  ],
};

const exampleDependence: NonNullable<ReportModel['dependence']> = [
  {
    name: 'tax_late_count_12m',
    rows: 500,
    leftOut: 0,
    points: [
      { number: 0, share: 0.7, pd: 0.05, low: 0.01, high: 0.12 },
      { number: 1, share: 0.15, pd: 0.08, low: 0.02, high: 0.2 },
      { number: 12_345, share: 0.1, pd: 0.15, low: 0.04, high: 0.38 },
      { share: 0.05, pd: 0.07, low: 0.015, high: 0.18 },
    ],
  },
  {
    name: 'industry',
    rows: 500,
    leftOut: 3,
    points: [
      { level: 'retail <street>', share: 0.6, pd: 0.06, low: 0.01, high: 0.15 },
      { level: 'catering', share: 0.3, pd: 0.09, low: 0.02, high: 0.2 },
    ],
  },
];

const exampleTrends: NonNullable<ReportModel['trends']> = [
  {
    name: 'tax_late_count_12m',
    trend: 'ascending',
    asked: { trend: 'ascending', verdict: 'proven' },
  },
  { name: 'firm_age_months', trend: 'none', asked: { trend: 'descending', verdict: 'refuted' } },
  { name: 'bank_inflow_1m', trend: 'descending' },
  { name: 'bank_inflow_2m', trend: 'unknown', asked: { trend: 'descending', verdict: 'unknown' } },
  { name: 'bank_inflow_3m', trend: 'constant' },
];

const examplePoints: NonNullable<ReportModel['table']> = [
  {
    characteristic: 'tax_late_count_12m',
    meaning: { en: 'tax paid late, last 12 months', zh: '近12个月逾期缴税次数' },
    iv: 0.62,
    coefficient: 0.81,
    standardError: 0.12,
    pValue: 0.0002,
    missingShare: 0.03,
    pointsShift: -0.31,
    rows: [
      {
        label: '0',
        share: 0.71,
        badRate: 0.061,
        woe: 0.52,
        points: 68,
        test: { rows: 1_400, share: 0.7, badRate: 0.07, badRate95: [0.058, 0.085] },
      },
      { label: '1 to 2', share: 0.2, badRate: 0.15, woe: -0.41, points: 41 },
      { label: '3 or more', share: 0.06, badRate: 0.31, woe: -1.32, points: 15 },
      { label: 'missing', share: 0.03, badRate: 0.12, woe: -0.15, points: 48, apart: true },
    ],
  },
  {
    characteristic: 'electricity_kwh_growth_3m_over_12m',
    iv: 0.21,
    coefficient: 0.44,
    missingShare: 0,
    rows: [
      { label: 'below -0.35', share: 0.1, badRate: 0.26, woe: -1.08, points: 22 },
      { label: '-0.35 to below -0.05', share: 0.32, badRate: 0.11, woe: -0.06, points: 51 },
      { label: '-0.05 to below 0.2', share: 0.4, badRate: 0.07, woe: 0.43, points: 63 },
      { label: '0.2 and above', share: 0.18, badRate: 0.055, woe: 0.7, points: 71 },
    ],
  },
  {
    characteristic: 'industry',
    iv: 0.08,
    coefficient: 0.7,
    missingShare: 0,
    rows: [
      { label: 'wholesale, retail', share: 0.45, badRate: 0.1, woe: 0.05, points: 54 },
      { label: 'catering, lodging', share: 0.22, badRate: 0.16, woe: -0.48, points: 39 },
      { label: 'other and unseen', share: 0.33, badRate: 0.07, woe: 0.43, points: 63 },
    ],
  },
];

const exampleCoefficients: NonNullable<ReportModel['coefficients']> = [
  ['(intercept)', -2.41],
  ['tax_late_count_12m', 0.62],
  ['bureau_inquiries_3m', 0.48],
  ['electricity_kwh_growth_3m_over_12m', -0.37],
  ['bank_inflow_mean_6m', -0.55],
  ['industry = catering, lodging', 0.21],
];
