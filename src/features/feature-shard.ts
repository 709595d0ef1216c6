import { nativeTaskRef, type ShardRange } from '../parallel/index.ts';
import {
  type BookReader,
  bookRecords,
  type Dossier,
  dossierSources,
  type FieldNeeds,
  type FirmsToRead,
  pickFirms,
  readFirms,
  slicesOf,
} from '../sources/index.ts';
import { featureNames } from './catalogue.ts';
import { computeFeatures } from './compute.ts';
import { accumulators } from './indicators/index.ts';
import type { RowPlan } from './row-plan.ts';

/** What the accumulators read of each source. */
const fieldNeeds: FieldNeeds = Object.fromEntries(
  dossierSources.map((source) => {
    const { unread = [], readings = {} } = accumulators[source];
    return [source, { unread, texts: Object.values(readings).map(({ field }) => field) }];
  }),
);

/** Source records that one shard holds at once unless told otherwise: some hundred bytes each, in every worker. */
const SHARD_RECORDS = 1_500_000;

/** A run of rows of a plan whose firms are read together. */
export interface ShardInput extends ShardRange {
  readonly read: FirmsToRead;
  /** The plan's columns, and the number in firmIds of the shard's first firm. */
  readonly plan: Pick<RowPlan, 'firms' | 'days' | 'amountFen' | 'termMonths' | 'onlyKnown'>;
  /** Number in `read.firmIds` by row of the shard. */
  readonly places: Int32Array;
}

/** What a shard gives: a column per feature, and which rows are to be kept. */
export interface ShardValues {
  readonly columns: readonly Float64Array[];
  readonly kept: Uint8Array;
}

/** Cuts a plan into shards by the size of the book alone. */
export function shardsOf(reader: BookReader, plan: RowPlan, shardRecords = SHARD_RECORDS): ShardInput[] {
  const { firms, days, amountFen, termMonths, onlyKnown, firmIds } = plan;
  const firmsAShard = Math.max(
    1,
    Math.floor(shardRecords / Math.max(1, bookRecords(reader) / reader.manifest.firms)),
  );
  const placeOfFirm = new Map(reader.firmIds.map((firmId, i) => [firmId, i]));
  const shards: ShardInput[] = [];
  for (let start = 0; start < firms.length; ) {
    const own: string[] = [];
    const places: number[] = [];
    let end = start;
    for (; end < firms.length; end++) {
      if (end === start || firms[end] !== firms[end - 1]) {
        if (own.length === firmsAShard) break;
        own.push(firmIds[firms[end]!]!);
      }
      places.push(own.length - 1);
    }
    const links = pickFirms(
      reader.links,
      own.map((firmId) => placeOfFirm.get(firmId) ?? -1),
    );
    shards.push({
      start,
      end,
      read: { dir: reader.dir, files: reader.manifest.files, firmIds: own, links },
      plan: { firms, days, amountFen, termMonths, onlyKnown },
      places: Int32Array.from(places),
    });
    start = end;
  }
  return shards;
}

/** Reads the firms of a shard and computes the features of its rows. */
export async function computeShard({ start, end, read, plan, places }: ShardInput): Promise<ShardValues> {
  const rows = await readFirms(read, fieldNeeds);
  const columns = featureNames.map(() => new Float64Array(end - start));
  const kept = new Uint8Array(end - start).fill(1);
  const vector = new Float64Array(featureNames.length);
  for (let row = start; row < end; row++) {
    const i = row - start;
    const dossier = { records: slicesOf(rows, places[i]!) };
    const asOf = plan.days[row]!;
    if (plan.onlyKnown && !isAnythingKnown(dossier, asOf)) {
      kept[i] = 0;
      continue;
    }
    const amountFen = plan.amountFen[row]!;
    const application = Number.isNaN(amountFen)
      ? undefined
      : { amountFen, termMonths: plan.termMonths[row]! };
    computeFeatures(dossier, application, asOf, vector, 0);
    for (let k = 0; k < vector.length; k++) columns[k]![i] = vector[k]!;
  }
  return { columns, kept };
}

function isAnythingKnown({ records }: Pick<Dossier, 'records'>, asOf: number): boolean {
  return dossierSources.some((source) => {
    const { columns, start, end } = records[source];
    for (let row = start; row < end; row++) {
      if (columns.eventDate[row]! > asOf) return false;
      if (columns.arrivalDate[row]! <= asOf) return true;
    }
    return false;
  });
}

/** A shard whose values go to columns that all workers share. */
export interface SharedShardInput extends ShardInput {
  /** OUT: one shared column per feature; this shard writes rows [start, end). */
  readonly columns: readonly Float64Array[];
  readonly kept: Uint8Array;
}

/** Worker task: computes a shard into shared columns. */
export async function computeSharedShard({ columns, kept, ...shard }: SharedShardInput): Promise<void> {
  const values = await computeShard(shard);
  for (const [k, column] of columns.entries()) column.set(values.columns[k]!, shard.start);
  kept.set(values.kept, shard.start);
}

export const sharedShardTask = nativeTaskRef(import.meta.url, computeSharedShard);
