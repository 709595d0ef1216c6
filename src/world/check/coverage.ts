import { fenToYuan } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { type LoanRow, regionShare } from './loan-table.ts';
import { type Measurement, type Measurements, unknownBecause } from './measurement.ts';
import { firmsWith } from './source-rows.ts';
import type { FirmTruth } from './truth.ts';

/** A micro firm's normal sales stay below, a larger one's reach, yuan a year: the lowest and the third class of retail in China's classes of 2011. */
const MICRO_YUAN = 1_000_000;
const LARGER_YUAN = 5_000_000;
const WEEKS_PER_YEAR = 52;

/** Where the firms are and which records they have. */
export async function measureCoverage(
  book: Book,
  loans: readonly LoanRow[],
  truth: FirmTruth | undefined,
): Promise<Measurements> {
  return {
    'firms.eastShare': { value: regionShare(book, 'east-manufacturing-cluster') },
    'firms.platformShare': await platformShare(book),
    'applicants.thinFileShare': { value: thinFileShare(book, loans) },
    ...(await statementCoverage(book, truth)),
  };
}

/** Firms that a shop platform or a payment platform knows: those with orders, terminals or reviews. */
async function platformShare(book: Book): Promise<Measurement> {
  const orders = await firmsWith(book, 'orders');
  const pos = await firmsWith(book, 'pos');
  const reviews = await firmsWith(book, 'reviews');
  const { firms } = book.manifest;
  const known = orders.filter((has, firm) => has || pos[firm] || reviews[firm]).length;
  if (known === 0) return unknownBecause('no record in orders, pos or reviews');
  const each = [orders, pos, reviews].map((has) => has.filter(Boolean).length);
  return {
    value: known / firms,
    detail: `${known} of ${firms} firms: orders, pos, reviews ${each.join(', ')}`,
  };
}

function thinFileShare({ rows }: Book, loans: readonly LoanRow[]): number {
  const { columns, offsets } = rows.bureau;
  const thin = loans.filter(({ firm, appliedDay }) => {
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++)
      if (columns.arrivalDate[row]! <= appliedDay) return false;
    return true;
  });
  return thin.length / loans.length;
}

/** Share of micro and of larger firms with any financial statement. */
async function statementCoverage(book: Book, truth: FirmTruth | undefined): Promise<Measurements> {
  const has = await firmsWith(book, 'statements');
  const anyone = has.some(Boolean);
  const shareOf = (within: (yuan: number) => boolean): Measurement => {
    if (!truth) return unknownBecause('no truth/firms');
    if (!anyone) return unknownBecause('no record in statements');
    const members = has.filter((_, firm) => within(WEEKS_PER_YEAR * fenToYuan(truth.weeklySalesFen[firm]!)));
    const covered = members.filter(Boolean).length;
    return { value: covered / members.length, detail: `${covered} of ${members.length} firms` };
  };
  return {
    'statements.microShare': shareOf((yuan) => yuan < MICRO_YUAN),
    'statements.largerShare': shareOf((yuan) => yuan >= LARGER_YUAN),
  };
}
