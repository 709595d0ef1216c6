import { codeOf } from '../../sources/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';

const kindCode = (value: string): number => codeOf('judicial', 'kind', value);
const DEFENDANT = kindCode('defendant');
const PLAINTIFF = kindCode('plaintiff');
const ENFORCEMENT = kindCode('enforcement');
const DISHONEST = kindCode('dishonest');
const PENALTY = kindCode('penalty');

/** Amounts in fen. */
export const JUDICIAL = measuresOf(
  'defendant',
  'defendantFen',
  'plaintiff',
  'plaintiffFen',
  'enforcement',
  'enforcementFen',
  'penalties',
  'penaltyFen',
);

/**
 * Days a debtor stays on the list of dishonest debtors where nothing prolongs it: two years, Supreme People's Court,
 * provisions on publishing the list, 2017 revision, article 2.
 */
export const LISTED_DAYS = 730;

/** What one case's entries say together, or the newest of a kind. */
export interface JudicialTrail {
  /** 1 where an entry of the list of dishonest debtors is younger than 730 days, else 0. */
  listed: number;
  /** Cases against the firm, and those of them that came to enforcement. */
  cases: number;
  enforcedCases: number;
}

// Scratch, cleared at the start of each reading.
const against = new Slots();
const enforced = new Slots();

export const judicialAccumulator: Accumulator<'judicial', JudicialTrail> = {
  source: 'judicial',
  keeps: 'everything',
  measures: Object.keys(JUDICIAL),
  groups: [],

  tally({ kind, amountFen }, row, to) {
    const what = kind[row]!;
    const fen = amountFen[row]!;
    if (what === DEFENDANT) {
      to.add(JUDICIAL.defendant, 1);
      to.add(JUDICIAL.defendantFen, fen);
    } else if (what === PLAINTIFF) {
      to.add(JUDICIAL.plaintiff, 1);
      to.add(JUDICIAL.plaintiffFen, fen);
    } else if (what === ENFORCEMENT) {
      to.add(JUDICIAL.enforcement, 1);
      to.add(JUDICIAL.enforcementFen, fen);
    } else if (what === PENALTY) {
      to.add(JUDICIAL.penalties, 1);
      to.add(JUDICIAL.penaltyFen, fen);
    }
  },

  newTrail: () => ({ listed: 0, cases: 0, enforcedCases: 0 }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'judicial'>>, trail) {
    const { eventDate, kind, caseId } = columns;
    against.clear();
    enforced.clear();
    let listed = 0;
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const what = kind[row]!;
      if (what === DEFENDANT) against.of(caseId[row]!);
      else if (what === DISHONEST && asOf - eventDate[row]! < LISTED_DAYS) listed = 1;
    }
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      if (kind[row] === ENFORCEMENT && against.has(caseId[row]!)) enforced.of(caseId[row]!);
    }
    trail.listed = listed;
    trail.cases = against.n;
    trail.enforcedCases = enforced.n;
  },
};
