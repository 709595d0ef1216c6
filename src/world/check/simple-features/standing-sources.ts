import { codeOf, sources } from '../../../sources/index.ts';
import { type Rows, readRows } from '../source-rows.ts';
import { knownRows, ratio, sumOf } from './known-rows.ts';
import type { FeatureOpener } from './opener.ts';

const YEAR = 365;
const DECLARATION = codeOf('payroll', 'kind', 'declaration');
const PAYMENT = codeOf('payroll', 'kind', 'payment');
const ARREARS = codeOf('payroll', 'kind', 'arrears');
const GUARANTOR = codeOf('guarantees', 'role', 'guarantor');

const payroll: FeatureOpener = async (book) => {
  const source = await readRows(book, 'payroll', ['kind', 'insured', 'wagesFen', 'daysLate']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  return (loan) => {
    const year = knownRows(source, loan, YEAR);
    if (year.length === 0) return {};
    const kind = (code: number): number[] => year.filter((row) => columns.kind[row] === code);
    const declared = kind(DECLARATION);
    const payments = kind(PAYMENT);
    const heads = (row: number | undefined): number => (row === undefined ? 0 : columns.insured[row]!);
    return {
      'payroll.insured': declared.length > 0 ? heads(declared.at(-1)) : Number.NaN,
      'payroll.insuredTrend': ratio(heads(declared.at(-1)), heads(declared[0])),
      'payroll.wage': ratio(
        sumOf(declared, (row) => columns.wagesFen[row]!),
        sumOf(declared, heads),
      ),
      'payroll.lateShare': ratio(
        payments.filter((row) => columns.daysLate[row]! > 0).length,
        payments.length,
      ),
      'payroll.arrears': kind(ARREARS).length,
    };
  };
};

/** Registers are public: a firm that is not in them has no case. */
const judicial: FeatureOpener = async (book) => {
  const source = await readRows(book, 'judicial', ['kind', 'amountFen']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const kinds = sources.judicial.record.shape.kind.options;
  return (loan) => {
    const known = knownRows(source, loan);
    const counts = kinds.map((kind, code) => [
      `judicial.${kind}`,
      known.filter((row) => columns.kind[row] === code).length,
    ]);
    return {
      ...Object.fromEntries(counts),
      'judicial.records': known.length,
      'judicial.amount': sumOf(known, (row) => columns.amountFen[row]!),
    };
  };
};

const guarantees: FeatureOpener = async (book) => {
  const source = await readRows(book, 'guarantees', ['role', 'amountFen', 'endDate']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const amount = (row: number): number => columns.amountFen[row]!;
  return (loan) => {
    const running = knownRows(source, loan).filter((row) => columns.endDate[row]! >= loan.appliedDay);
    const given = running.filter((row) => columns.role[row] === GUARANTOR);
    return {
      'guarantees.given': given.length,
      'guarantees.received': running.length - given.length,
      'guarantees.givenToAmount': ratio(sumOf(given, amount), loan.amountFen),
    };
  };
};

const LINK_KINDS = sources.links.record.shape.kind.options;

const links: FeatureOpener = async (book) => {
  const source = await readRows(book, 'links', ['kind', 'value']);
  if (source.nRows === 0) return undefined;
  const seen = arrivalsByValue(source);
  const { columns } = source;
  return (loan) => {
    const known = knownRows(source, loan);
    if (known.length === 0) return {};
    const counts = LINK_KINDS.map((kind, code) => {
      const own = known.filter((row) => columns.kind[row] === code);
      const shared = sumOf(own, (row) => {
        const arrivals = seen.get(columns.value[row]!) ?? [];
        // All but the firm itself.
        return arrivals.filter((day) => day <= loan.appliedDay).length - 1;
      });
      return [`links.shared.${kind}`, own.length > 0 ? shared : Number.NaN];
    });
    return Object.fromEntries(counts);
  };
};

/** When each value was first known to belong to each of its firms. Hashes are salted by kind: values of two kinds differ. */
function arrivalsByValue({ columns, offsets }: Rows<'value'>): ReadonlyMap<number, readonly number[]> {
  const arrivals = new Map<number, number[]>();
  for (let firm = 0; firm + 1 < offsets.length; firm++) {
    const own = new Set<number>();
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      const value = columns.value[row]!;
      if (own.has(value)) continue;
      own.add(value);
      const days = arrivals.get(value);
      if (days) days.push(columns.arrivalDate[row]!);
      else arrivals.set(value, [columns.arrivalDate[row]!]);
    }
  }
  return arrivals;
}

const statements: FeatureOpener = async (book) => {
  const fields = ['revenueFen', 'profitFen', 'cashFen', 'assetsFen', 'debtFen', 'equityFen'] as const;
  const source = await readRows(book, 'statements', fields);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  return (loan) => {
    const last = knownRows(source, loan).at(-1);
    if (last === undefined) return {};
    const of = (name: (typeof fields)[number]): number => columns[name][last]!;
    return {
      'statements.revenue': of('revenueFen'),
      'statements.margin': ratio(of('profitFen'), of('revenueFen')),
      'statements.cashShare': ratio(of('cashFen'), of('assetsFen')),
      'statements.debtShare': ratio(of('debtFen'), of('assetsFen')),
      'statements.equityShare': ratio(of('equityFen'), of('assetsFen')),
      'statements.amountToRevenue': ratio(loan.amountFen, of('revenueFen')),
    };
  };
};

/** Sources of a firm's standing: staff, courts, guarantors, whom it shares things with, its books. */
export const STANDING_SOURCES: readonly FeatureOpener[] = [payroll, judicial, guarantees, links, statements];
