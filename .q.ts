import { DuckDBInstance } from '@duckdb/node-api';
const c=await (await DuckDBInstance.create()).connect();
console.log((await c.runAndReadAll(process.argv[2]!)).getRowObjects());
