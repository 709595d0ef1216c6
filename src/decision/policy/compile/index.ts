export { compileCell, type Key, keysOf } from './cell.ts';
export { type Compilation, type CompiledPolicy, compilePolicy, type RawAnswer } from './compile.ts';
export { readTable, type TableReading } from './read-table.ts';
