import { codeOf } from '../../sources/index.ts';
import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';

const OWNER = codeOf('registry', 'kind', 'ownerChange');
const ADDRESS = codeOf('registry', 'kind', 'addressChange');
const CAPITAL = codeOf('registry', 'kind', 'capitalChange');

/** Counts of entries after the founding. */
export const REGISTRY = measuresOf('changes', 'ownerChanges', 'addressChanges', 'capitalChanges');

/** The newest entry, and what the registry held before it; NaN without an entry. */
export interface RegistryTrail {
  ageDays: number;
  ownerAge: number;
  employees: number;
  capitalFen: number;
  /** Capital of the newest entry that is 365 days old or more; of the oldest entry where none is. */
  capitalBeforeFen: number;
}

/** What an entry this old says held a year ago, days. */
const YEAR_AGO = 365;

export const registryAccumulator: Accumulator<'registry', RegistryTrail> = {
  source: 'registry',
  keeps: 'everything',
  measures: Object.keys(REGISTRY),
  groups: [],
  unread: ['industry', 'region'],

  tally({ kind }, row, to) {
    const what = kind[row]!;
    if (what === OWNER) to.add(REGISTRY.ownerChanges, 1);
    else if (what === ADDRESS) to.add(REGISTRY.addressChanges, 1);
    else if (what === CAPITAL) to.add(REGISTRY.capitalChanges, 1);
    else return;
    to.add(REGISTRY.changes, 1);
  },

  newTrail: () => ({
    ageDays: Number.NaN,
    ownerAge: Number.NaN,
    employees: Number.NaN,
    capitalFen: Number.NaN,
    capitalBeforeFen: Number.NaN,
  }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'registry'>>, trail) {
    const { eventDate, foundedDate, ownerAge, employees, registeredCapitalFen } = columns;
    if (n === 0) {
      trail.ageDays = Number.NaN;
      trail.ownerAge = Number.NaN;
      trail.employees = Number.NaN;
      trail.capitalFen = Number.NaN;
      trail.capitalBeforeFen = Number.NaN;
      return;
    }
    const newest = rows[n - 1]!;
    let before = n - 1;
    while (before > 0 && asOf - eventDate[rows[before]!]! < YEAR_AGO) before -= 1;
    trail.ageDays = Math.max(0, asOf - foundedDate[newest]!);
    trail.ownerAge = ownerAge[newest]!;
    trail.employees = employees[newest]!;
    trail.capitalFen = registeredCapitalFen[newest]!;
    trail.capitalBeforeFen = registeredCapitalFen[rows[before]!]!;
  },
};
