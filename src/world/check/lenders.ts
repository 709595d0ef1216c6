import type { Book } from '../../sources/index.ts';
import { badRate, badRateCells } from './bad-rate-cells.ts';
import { type LoanRow, registeredAt } from './loan-table.ts';
import { type Measurements, percent, unknownBecause } from './measurement.ts';
import { pairAuc } from './statistics.ts';
import type { Truth } from './truth.ts';

/**
 * Bad rates of the loans that the traditional lender approves, among those who applied to us: what it grants, with the
 * outcome that the same application has here. Overall and by industry, region and size.
 */
export function measureApproved(book: Book, { applications, firms }: Truth): Measurements {
  const known = (applications ?? []).flatMap(({ firm, traditionalApproves, bad }) =>
    bad === undefined ? [] : [{ firm, approved: traditionalApproves, bad, ...registeredAt(book, firm) }],
  );
  const approved = known.filter((loan) => loan.approved);
  const declined = known.filter((loan) => !loan.approved);
  const cells = badRateCells('approved.badRate', approved, firms?.weeklySalesFen);
  if (!applications) return { 'approved.badRate': unknownBecause('no truth/applications'), ...cells };
  const shares = `${percent(approved.length / known.length)} of ${known.length} approved`;
  const detail = `${shares}; bad rate of the declined ${percent(badRate(declined))}`;
  return { 'approved.badRate': { value: badRate(approved), detail }, ...cells };
}

/** AUC of the true PD against what happened: the ceiling that no model can pass. */
export function measureOracle(loans: readonly LoanRow[], { oracle }: Truth): Measurements {
  if (!oracle) return { 'oracle.auc': unknownBecause('run with --oracle') };
  const known = loans.filter(({ applicationId }) => oracle.has(applicationId));
  const pd = Float64Array.from(known, ({ applicationId }) => oracle.get(applicationId)!);
  const value = pairAuc(
    pd,
    known.map(({ bad }) => bad),
  );
  const mean = pd.reduce((sum, p) => sum + p, 0) / pd.length;
  const detail = `${known.length} loans, mean true PD ${percent(mean)}, bad rate ${percent(badRate(known))}`;
  return { 'oracle.auc': { value, detail } };
}
