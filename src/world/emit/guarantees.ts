import { monthIndexOf, openStream } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** One to three weeks until the register shows a guarantee. */
const DELAY = { least: 7, spread: 15 } as const;

/** The guarantees that a covered firm gave or was given, as the register shows them. */
export function emitGuarantees(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, guarantees } = life;
  if (!traits.covered.guarantees || guarantees.length === 0) return;
  const { firm } = traits;
  const stream = openStream(world.seed, 'world.records.guarantees');
  const firmId = firmIdOf(firm);
  for (const [i, { partner, role, day, endDay, amountFen }] of guarantees.entries()) {
    if (isLost(world, firm, monthIndexOf(day), 'guarantees')) continue;
    sink('guarantees', {
      firmId,
      eventDate: day,
      arrivalDate: day + DELAY.least + stream.integer(DELAY.spread, firm, i),
      role,
      counterparty: firmIdOf(partner),
      amountFen,
      endDate: endDay,
    });
  }
}
