import { codeOf } from '../../sources/index.ts';
import { type Accumulator, measuresOf } from '../engine/accumulator.ts';
import { type DailyTrail, newDailyTrail, readDailyTrail } from '../families/daily.ts';

const WALLET = codeOf('pos', 'channel', 'wallet');

/** Amounts in fen. */
export const POS = measuresOf(
  'takings',
  'payments',
  'customers',
  'refunds',
  'walletTakings',
  'weekendTakings',
);

/** The days with takings, both channels taken together. */
export type PosTrail = DailyTrail;

/** 1970-01-01 was a Thursday: days since Monday are (day + 3) mod 7, and Saturday is the sixth. */
const DAYS_TO_MONDAY = 3;
const SATURDAY = 5;

export const posAccumulator: Accumulator<'pos', PosTrail> = {
  source: 'pos',
  keeps: 'horizon',
  measures: Object.keys(POS),
  groups: [],

  tally({ eventDate, channel, transactions, customers, amountFen, refundsFen }, row, to) {
    const fen = amountFen[row]!;
    to.add(POS.takings, fen);
    to.add(POS.payments, transactions[row]!);
    to.add(POS.customers, customers[row]!);
    to.add(POS.refunds, refundsFen[row]!);
    if (channel[row] === WALLET) to.add(POS.walletTakings, fen);
    if ((eventDate[row]! + DAYS_TO_MONDAY) % 7 >= SATURDAY) to.add(POS.weekendTakings, fen);
  },

  newTrail: newDailyTrail,
  readTrail: readDailyTrail,
};
