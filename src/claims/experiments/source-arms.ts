import { featureCatalogue, featureTableIds, featureTrends } from '../../features/index.ts';
import { type Model, trainModel } from '../../models/index.ts';
import type { SourceName } from '../../sources/index.ts';
import { MOST_TRAINING_FIRMS } from '../context.ts';
import type { Lab } from '../lab.ts';
import { trainingRows } from './applicants.ts';

/** What a lender looks at, from the least to the most. */
export const ARMS = ['traditional', 'unstructured', 'all'] as const;

export type Arm = (typeof ARMS)[number];

/** What a branch can ask any small firm for. */
const TRADITIONAL: readonly SourceName[] = ['registry', 'applications', 'statements', 'tax', 'bureau'];

/** Traces that the report calls unstructured or alternative: no lender gets them from a borrower's papers. */
const UNSTRUCTURED: readonly SourceName[] = [
  'reviews',
  'traffic',
  'pos',
  'orders',
  'waybills',
  'utility',
  'news',
  'telemetry',
  'crops',
];

/** What data sharing adds to both: the bank account, invoices, payroll and what registers and links tell. */
const SHARED: readonly SourceName[] = [
  'bank',
  'invoices',
  'payroll',
  'judicial',
  'guarantees',
  'customs',
  'links',
];

/** The sources of an arm. Fixed before the first run. */
export function sourcesOfArm(arm: Arm): readonly SourceName[] {
  if (arm === 'traditional') return TRADITIONAL;
  return arm === 'unstructured'
    ? [...TRADITIONAL, ...UNSTRUCTURED]
    : [...TRADITIONAL, ...UNSTRUCTURED, ...SHARED];
}

/** Features that read a source outside the arm. */
export function featuresOutside(arm: Arm): string[] {
  const known = new Set<SourceName>(sourcesOfArm(arm));
  return featureCatalogue
    .filter(({ sources }) => !sources.every((source) => known.has(source)))
    .map(({ name }) => name);
}

/** Few bad loans and hundreds of columns: shallow trees, slow steps, subsampling. That of benchmarks/sources.ts, not tuned here. */
const CONFIG = {
  trees: 600,
  learningRate: 0.03,
  leaves: 8,
  maxDepth: 4,
  rowShare: 0.7,
  columnShare: 0.3,
  patience: 50,
} as const;

/** Books of one seed: whose loans teach, whose set the cut-offs, whose judge. */
export const PART = { train: 0, cutOff: 1, judge: 2, east: 3, west: 4 } as const;

export type ArmModels = Readonly<Record<Arm, Model>>;

/** One boosted model an arm, trained on the same loans of a trial book. */
export async function trainArms(seed: number, lab: Lab): Promise<ArmModels> {
  const firms = Math.min(lab.scale.firms, MOST_TRAINING_FIRMS);
  let rows: ReturnType<typeof trainingRows> | undefined;
  const modelOf = (arm: Arm): Promise<Model> =>
    lab.model({ seed, firms, arm, sources: sourcesOfArm(arm), ...CONFIG }, async () => {
      rows ??= trainingRows(await lab.book(seed, { part: PART.train, firms }), lab.pool);
      const { table, bad } = await rows;
      const skip = new Map<string, string>([
        ...['bad', ...featureTableIds].map((name) => [name, 'no feature'] as const),
        ...featuresOutside(arm).map((name) => [name, 'source not used'] as const),
      ]);
      const { model } = await trainModel(table, {
        algorithm: 'boosting',
        target: { column: 'bad' },
        bad,
        skip,
        pool: lab.pool,
        seed,
        config: { ...CONFIG, trend: featureTrends() },
        command: 'parus claims',
      });
      return model;
    });
  return {
    traditional: await modelOf('traditional'),
    unstructured: await modelOf('unstructured'),
    all: await modelOf('all'),
  };
}
