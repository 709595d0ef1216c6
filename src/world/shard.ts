import { taskRef } from '../parallel/index.ts';
import { type SourceName, sourceNames } from '../sources/index.ts';
import type { Table } from '../table/index.ts';
import { emitRecords } from './emit/index.ts';
import type { FirmLife } from './life.ts';
import { openRecordBuffer } from './record-buffer.ts';
import type { Scenario } from './scenario.ts';
import { simulateFirm } from './simulate-firm.ts';
import { truthTable } from './truth.ts';
import { openWorld } from './world.ts';

/** Firms [start, end) of a book. */
export interface ShardInput {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly months: number;
  readonly start: number;
  readonly end: number;
}

export interface ShardOutput {
  readonly tables: Readonly<Record<SourceName, Table>>;
  readonly truth: Table;
  /** Firm-weeks lived. */
  readonly firmWeeks: number;
}

/** Lives the firms of a shard and gives their records as columns; the task of a worker. */
export function simulateShard({ scenario, seed, months, start, end }: ShardInput): ShardOutput {
  const world = openWorld(scenario, seed, months);
  const buffers = new Map(sourceNames.map((name) => [name, openRecordBuffer(name)]));
  const lives: FirmLife[] = [];
  let firmWeeks = 0;
  for (let firm = start; firm < end; firm++) {
    const life = simulateFirm(world, firm);
    firmWeeks += life.nWeeks;
    emitRecords(world, life, (source, record) => buffers.get(source)?.push(record));
    lives.push(life);
  }
  const tables = Object.fromEntries([...buffers].map(([name, buffer]) => [name, buffer.toTable()]));
  return { tables: tables as Record<SourceName, Table>, truth: truthTable(lives), firmWeeks };
}

/** `simulateShard` as workers find it. */
export const shardTask = taskRef(import.meta.url, simulateShard);
