import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sqlText, withDuckDb } from '../../src/table/duckdb.ts';

/** The sources of the twin: each has a statement of its own in sql/, which reads views of the same names. */
export const TWIN_SOURCES = ['bank', 'invoices', 'tax', 'utility', 'pos', 'waybills'] as const;

/** Features that the statements compute, each under its name in the catalogue. */
export const TWIN_FEATURES = 50;

export interface TwinOptions {
  /** Threads that DuckDB may use. */
  readonly threads: number;
}

/**
 * Writes `TWIN_FEATURES` features of the book at `dir`, one row per application in no particular order, to the Parquet file `out`:
 * the same definitions as the catalogue's, said in SQL and computed by DuckDB alone. Missing is NULL. The book must hold
 * every source of `TWIN_SOURCES`.
 */
export function writeSqlTwin(dir: string, out: string, { threads }: TwinOptions): Promise<void> {
  return withDuckDb(async (connection) => {
    await connection.run(`SET threads = ${threads}`);
    await connection.run('SET preserve_insertion_order = false');
    await connection.run(`SET temp_directory = ${sqlText(`${out}.tmp`)}`);
    for (const source of ['applications', ...TWIN_SOURCES]) {
      const file = path.join(path.resolve(dir), `${source}.parquet`);
      await connection.run(`CREATE VIEW ${source} AS FROM read_parquet(${sqlText(file)})`);
    }
    for (const source of TWIN_SOURCES) {
      const statement = readFileSync(new URL(`sql/${source}.sql`, import.meta.url), 'utf8');
      await connection.run(`CREATE TEMP TABLE ${source}_features AS ${statement}`);
    }
    const joins = TWIN_SOURCES.map((source) => `LEFT JOIN ${source}_features USING (applicationId)`);
    await connection.run(
      `COPY (SELECT * FROM (SELECT applicationId FROM applications) ${joins.join(' ')})
       TO ${sqlText(out)} (FORMAT parquet)`,
    );
  });
}
