/**
 * A scorecard on the real VAT invoices of 123 small firms, from the files as they come to a figure with an interval:
 *
 *   node docs/examples/sme-invoices/run.ts --invoices DIR [--repeats 10] [--out FILE.json]
 *
 * DIR holds `input_invoices_123_labeled.csv.gz`, `output_invoices_123_labeled.csv.gz` and `enterprises_123_labeled.csv`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatDay, openStream } from '../../../src/core/index.ts';
import { evaluateRanking } from '../../../src/evaluation/index.ts';
import { computeFeatureTable, featureCatalogue, featureTrends } from '../../../src/features/index.ts';
import { type AlgorithmName, scoreTable, trainModel } from '../../../src/models/index.ts';
import { type WorkerPool, withPool } from '../../../src/parallel/index.ts';
import { ingestFiles, openBookReader } from '../../../src/sources/index.ts';
import { columnOf, readTable, type Table, takeRows, textAt } from '../../../src/table/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    invoices: { type: 'string' },
    repeats: { type: 'string', default: '10' },
    out: { type: 'string' },
  },
});
if (args.invoices === undefined) throw new Error('give --invoices DIR, the folder of the SME invoice files');
const file = (name: string): string => path.join(args.invoices!, name);

const FOLDS = 5;
const REPEATS = Number(args.repeats);
const REPLICATES = 1000;
const ALGORITHMS: readonly AlgorithmName[] = ['scorecard', 'logistic', 'boosting'];

/** Only what the invoices say: a firm has no other source here, and flags of missing ones would say nothing. */
const names = featureCatalogue
  .filter(({ sources }) => sources.length === 1 && sources[0] === 'invoices')
  .map(({ name }) => name)
  .filter((name) => !name.startsWith('missing_'));

interface Result {
  readonly asOf: string;
  readonly algorithm: string;
  readonly firms: number;
  readonly bads: number;
  readonly auc: number;
  readonly interval: readonly [number, number];
}

const scratch = await mkdtemp(path.join(tmpdir(), 'parus-sme-'));
try {
  const results = await withPool({}, async (pool) => {
    const into = path.join(scratch, 'book');
    const ingested = await ingestFiles(
      [file('input_invoices_123_labeled.csv.gz'), file('output_invoices_123_labeled.csv.gz')],
      { into, mapping: path.join(here, 'mapping.json'), pool },
    );
    const { accepted, rejected, reasons } = ingested;
    process.stdout.write(
      `accepted ${accepted.invoices}, refused ${rejected.invoices} ${JSON.stringify(reasons)}\n`,
    );
    const labels = await labelsOf(file('enterprises_123_labeled.csv'));
    const reader = await openBookReader(into);
    const lastDay = Math.floor(Date.parse(reader.manifest.endDate) / 86_400_000);
    const all: Result[] = [];
    // The end of the data; and a year before it, where nothing can be read that a default might have caused last.
    for (const asOf of [lastDay + 1, lastDay + 1 - 365]) {
      const table = await computeFeatureTable(reader, { pool, asOf });
      for (const algorithm of ALGORITHMS) {
        const result = await crossValidated(table, labels, algorithm, pool);
        all.push({ asOf: formatDay(asOf), algorithm, ...result });
        process.stdout.write(`${JSON.stringify(all.at(-1))}\n`);
      }
    }
    return { accepted, rejected, reasons, features: names.length, results: all };
  });
  if (args.out !== undefined) await writeFile(args.out, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** 1 = default, by firm. */
async function labelsOf(csv: string): Promise<ReadonlyMap<string, number>> {
  const table = await readTable(csv, { columns: ['company_id', 'default'] });
  const ids = columnOf(table, 'company_id');
  const bad = columnOf(table, 'default');
  if (ids.kind !== 'category' || bad.kind === 'category') throw new TypeError('not the table of labels');
  return new Map(Array.from(bad.values, (value, row) => [textAt(ids, row)!, value]));
}

/** Repeated stratified cross-validation: the mean AUC over repeats, and its bootstrap interval over firms. */
async function crossValidated(
  table: Table,
  labels: ReadonlyMap<string, number>,
  algorithm: AlgorithmName,
  pool: WorkerPool,
): Promise<Omit<Result, 'asOf' | 'algorithm'>> {
  const firmId = columnOf(table, 'firmId');
  if (firmId.kind !== 'category') throw new TypeError('firmId is no text');
  const bad = Uint8Array.from({ length: table.nRows }, (_, row) => labels.get(textAt(firmId, row)!)!);
  const skip = new Map(
    [...table.columns.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => [name, 'not of the invoices']),
  );
  const scores: Float64Array[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const fold = foldsOf(bad, repeat);
    const pd = new Float64Array(bad.length);
    for (let k = 0; k < FOLDS; k++) {
      const inside = rowsWhere(fold, (f) => f !== k);
      const outside = rowsWhere(fold, (f) => f === k);
      const { model } = await trainModel(takeRows(table, inside), {
        algorithm,
        target: { column: 'default' },
        bad: Uint8Array.from(inside, (row) => bad[row]!),
        skip,
        pool,
        seed: 1,
        // As `parus train --data` does: scorecards and boosting keep the directions of the catalogue.
        config: algorithm === 'logistic' ? {} : { trend: featureTrends() },
        command: 'node docs/examples/sme-invoices/run.ts',
      });
      const scored = await scoreTable(pool, model, takeRows(table, outside));
      outside.forEach((row, i) => {
        pd[row] = scored.pd[i]!;
      });
    }
    scores.push(pd);
  }
  const aucOf = (rows: readonly number[]): number => {
    const flags = Uint8Array.from(rows, (row) => bad[row]!);
    const each = scores.map(
      (pd) =>
        evaluateRanking(
          Float64Array.from(rows, (row) => pd[row]!),
          flags,
        ).auc,
    );
    return each.reduce((a, b) => a + b, 0) / each.length;
  };
  const stream = openStream(1, 'sme-invoices bootstrap');
  const replicates: number[] = [];
  for (let r = 0; r < REPLICATES; r++) {
    const rows = Array.from({ length: bad.length }, (_, i) => Math.floor(stream.uniform(r, i) * bad.length));
    const bads = rows.reduce((sum, row) => sum + bad[row]!, 0);
    if (bads > 0 && bads < rows.length) replicates.push(aucOf(rows));
  }
  replicates.sort((a, b) => a - b);
  const at = (share: number): number => replicates[Math.floor(share * (replicates.length - 1))]!;
  return {
    firms: bad.length,
    bads: bad.reduce((a, b) => a + b, 0),
    auc: aucOf([...bad.keys()]),
    interval: [at(0.025), at(0.975)],
  };
}

function foldsOf(bad: Uint8Array, repeat: number): Uint8Array {
  const stream = openStream(100 + repeat, 'sme-invoices folds');
  const fold = new Uint8Array(bad.length);
  for (const label of [0, 1]) {
    const rows = rowsWhere(bad, (b) => b === label).sort((a, b) => stream.uniform(a) - stream.uniform(b));
    rows.forEach((row, i) => {
      fold[row] = i % FOLDS;
    });
  }
  return fold;
}

function rowsWhere(values: Uint8Array, keep: (value: number) => boolean): number[] {
  return [...values.keys()].filter((row) => keep(values[row]!));
}
