import { openStream, yuanToFen } from '../../core/index.ts';
import { FRAUDS } from '../fraud.ts';
import { instalmentOf } from '../loans.ts';
import { CHANNEL } from './channels.ts';
import { LATE_DAYS, planInvestment, roundLoan, stackLoans, worstDaysPastDue, yearlySales } from './credit.ts';
import type { District } from './district.ts';
import { grantLoan, LENDER, LENDERS_PER_KIND } from './loan-book.ts';
import { ANSWER, answerDays, askTraditionalLender } from './traditional-lender.ts';
import type { Week } from './week.ts';

/** Draws of an application, the `j` of the stream `world.applications`: of the firm, not of the week it falls in. */
const J = { size: 0, term: 1, purpose: 2, delay: 3, gain: 4 } as const;

/** Share of a loan that is invested, by stated use: operations, development, hiring, marketing. */
const INVESTED = [0.1, 0.7, 0.4, 0.5] as const;
/** Money of ours comes one to this many days after the application. */
export const MOST_DISBURSEMENT_DAYS = 4;

const STACKER = FRAUDS.indexOf('loan-stacking');

/** The application of firm i: nothing when it is already late at a lender; the loan if it is granted (see Granting). */
export function applyForLoan(d: District, at: Week, i: number): void {
  const lateDays = worstDaysPastDue(d, at, i);
  if (lateDays >= LATE_DAYS) return;
  const { credit } = at.world.scenario;
  const { seed } = at.world;
  const stream = openStream(seed, 'world.applications');
  const firm = d.first + i;
  const [least, most] = credit.amountYuan;
  const wanted =
    d.amountFactor[i]! *
    credit.amountPerSales *
    yearlySales(d, i) *
    Math.exp(credit.amountLogSd * stream.normal(0, 1, firm, J.size));
  const principalFen = Math.min(yuanToFen(most), roundLoan(wanted, yuanToFen(least)));
  const termMonths = credit.termMonths[stream.categorical(credit.termWeights, firm, J.term)]!;
  const purpose = stream.categorical(credit.purposeWeights, firm, J.purpose);
  d.applied[i] = principalFen;
  d.appliedTerm[i] = termMonths;
  d.appliedPurpose[i] = purpose;
  d.traditional[i] = askTraditionalLender(d, at, i, principalFen, lateDays);
  if (d.fraud[i] === STACKER) stackLoans(d, at, i);
  if (!isGranted(d, at, i)) return;
  const own = d.channel[i] !== CHANNEL.traditional;
  const day = d.applicationDay[i]!;
  const openedDay = own
    ? day + 1 + stream.integer(MOST_DISBURSEMENT_DAYS, firm, J.delay)
    : day + answerDays(at.world.scenario, seed, firm);
  const rate = own ? credit.annualRate : credit.bankAnnualRate;
  const instalmentFen = instalmentOf(principalFen, rate, termMonths);
  const lender = LENDERS_PER_KIND * (own ? LENDER.own : LENDER.traditional);
  const loan = d.counts[0]!;
  if (!grantLoan(d, i, { lender, openedDay, principalFen, instalmentFen, termMonths })) return;
  if (own) d.ownLoan[i] = loan;
  planInvestment(
    d,
    i,
    INVESTED[purpose]! * (1 - d.extractShare[i]!) * principalFen,
    stream.normal(0, 1, firm, J.gain),
  );
}

function isGranted(d: District, at: Week, i: number): boolean {
  const approved = d.traditional[i] === ANSWER.approved;
  if (d.channel[i] === CHANNEL.traditional) return approved && at.granting !== 'none';
  return at.granting === 'trial' || (at.granting === 'traditional' && approved);
}
