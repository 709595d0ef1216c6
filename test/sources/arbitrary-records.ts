/** Records for tests: fast-check arbitraries that keep every contract, and a book written from records. */
import fc from 'fast-check';
import {
  type DossierSource,
  openBookWriter,
  type SourceName,
  type SourceRecord,
} from '../../src/sources/index.ts';
import { INDUSTRIES, REGIONS } from '../../src/sources/registry.ts';
import { tableOf } from '../../src/sources/validate-block.ts';

/** Days around which records are drawn; 20,000 is 2024-10-04. */
export const LAST_DAY = 20_000;

export type Records = { readonly [S in DossierSource]: readonly SourceRecord<S>[] };

const dates = (back: number) =>
  fc.tuple(fc.integer({ min: LAST_DAY - back, max: LAST_DAY + 20 }), fc.integer({ min: 0, max: 40 }));

const fen = fc.integer({ min: 0, max: 5_000_000_00 });

/** An arbitrary list of records of `source` for `firmId`, at most `most`. */
export function recordsOf(firmId: string, most = 25): fc.Arbitrary<Records> {
  const common = (back = 420) =>
    dates(back).map(([eventDate, delay]) => ({ firmId, eventDate, arrivalDate: eventDate + delay }));
  const list = <A, B>(base: fc.Arbitrary<A>, rest: fc.Arbitrary<B>) =>
    fc.array(
      fc.tuple(base, rest).map(([a, b]) => ({ ...a, ...b })),
      { maxLength: most },
    );
  return fc.record({
    registry: list(
      common(3000),
      fc.record({
        kind: fc.constantFrom('registered', 'ownerChange', 'addressChange', 'capitalChange'),
        industry: fc.constantFrom(...INDUSTRIES),
        region: fc.constantFrom(...REGIONS),
        registeredCapitalFen: fen,
        foundedDate: fc.integer({ min: LAST_DAY - 5000, max: LAST_DAY }),
        ownerAge: fc.integer({ min: 18, max: 90 }),
        employees: fc.integer({ min: 0, max: 50 }),
      }),
    ),
    tax: list(
      common(),
      fc.record(
        {
          kind: fc.constantFrom('filing', 'payment', 'arrears'),
          periodStart: fc.integer({ min: LAST_DAY - 500, max: LAST_DAY }),
          amountFen: fen,
          declaredRevenueFen: fen,
          daysLate: fc.constantFrom(0, 0, 3, 40),
        },
        { requiredKeys: ['kind', 'periodStart', 'amountFen', 'daysLate'] },
      ),
    ),
    utility: list(
      common(),
      fc.record(
        {
          kind: fc.constantFrom('bill', 'payment'),
          service: fc.constantFrom('electricity', 'water'),
          periodStart: fc.integer({ min: LAST_DAY - 500, max: LAST_DAY }),
          usage: fc.double({ min: 0, max: 1e6, noNaN: true }),
          amountFen: fen,
          daysLate: fc.constantFrom(0, 0, 5, 30),
        },
        { requiredKeys: ['kind', 'service', 'periodStart', 'amountFen', 'daysLate'] },
      ),
    ),
    bank: list(
      common(),
      fc.record({
        sequence: fc.integer({ min: 0, max: 1000 }),
        direction: fc.constantFrom('in', 'out'),
        category: fc.constantFrom(
          'sales',
          'sales',
          'purchase',
          'payroll',
          'loan',
          'repayment',
          'owner',
          'other',
        ),
        amountFen: fen,
        balanceFen: fc.integer({ min: -1_000_000, max: 100_000_000 }),
        counterparty: fc.constantFrom('C9', 'C1', 'C5', 'C3'),
      }),
    ),
    bureau: list(
      common(1500),
      fc.record({
        sequence: fc.integer({ min: 0, max: 1000 }),
        kind: fc.constantFrom('enquiry', 'opened', 'closed', 'overdue', 'cured'),
        lender: fc.constantFrom('L2', 'L1', 'L7'),
        amountFen: fen,
        daysPastDue: fc.integer({ min: 0, max: 200 }),
      }),
    ),
  }) as fc.Arbitrary<Records>;
}

/** Writes a book of the given records, in their order; sources without records are left out. */
export async function writeBookOf(
  dir: string,
  records: Partial<{ [S in SourceName]: readonly SourceRecord<S>[] }>,
): Promise<void> {
  const writer = await openBookWriter(dir, { force: true });
  for (const [name, list] of Object.entries(records) as [SourceName, SourceRecord<SourceName>[]][]) {
    if (list.length > 0) writer.append(name, tableOf(name, list, name));
  }
  await writer.finish({ generator: { name: 'test' }, startDate: 0, endDate: LAST_DAY, firms: 1 });
}
