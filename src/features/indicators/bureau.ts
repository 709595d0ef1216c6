import { codeOf } from '../../sources/index.ts';
import {
  type Accumulator,
  groupsOf,
  type Known,
  measuresOf,
  type ReadColumns,
} from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';

const kindCode = (value: string): number => codeOf('bureau', 'kind', value);
const ENQUIRY = kindCode('enquiry');
const OPENED = kindCode('opened');
const CLOSED = kindCode('closed');
const OVERDUE = kindCode('overdue');
const CURED = kindCode('cured');

/** Amounts in fen; `netFen` is amounts opened less amounts closed, over all lenders. */
export const BUREAU = measuresOf('enquiries', 'opened', 'openedFen', 'closed', 'netFen', 'overdues', 'cures');

/** Lenders who enquired and lenders who lent, each record with an amount of 1. */
export const BUREAU_PARTIES = groupsOf('asked', 'lent');

/** What depends on the order of reports, or on one lender's reports together; amounts in fen. */
export interface BureauTrail {
  /** Most enquiries within any 7 days of the last 90. */
  enquiryBurst90: number;
  openLoans: number;
  openLenders: number;
  /** Amounts opened less amounts closed by lender, where positive, summed; and of it what was opened within 180 days. */
  lendersOpenFen: number;
  recentOpenFen: number;
  /** Lenders whose first loan was opened within 180 days. */
  newLenders180: number;
  /** Age of the first loan opened, days; NaN without one. */
  firstLoanDays: number;
  worstDaysPastDue90: number;
  worstDaysPastDue365: number;
  worstDaysPastDue: number;
  /** As last reported, of lenders whose overdue is neither cured nor closed. */
  daysPastDueNow: number;
  overdueFenNow: number;
  overdueLendersNow: number;
}

const WEEK = 7;
const QUARTER = 90;
const HALF_YEAR = 180;
const YEAR = 365;

// Scratch, cleared at the start of each reading; arrays go by the slot of the lender.
const lenders = new Slots();
const openLoans: number[] = [];
const openFen: number[] = [];
const recentFen: number[] = [];
const firstLoanDay: number[] = [];
const daysPastDue: number[] = [];
const overdueFen: number[] = [];
/** Enquiries by age, 0 .. 89 days. */
const enquiriesByAge = new Int32Array(QUARTER);

/** No loan of the lender yet. */
const NEVER = -1;

export const bureauAccumulator: Accumulator<'bureau', BureauTrail> = {
  source: 'bureau',
  keeps: 'everything',
  measures: Object.keys(BUREAU),
  groups: Object.keys(BUREAU_PARTIES),

  tally({ kind, lender, amountFen }, row, to) {
    const what = kind[row]!;
    if (what === ENQUIRY) {
      to.add(BUREAU.enquiries, 1);
      to.meet(BUREAU_PARTIES.asked, lender[row]!, 1);
    } else if (what === OPENED) {
      to.add(BUREAU.opened, 1);
      to.add(BUREAU.openedFen, amountFen[row]!);
      to.add(BUREAU.netFen, amountFen[row]!);
      to.meet(BUREAU_PARTIES.lent, lender[row]!, 1);
    } else if (what === CLOSED) {
      to.add(BUREAU.closed, 1);
      to.add(BUREAU.netFen, -amountFen[row]!);
    } else if (what === OVERDUE) to.add(BUREAU.overdues, 1);
    else if (what === CURED) to.add(BUREAU.cures, 1);
  },

  newTrail: () => ({
    enquiryBurst90: 0,
    openLoans: 0,
    openLenders: 0,
    lendersOpenFen: 0,
    recentOpenFen: 0,
    newLenders180: 0,
    firstLoanDays: Number.NaN,
    worstDaysPastDue90: 0,
    worstDaysPastDue365: 0,
    worstDaysPastDue: 0,
    daysPastDueNow: 0,
    overdueFenNow: 0,
    overdueLendersNow: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'bureau'>>, trail) {
    const { eventDate, kind, lender, amountFen, daysPastDue: reportedDays } = columns;
    lenders.clear();
    enquiriesByAge.fill(0);
    let worst90 = 0;
    let worst365 = 0;
    let worst = 0;
    let firstLoan = NEVER;
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const what = kind[row]!;
      const age = asOf - eventDate[row]!;
      if (what === ENQUIRY) {
        if (age < QUARTER) enquiriesByAge[age]! += 1;
        continue;
      }
      const slot = slotOf(lender[row]!);
      const fen = amountFen[row]!;
      if (what === OPENED) {
        openLoans[slot]! += 1;
        openFen[slot]! += fen;
        if (age < HALF_YEAR) recentFen[slot]! += fen;
        if (firstLoanDay[slot] === NEVER) firstLoanDay[slot] = eventDate[row]!;
        if (firstLoan === NEVER) firstLoan = eventDate[row]!;
      } else if (what === CLOSED) {
        openLoans[slot]! -= 1;
        openFen[slot]! -= fen;
        if (openLoans[slot]! <= 0) settle(slot);
      } else if (what === OVERDUE) {
        const days = reportedDays[row]!;
        daysPastDue[slot] = days;
        overdueFen[slot] = fen;
        if (days > worst) worst = days;
        if (age < YEAR && days > worst365) worst365 = days;
        if (age < QUARTER && days > worst90) worst90 = days;
      } else if (what === CURED) settle(slot);
    }
    trail.enquiryBurst90 = burstOf(enquiriesByAge);
    trail.firstLoanDays = firstLoan === NEVER ? Number.NaN : asOf - firstLoan;
    trail.worstDaysPastDue90 = worst90;
    trail.worstDaysPastDue365 = worst365;
    trail.worstDaysPastDue = worst;
    readLenders(trail, asOf);
  },
};

/** The slot of a lender, with nothing in it at first. */
function slotOf(code: number): number {
  const { n } = lenders;
  const slot = lenders.of(code);
  if (slot === n) {
    openLoans[slot] = 0;
    openFen[slot] = 0;
    recentFen[slot] = 0;
    firstLoanDay[slot] = NEVER;
    daysPastDue[slot] = 0;
    overdueFen[slot] = 0;
  }
  return slot;
}

/** Nothing is overdue at the lender any more. */
function settle(slot: number): void {
  daysPastDue[slot] = 0;
  overdueFen[slot] = 0;
}

/** What stands at the lenders after the last report. Sums of whole numbers, so the order of lenders does not matter. */
function readLenders(trail: BureauTrail, asOf: number): void {
  let loans = 0;
  let nOpen = 0;
  let lendersFen = 0;
  let recent = 0;
  let newLenders = 0;
  let worst = 0;
  let overdue = 0;
  let nOverdue = 0;
  for (let slot = 0; slot < lenders.n; slot++) {
    if (openLoans[slot]! > 0) {
      loans += openLoans[slot]!;
      nOpen += 1;
    }
    // What was closed is taken from the older loans first.
    const open = Math.max(0, openFen[slot]!);
    lendersFen += open;
    recent += Math.min(open, recentFen[slot]!);
    const first = firstLoanDay[slot]!;
    if (first !== NEVER && asOf - first < HALF_YEAR) newLenders += 1;
    const days = daysPastDue[slot]!;
    if (days > worst) worst = days;
    if (days > 0) nOverdue += 1;
    overdue += overdueFen[slot]!;
  }
  trail.openLoans = loans;
  trail.openLenders = nOpen;
  trail.lendersOpenFen = lendersFen;
  trail.recentOpenFen = recent;
  trail.newLenders180 = newLenders;
  trail.daysPastDueNow = worst;
  trail.overdueFenNow = overdue;
  trail.overdueLendersNow = nOverdue;
}

/** Largest sum of 7 neighbours. */
function burstOf(byAge: Int32Array): number {
  let within = 0;
  let most = 0;
  for (let age = 0; age < byAge.length; age++) {
    within += byAge[age]!;
    if (age >= WEEK) within -= byAge[age - WEEK]!;
    if (within > most) most = within;
  }
  return most;
}
