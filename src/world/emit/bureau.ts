import type { Day } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { dueDay, isRepaid, type Loan } from '../loans.ts';
import type { World } from '../world.ts';
import { firmIdOf, K, type RecordSink, type SourceRecord } from './sink.ts';

type Event = Pick<SourceRecord<'bureau'>, 'kind' | 'lender' | 'amountFen' | 'daysPastDue'> & {
  readonly day: Day;
};

/** Lenders report a loan when it is this many days past due. */
const REPORTED_AT = [30, 60, 90] as const;
/** Lenders report within one to four weeks. */
const DELAY = { least: 7, spread: 22 } as const;

/** Enquiries, loans, overdue notices and cures of a covered firm at other lenders, oldest first. */
export function emitBureau(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.bureau) return;
  const events: Event[] = life.enquiries.map(({ day, lenderName }) => ({
    day,
    kind: 'enquiry',
    lender: lenderName,
    amountFen: 0,
    daysPastDue: 0,
  }));
  const lastDay = world.timeline.week0 + 7 * life.nWeeks - 1;
  for (const loan of life.loans) if (loan.lender !== 'own') events.push(...eventsOf(loan, lastDay));
  events.sort((a, b) => a.day - b.day);
  const firmId = firmIdOf(traits.firm);
  let previousDay: Day = -1;
  let sequence = 0;
  for (const [i, { day, ...event }] of events.entries()) {
    sequence = day === previousDay ? sequence + 1 : 0;
    previousDay = day;
    const delay = DELAY.least + world.streams.records.integer(DELAY.spread, traits.firm, i, K.bureauDelay);
    sink('bureau', { firmId, eventDate: day, arrivalDate: day + delay, sequence, ...event });
  }
}

/** What a lender reports of one loan up to `lastDay`. */
export function eventsOf(loan: Loan, lastDay: Day): Event[] {
  const { lenderName: lender, principalFen, instalmentFen, paidDays, termMonths } = loan;
  const events: Event[] = [
    { day: loan.openedDay, kind: 'opened', lender, amountFen: principalFen, daysPastDue: 0 },
  ];
  let reported = false;
  for (let k = 0; k < termMonths; k++) {
    const due = dueDay(loan, k);
    const paid = paidDays[k] ?? Number.POSITIVE_INFINITY;
    for (const daysPastDue of REPORTED_AT) {
      const day = due + daysPastDue;
      // Only the oldest unpaid instalment counts the days of the loan.
      const isOldest = k === 0 || paidDays[k - 1]! <= day;
      if (day > lastDay || paid <= day || !isOldest) continue;
      let overdue = 0;
      for (let j = k; j < termMonths && dueDay(loan, j) <= day; j++) overdue += 1;
      events.push({ day, kind: 'overdue', lender, amountFen: overdue * instalmentFen, daysPastDue });
      reported = true;
    }
    if (paid === Number.POSITIVE_INFINITY) break;
    const catchesUp = k === termMonths - 1 || dueDay(loan, k + 1) > paid;
    if (!reported || !catchesUp) continue;
    events.push({ day: paid, kind: 'cured', lender, amountFen: 0, daysPastDue: 0 });
    reported = false;
  }
  if (isRepaid(loan))
    events.push({
      day: paidDays[termMonths - 1]!,
      kind: 'closed',
      lender,
      amountFen: principalFen,
      daysPastDue: 0,
    });
  return events;
}
