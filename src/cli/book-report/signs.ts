import type { Day } from '../../core/index.ts';
import { type Book, codeOf } from '../../sources/index.ts';

/** Day of the first late payment of firm number `firm` on or after `from`; undefined when there is none. */
export function firstLatePayment(
  { rows }: Book,
  source: 'utility' | 'tax',
  firm: number,
  from: Day,
): Day | undefined {
  const { columns, offsets } = rows[source];
  const payment = codeOf(source, 'kind', 'payment');
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    const late = columns.kind[row] === payment && columns.daysLate[row]! > 0;
    if (late && columns.eventDate[row]! >= from) return columns.eventDate[row]!;
  }
  return undefined;
}

/** Day of the first bureau record of a kind on or after `from`; undefined when there is none. */
export function firstBureauRecord(
  { rows }: Book,
  kind: 'enquiry' | 'overdue',
  firm: number,
  from: Day,
): Day | undefined {
  const { columns, offsets } = rows.bureau;
  const code = codeOf('bureau', 'kind', kind);
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    if (columns.kind[row] === code && columns.eventDate[row]! >= from) return columns.eventDate[row]!;
  }
  return undefined;
}
