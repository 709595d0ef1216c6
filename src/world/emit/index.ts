import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { emitBank } from './bank.ts';
import { emitBureau } from './bureau.ts';
import { emitLending } from './lending.ts';
import { emitRegistry } from './registry.ts';
import { type RecordSink, windowed } from './sink.ts';
import { emitTax } from './tax.ts';
import { emitUtility } from './utility.ts';

export { applicationIdOf, firmIdOf, type RecordSink, type SourceRecord } from './sink.ts';

/** Every record a firm leaves in the sources, within the window of the book (see `windowed`). */
export function emitRecords(world: World, life: FirmLife, sink: RecordSink): void {
  const inWindow = windowed(world, life, sink);
  emitRegistry(world, life, inWindow);
  emitTax(world, life, inWindow);
  emitUtility(world, life, inWindow);
  emitBank(world, life, inWindow);
  emitBureau(world, life, inWindow);
  emitLending(life, inWindow);
}
