import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  countOutcomes,
  type DecisionSummary,
  decideRows,
  loadRules,
  readApplicationRows,
  standardPolicyPath,
} from '../../decision/index.ts';
import { compareModels, type ModelComparison } from '../../evaluation/index.ts';
import { type ReportDecisions, renderReport } from '../../evaluation/report/index.ts';
import { type AlgorithmName, type Model, saveArtefact, trainModel } from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { coreSources } from '../../sources/index.ts';
import { columnOf, textAt, writeTable, writeTextFile } from '../../table/index.ts';
import { simulateBook } from '../../world/index.ts';
import { type CommandContext, type CommandSpec, option, wholeNumber } from '../command.ts';
import { type Part, readParts, withTrends } from '../dataset.ts';
import { decisionTable } from '../decision-table.ts';
import { latencyText } from '../latency-text.ts';
import { rowsOfParts } from '../provenance-rows.ts';
import { type MeasuredModel, measureModel } from '../report-model.ts';
import { textTable, thousands } from '../terminal.ts';
import { measureApproval } from './bench.ts';

interface DemoOptions {
  readonly firms: number;
  readonly months: number;
  readonly out: string;
}

/** The scorecard comes first: it decides, and is as short as one that is to be signed; the others show what it gives up. */
const TRAINED: readonly { readonly algorithm: AlgorithmName; readonly config: Record<string, unknown> }[] = [
  { algorithm: 'scorecard', config: { selection: 'stepwise', criterion: 'aic' } },
  { algorithm: 'logistic', config: {} },
  { algorithm: 'boosting', config: {} },
];
const EXAMPLES = 3;

export const demoCommand: CommandSpec<DemoOptions> = {
  name: 'demo',
  summary:
    'the whole road in about a minute: simulate, train, compare, decide, measure latency, write the report',
  options: [
    option('--firms <n>', 'number of firms')
      .argParser(wholeNumber('--firms', 200, 1_000_000))
      .default(10_000),
    option('--months <n>', 'months of records')
      .argParser(wholeNumber('--months', 18, 240))
      .default(24),
    option('--out <dir>', 'folder for everything it writes; its book is replaced').default('out/demo'),
  ],
  example: 'parus demo',
  run: (options, context) => context.withPool((pool) => runDemo(options, context, pool)),
};

async function runDemo({ firms, months, out }: DemoOptions, context: CommandContext, pool: WorkerPool) {
  const { seed, signal, onProgress, clock } = context;
  const started = clock();
  const say = context.json ? () => undefined : (text: string) => process.stdout.write(`${text}\n\n`);
  const book = path.join(out, 'book');
  const at = (name: string): string => path.join(out, name);
  await mkdir(out, { recursive: true });

  const simulated = await simulateBook({
    firms,
    months,
    seed,
    out: book,
    sources: [...coreSources, 'applications', 'outcomes'],
    force: true,
    pool,
    signal,
    onProgress,
    clock,
  });
  const records = Object.values(simulated.rows).reduce((a, b) => a + b, 0);
  say(
    `1. Simulated ${thousands(firms)} firms over ${months} months: ${thousands(records)} records in ${simulated.seconds.toFixed(1)} s, bad rate ${percent(simulated.badRate ?? Number.NaN)}.`,
  );

  const parts = await readParts({ data: book }, pool, context);
  const measured: MeasuredModel[] = [];
  const models: Model[] = [];
  for (const { algorithm, config } of TRAINED) {
    const configFile = at(`${algorithm}.config.json`);
    await writeTextFile(configFile, `${JSON.stringify(config)}\n`);
    const { model } = await trainModel(parts.train.table, {
      algorithm,
      target: parts.train.target,
      bad: parts.train.bad,
      skip: parts.train.skip,
      pool,
      seed,
      config: withTrends(algorithm, config, parts.train),
      command: `parus train --data ${book} --algorithm ${algorithm} --config ${configFile} --seed ${seed}`,
    });
    await saveArtefact(at(`${algorithm}.json`), model.artefact);
    models.push(model);
    measured.push(await measureModel(algorithm, model, parts, pool, context));
  }
  const comparison = await compareModels(
    pool,
    measured.map(({ report, testPd }) => ({ name: report.name, pd: testPd })),
    parts.test.bad,
    { seed, onProgress },
  );
  say(
    `2. Trained ${models.length} models in ${pool.workers} worker threads; on ${thousands(parts.test.table.nRows)} applications they have not seen:\n\n${comparisonText(measured, comparison)}`,
  );

  const decider = models[0]!;
  const decisions = await decideHeldOut(book, decider, parts.test, pool);
  await writeTable(at('decisions.csv'), decisionTable(decisions));
  const outcomes = countOutcomes(decisions);
  const examples = pickExamples(decisions);
  say(
    `3. Decided the same applications by the scorecard and policies/sme-standard.json:\n\n${decisionsText(outcomes, examples)}`,
  );

  const latency = await measureApproval(
    {
      data: book,
      model: at(`${TRAINED[0]!.algorithm}.json`),
      policy: standardPolicyPath,
      rounds: 3,
      connections: 4,
      limit: 500,
    },
    context,
  );
  say(
    `4. Approval latency, from the firm's records to the decision (no outside data sources, no ledger yet):\n\n${latencyText(latency)}`,
  );

  const html = await renderReport({
    title: 'Parus demo: one seeded economy, from records to approvals',
    generatedBy: context.command,
    provenance: rowsOfParts(parts, seed),
    models: measured.map(({ report }) => report),
    comparison,
    decisions: { outcomes, examples: examples.map(reportDecision) },
    latency: [
      {
        label: 'in process',
        p50: latency.inProcess.latency.p50,
        p99: latency.inProcess.latency.p99,
        unit: 'µs',
      },
      {
        label: 'over loopback HTTP',
        p50: latency.http.latency.p50,
        p99: latency.http.latency.p99,
        unit: 'µs',
      },
    ],
    notes: LIMITS,
  });
  await writeTextFile(at('report.html'), html);
  const seconds = Math.round((clock() - started) / 100) / 10;
  const data = {
    simulate: simulated,
    models: measured.map(({ report, train, test }) => ({
      name: report.name,
      hash: report.hash,
      metrics: { train: train.metrics, test: test.metrics },
      ci95: { test: test.ci95 },
    })),
    comparison: comparison.differences,
    decisions: { rows: decisions.length, outcomes },
    latency,
    report: { out: at('report.html'), bytes: Buffer.byteLength(html) },
    seconds,
  };
  return { data, text: `5. Report: ${data.report.out} (open it in a browser). Everything in ${seconds} s.` };
}

const LIMITS = [
  'The economy is simulated, and of its twenty sources only five are written here, so models see less than they could. Figures say how the machine works, not how a market does.',
  'Intervals are 95 % bootstrap intervals over the test rows; they do not include the luck of the training rows.',
  'Latency is measured on this machine with the load generator in the same process, without outside data sources and without a durable ledger.',
];

async function decideHeldOut(
  dir: string,
  model: Model,
  test: Part,
  pool: WorkerPool,
): Promise<DecisionSummary[]> {
  const rules = await loadRules();
  const ids = columnOf(test.table, 'applicationId');
  const heldOut = new Set(
    Array.from({ length: test.table.nRows }, (_, row) =>
      ids.kind === 'category' ? textAt(ids, row) : undefined,
    ),
  );
  const decisions: DecisionSummary[] = [];
  await decideRows(pool, await readApplicationRows(dir, model, rules, pool), model, rules, {
    onShard: (shard) => {
      decisions.push(...shard.decisions.filter(({ applicationId }) => heldOut.has(applicationId)));
    },
  });
  return decisions;
}

/** The first decisions of each outcome, declines first: those are what people ask about. */
function pickExamples(decisions: readonly DecisionSummary[]): DecisionSummary[] {
  return ['decline', 'review', 'approve'].flatMap((outcome) =>
    decisions
      .filter((decision) => decision.outcome === outcome)
      .slice(0, outcome === 'decline' ? EXAMPLES : 1),
  );
}

function reportDecision(decision: DecisionSummary): ReportDecisions['examples'][number] {
  const { applicationId: id, outcome, score, grade, limitFen, annualRate, reasons } = decision;
  const offered = annualRate !== null && limitFen > 0;
  return {
    id,
    outcome,
    score: score ?? 0,
    grade: grade ?? '',
    limit: offered ? limitFen / 100 : null,
    rate: offered ? annualRate : null,
    reasons,
  };
}

function comparisonText(measured: readonly MeasuredModel[], comparison: ModelComparison): string {
  const first = measured[0]!.report.name;
  const rows = measured.map(({ report, test }) => {
    const difference = comparison.differences.find(
      ({ name, against }) => name === report.name && against === first,
    );
    return [
      report.name,
      test.metrics.auc.toFixed(3),
      `${test.ci95.auc[0].toFixed(3)} - ${test.ci95.auc[1].toFixed(3)}`,
      test.metrics.ks.toFixed(3),
      test.metrics.logLoss.toFixed(4),
      test.metrics.brier.toFixed(4),
      difference
        ? `${signed(difference.difference)} (${signed(difference.ci95[0])} to ${signed(difference.ci95[1])})`
        : '',
    ];
  });
  return textTable(
    ['model', 'AUC', '95 % interval', 'KS', 'log-loss', 'Brier', `AUC against ${first}`],
    rows,
  );
}

function decisionsText(
  outcomes: Readonly<Record<string, number>>,
  examples: readonly DecisionSummary[],
): string {
  const total = Object.values(outcomes).reduce((a, b) => a + b, 0);
  const lines = Object.entries(outcomes).map(([outcome, n]) => [
    outcome,
    thousands(n),
    percent(n / Math.max(1, total)),
  ]);
  const cards = examples.map(({ applicationId, outcome, score, grade, limitFen, annualRate, reasons }) => {
    const offer =
      outcome === 'approve' ? `, ${thousands(limitFen / 100)} yuan at ${percent(annualRate ?? 0)}` : '';
    const because = reasons.slice(0, 2).map(({ en, zh }) => `\n     - ${en}\n       ${zh}`);
    return `   ${applicationId}: ${outcome}, score ${score ?? 'none'}, grade ${grade ?? 'none'}${offer}${because.join('')}`;
  });
  return [textTable(['outcome', 'applications', 'share'], lines), '', ...cards].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
