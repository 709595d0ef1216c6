import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { sqlText, withDuckDb } from '../../src/table/duckdb.ts';
import { TWIN_SOURCES } from './sql-twin.ts';

/** What the 50 features read of each source, ready for a reader that knows neither dates nor rounding. */
const COLUMNS: Readonly<Record<(typeof TWIN_SOURCES)[number], string>> = {
  bank: 'direction, category, amountFen, balanceFen, counterparty',
  invoices: 'direction, status, amountFen, counterparty',
  tax: 'kind, amountFen, coalesce(declaredRevenueFen, 0) AS declaredRevenueFen, daysLate',
  utility: 'kind, service, coalesce(round(usage * 1000), 0) AS wattHours, amountFen, daysLate',
  pos: 'amountFen, transactions',
  waybills: 'direction, otherRegion, round(weightKg * 1000) AS grams',
};

/** Writes the sources of the twin, and the applications, as CSV files with days as numbers since 1970-01-01. */
export async function writeCsvBook(dir: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const selects = {
    applications: "firmId, applicationId, eventDate - DATE '1970-01-01' AS asOf, amountFen AS askedFen",
    ...Object.fromEntries(
      TWIN_SOURCES.map((source) => [
        source,
        `firmId, eventDate - DATE '1970-01-01' AS eventDate, arrivalDate - DATE '1970-01-01' AS arrivalDate, ${COLUMNS[source]}`,
      ]),
    ),
  };
  await withDuckDb(async (connection) => {
    for (const [source, columns] of Object.entries(selects)) {
      const file = sqlText(path.join(dir, `${source}.parquet`));
      const out = sqlText(path.join(to, `${source}.csv`));
      await connection.run(
        `COPY (SELECT ${columns} FROM read_parquet(${file})) TO ${out} (FORMAT csv, HEADER)`,
      );
    }
  });
}
