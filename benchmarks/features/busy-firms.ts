import path from 'node:path';
import { type Day, formatDay, parseDay } from '../../src/core/index.ts';
import {
  type BookReader,
  type DossierRecords,
  type DossierSource,
  dossierSources,
  type FieldNeeds,
  fieldsOf,
  pickFirms,
  readFirms,
  type Slice,
  type SourceRecord,
  slicesOf,
  sources,
} from '../../src/sources/index.ts';
import { sqlText, withDuckDb } from '../../src/table/duckdb.ts';
import { MISSING_CODE, MISSING_INT32 } from '../../src/table/index.ts';

/** A firm as the service meets it: its records one by one, at the last day of the book. */
export interface BusyFirm {
  readonly firmId: string;
  readonly asOf: Day;
  /** Every record that has arrived by then. */
  readonly records: DossierRecords;
  /** Of these, records of the last 455 days: those that features of windows read. */
  readonly recentRecords: number;
}

const HORIZON_DAYS = 455;

/** The `n` firms of a book whose number of records in the last 455 days is nearest to `wanted`, by firmId. */
export async function busyFirms(reader: BookReader, wanted: number, n: number): Promise<BusyFirm[]> {
  const asOf = parseDay(reader.manifest.endDate)!;
  const firms: BusyFirm[] = [];
  for (const { firmId, recentRecords } of await nearestFirms(reader, asOf, wanted, n)) {
    firms.push({ firmId, asOf, recentRecords, records: await recordsOfFirm(reader, firmId, asOf) });
  }
  return firms;
}

async function nearestFirms(reader: BookReader, asOf: Day, wanted: number, n: number) {
  const lastDay = `DATE ${sqlText(formatDay(asOf))}`;
  const counts = presentSources(reader).map(
    (source) =>
      `SELECT firmId, count(*) AS n FROM read_parquet(${sqlText(path.join(reader.dir, `${source}.parquet`))})
       WHERE arrivalDate <= ${lastDay} AND eventDate > ${lastDay} - ${HORIZON_DAYS} GROUP BY firmId`,
  );
  return withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT firmId, n FROM (SELECT firmId, sum(n)::INTEGER AS n FROM (${counts.join(' UNION ALL ')}) GROUP BY firmId)
       ORDER BY abs(n - ${wanted}), firmId LIMIT ${n}`,
    );
    return reader
      .getRows()
      .map(([firmId, records]) => ({ firmId: String(firmId), recentRecords: Number(records) }));
  });
}

function presentSources({ manifest }: BookReader): DossierSource[] {
  return dossierSources.filter((source) => (manifest.files[source]?.rows ?? 0) > 0);
}

/** Everything, texts included: a record of the service's is whole. */
const WHOLE: FieldNeeds = Object.fromEntries(
  dossierSources.map((source) => {
    const texts = fieldsOf(sources[source]).filter(({ type, values }) => type === 'text' && !values);
    return [source, { unread: [], texts: texts.map(({ name }) => name) }];
  }),
);

async function recordsOfFirm(reader: BookReader, firmId: string, asOf: Day): Promise<DossierRecords> {
  const links = pickFirms(reader.links, [reader.firmIds.indexOf(firmId)]);
  const rows = await readFirms(
    { dir: reader.dir, files: reader.manifest.files, firmIds: [firmId], links },
    WHOLE,
  );
  const slices = slicesOf(rows, 0);
  return Object.fromEntries(
    dossierSources.map((source) => [source, recordsOfSlice(firmId, source, slices[source], asOf)]),
  );
}

/** The records behind a slice that have arrived by `asOf`, as their contract has them. */
function recordsOfSlice(
  firmId: string,
  source: DossierSource,
  {
    columns,
    levels,
    start,
    end,
  }: Pick<Slice<'bank'>, 'levels' | 'start' | 'end'> & { readonly columns: object },
  asOf: Day,
): SourceRecord<DossierSource>[] {
  const byName = columns as Readonly<Record<string, ArrayLike<number>>>;
  const fields = fieldsOf(sources[source]).filter(({ name }) => name !== 'firmId');
  const records: SourceRecord<DossierSource>[] = [];
  for (let row = start; row < end; row++) {
    if (byName['arrivalDate']![row]! > asOf) continue;
    const other = byName['other']?.[row] ?? MISSING_CODE;
    const record: Record<string, string | number> = {
      firmId: other === MISSING_CODE ? firmId : levels['other']![other]!,
    };
    for (const { name, type } of fields) {
      const value = byName[name]![row]!;
      if (type === 'text') {
        if (value !== MISSING_CODE) record[name] = levels[name]![value]!;
      } else if (value !== MISSING_INT32 && !Number.isNaN(value)) record[name] = value;
    }
    records.push(record as unknown as SourceRecord<DossierSource>);
  }
  return records;
}
