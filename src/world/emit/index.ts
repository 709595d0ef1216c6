import type { SourceName } from '../../sources/index.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { emitBank } from './bank.ts';
import { emitBureau } from './bureau.ts';
import { emitCrops } from './crops.ts';
import { emitCustoms } from './customs.ts';
import { delivered } from './delivery.ts';
import { emitGuarantees } from './guarantees.ts';
import { emitInvoices } from './invoices.ts';
import { emitJudicial } from './judicial.ts';
import { emitLending } from './lending.ts';
import { emitLinks } from './links.ts';
import { emitNews } from './news.ts';
import { emitOrders } from './orders.ts';
import { emitPayroll } from './payroll.ts';
import { emitPos } from './pos.ts';
import { emitRegistry } from './registry.ts';
import { emitReviews } from './reviews.ts';
import { type RecordSink, windowed } from './sink.ts';
import { emitStatements } from './statements.ts';
import { emitTax } from './tax.ts';
import { emitTelemetry } from './telemetry.ts';
import { emitTraffic } from './traffic.ts';
import { emitUtility } from './utility.ts';
import { emitWaybills } from './waybills.ts';

export { applicationIdOf, firmIdOf, type RecordSink, type SourceRecord } from './sink.ts';

/** The sources each emitter writes. */
const emitters: readonly {
  readonly sources: readonly SourceName[];
  readonly emit: (world: World, life: FirmLife, sink: RecordSink) => void;
}[] = [
  { sources: ['registry'], emit: emitRegistry },
  { sources: ['tax'], emit: emitTax },
  { sources: ['utility'], emit: emitUtility },
  { sources: ['bank'], emit: emitBank },
  { sources: ['bureau'], emit: emitBureau },
  { sources: ['invoices'], emit: emitInvoices },
  { sources: ['pos'], emit: emitPos },
  { sources: ['orders'], emit: emitOrders },
  { sources: ['reviews'], emit: emitReviews },
  { sources: ['waybills'], emit: emitWaybills },
  { sources: ['payroll'], emit: emitPayroll },
  { sources: ['judicial'], emit: emitJudicial },
  { sources: ['customs'], emit: emitCustoms },
  { sources: ['telemetry'], emit: emitTelemetry },
  { sources: ['crops'], emit: emitCrops },
  { sources: ['traffic'], emit: emitTraffic },
  { sources: ['guarantees'], emit: emitGuarantees },
  { sources: ['links'], emit: emitLinks },
  { sources: ['news'], emit: emitNews },
  { sources: ['statements'], emit: emitStatements },
  { sources: ['applications', 'outcomes'], emit: emitLending },
];

/** Every record a firm leaves in the `wanted` sources, within the window of the book (see `windowed`). */
export function emitRecords(
  world: World,
  life: FirmLife,
  wanted: readonly SourceName[],
  sink: RecordSink,
): void {
  // Late deliveries must be windowed too: what has not arrived by the book's end is not in it.
  const inWindow = delivered(world, life.traits.firm, windowed(world, life, sink));
  for (const { sources, emit } of emitters)
    if (sources.some((source) => wanted.includes(source))) emit(world, life, inWindow);
}
