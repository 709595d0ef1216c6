import { codeOf } from '../../sources/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';

const GUARANTOR = codeOf('guarantees', 'role', 'guarantor');

/** Guarantees given, fen. */
export const GUARANTEES = measuresOf('givenFen');

/** Days within which an end is near. */
export const ENDS_SOON_DAYS = 180;

/** What still runs at asOf (endDate >= asOf); amounts in fen. */
export interface GuaranteesTrail {
  givenRunning: number;
  givenFen: number;
  largestGivenFen: number;
  givenEndingFen: number;
  receivedFen: number;
  receivedEndingFen: number;
  /** Firms guaranteed, firms that guarantee, and firms that are both. */
  firmsGuaranteed: number;
  guarantors: number;
  mutual: number;
}

// Scratch, cleared at the start of each reading.
const guaranteed = new Slots();
const guarantors = new Slots();
const mutual = new Slots();

export const guaranteesAccumulator: Accumulator<'guarantees', GuaranteesTrail> = {
  source: 'guarantees',
  keeps: 'everything',
  measures: Object.keys(GUARANTEES),
  groups: [],

  tally({ role, amountFen }, row, to) {
    if (role[row] === GUARANTOR) to.add(GUARANTEES.givenFen, amountFen[row]!);
  },

  newTrail: () => ({
    givenRunning: 0,
    givenFen: 0,
    largestGivenFen: 0,
    givenEndingFen: 0,
    receivedFen: 0,
    receivedEndingFen: 0,
    firmsGuaranteed: 0,
    guarantors: 0,
    mutual: 0,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'guarantees'>>, trail) {
    const { role, counterparty, amountFen, endDate } = columns;
    guaranteed.clear();
    guarantors.clear();
    mutual.clear();
    let givenRunning = 0;
    let givenFen = 0;
    let largestGivenFen = 0;
    let givenEndingFen = 0;
    let receivedFen = 0;
    let receivedEndingFen = 0;
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const left = endDate[row]! - asOf;
      if (left < 0) continue;
      const fen = amountFen[row]!;
      const firm = counterparty[row]!;
      if (role[row] === GUARANTOR) {
        givenRunning += 1;
        givenFen += fen;
        if (fen > largestGivenFen) largestGivenFen = fen;
        if (left < ENDS_SOON_DAYS) givenEndingFen += fen;
        guaranteed.of(firm);
        if (guarantors.has(firm)) mutual.of(firm);
      } else {
        receivedFen += fen;
        if (left < ENDS_SOON_DAYS) receivedEndingFen += fen;
        guarantors.of(firm);
        if (guaranteed.has(firm)) mutual.of(firm);
      }
    }
    trail.givenRunning = givenRunning;
    trail.givenFen = givenFen;
    trail.largestGivenFen = largestGivenFen;
    trail.givenEndingFen = givenEndingFen;
    trail.receivedFen = receivedFen;
    trail.receivedEndingFen = receivedEndingFen;
    trail.firmsGuaranteed = guaranteed.n;
    trail.guarantors = guarantors.n;
    trail.mutual = mutual.n;
  },
};
