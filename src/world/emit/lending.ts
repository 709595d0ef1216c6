import { sources } from '../../sources/index.ts';
import type { FirmLife } from '../life.ts';
import { outcomeOf } from '../loans.ts';
import type { World } from '../world.ts';
import { applicationIdOf, firmIdOf, type RecordSink } from './sink.ts';

const PURPOSES = sources.applications.record.shape.purpose.options;

/** The application of a firm and what became of its loan. */
export function emitLending(_world: World, life: FirmLife, sink: RecordSink): void {
  const { application, traits } = life;
  if (!application) return;
  const ids = { firmId: firmIdOf(traits.firm), applicationId: applicationIdOf(traits.firm) };
  const { day, amountFen, termMonths, iPurpose, loan } = application;
  const purpose = PURPOSES[iPurpose]!;
  sink('applications', { ...ids, eventDate: day, arrivalDate: day, amountFen, termMonths, purpose });
  if (!loan) return;
  const { badDay, maxDaysPastDue, knownDay } = outcomeOf(loan);
  sink('outcomes', {
    ...ids,
    eventDate: knownDay,
    arrivalDate: knownDay + 1,
    bad: badDay === undefined ? 0 : 1,
    ...(badDay === undefined ? {} : { badDate: badDay }),
    maxDaysPastDue,
  });
}
