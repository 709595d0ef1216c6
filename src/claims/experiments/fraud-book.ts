import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Day, openStream, parseDay, sha256 } from '../../core/index.ts';
import { GRAPH_PREFIX } from '../../decision/fraud/index.ts';
import {
  buildRelationGraph,
  firmNumber,
  type GraphAsk,
  graphFeatureNames,
  graphFeatures,
  type KnownBad,
  type RelationGraph,
  readRelations,
} from '../../decision/graph/index.ts';
import { featureCatalogue, writeFeatureFile } from '../../features/index.ts';
import { sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { openBookReader, readManifest } from '../../sources/index.ts';
import { readTable, type Table } from '../../table/index.ts';
import { keyedTable, numbersOf, textsOf } from './applicants.ts';

/**
 * How a lender comes to know that an application was a fraud; OWN, assumptions. Those who pay are found by an audit of a sample
 * only: most inflated invoices and brushed reviews are never found, as in life.
 */
export const discovery = {
  /** Days from 90 days past due to the end of the investigation. */
  daysAfterDefault: 30,
  /** Share of loans that are visited after the money went out, and the days from application to the finding. */
  auditShare: 0.2,
  daysToAudit: 180,
  /** Models are trained so many days after the book's last: loans of all applications have run for a year by then. */
  trainingDelay: 365,
} as const;

/** The applications of a simulated book with all that may be known of them, and the truth about fraud. */
export interface FraudBook {
  /** Features of the catalogue and of the graph (`fraudGraphNames` but for GraphSAGE), by day of application. */
  readonly table: Table;
  readonly nRows: number;
  /** Kind of fraud; undefined for the honest. */
  readonly kind: readonly (string | undefined)[];
  /** On shared memory: 1 for every fraud, found or not. */
  readonly fraud: Uint8Array;
  /** On shared memory: 1 for frauds confirmed by the day of training. */
  readonly found: Uint8Array;
  readonly graph: RelationGraph;
  /** One per row. */
  readonly asks: readonly GraphAsk[];
  /** Firms whose fraud was confirmed, from the day on which it was. */
  readonly knownFrauds: readonly KnownBad[];
}

/** Reads the applications of a simulated book. Its feature table is kept beside it, so that a stopped audit goes on. */
export async function readFraudBook(book: string, pool: WorkerPool, seed: number): Promise<FraudBook> {
  const features = await keptFeatures(book, pool);
  const ids = textsOf(features, 'applicationId');
  const firmIds = textsOf(features, 'firmId');
  const asOf = numbersOf(features, 'asOf');
  const firms = await keyedTable(join(book, 'truth', 'firms.parquet'));
  const outcomes = await keyedTable(join(book, 'outcomes.parquet'));
  const { endDate } = await readManifest(book);
  const kind = ids.map((id) => firms.text('fraud', id));
  const draw = openStream(seed, 'claims.fraud-audit');
  const foundDay = ids.map((id, row) => {
    if (!kind[row]) return Number.POSITIVE_INFINITY;
    const audited = draw.uniform(row) < discovery.auditShare;
    const byAudit = audited ? asOf[row]! + discovery.daysToAudit : Number.POSITIVE_INFINITY;
    const badDate = outcomes.number('badDate', id);
    return Math.min(
      byAudit,
      Number.isNaN(badDate) ? Number.POSITIVE_INFINITY : badDate + discovery.daysAfterDefault,
    );
  });
  const trainingDay: Day = parseDay(endDate)! + discovery.trainingDelay;

  const graph = buildRelationGraph(await readRelations(book, pool));
  const numbers = firmIds.map((id) => firmNumber(graph, id) ?? -1);
  const asks = numbers.map((firm, row): GraphAsk => ({ firm, day: asOf[row]! }));
  const knownFrauds = numbers.flatMap((firm, row) =>
    firm >= 0 && Number.isFinite(foundDay[row]!) ? [{ firm, knownDay: foundDay[row]! }] : [],
  );
  const columns = await graphFeatures(graph, asks, knownFrauds, pool);
  const named = graphFeatureNames.map(
    (name) => [`${GRAPH_PREFIX}${name}`, { kind: 'numeric', values: columns[name] }] as const,
  );
  return {
    table: { ...features, columns: new Map([...features.columns, ...named]) },
    nRows: ids.length,
    kind,
    fraud: flags(kind.map((one) => one !== undefined)),
    found: flags(foundDay.map((day) => day <= trainingDay)),
    graph,
    asks,
    knownFrauds,
  };
}

/** Features of a book's applications, kept beside the book: `<book>.<hash of the catalogue>.parquet`. */
export async function keptFeatures(book: string, pool: WorkerPool): Promise<Table> {
  const path = `${book}.${sha256(canonicalJson(featureCatalogue)).slice(0, 12)}.parquet`;
  if (!existsSync(path))
    await writeFeatureFile(await openBookReader(book), path, { pool, onProgress: pool.onProgress });
  return readTable(path, { kinds: { applicationId: 'category', firmId: 'category', asOf: 'date' } });
}

function flags(values: readonly boolean[]): Uint8Array {
  const out = sharedUint8(values.length);
  for (const [i, value] of values.entries()) out[i] = value ? 1 : 0;
  return out;
}
