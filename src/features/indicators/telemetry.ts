import {
  type Accumulator,
  groupsOf,
  type Known,
  measuresOf,
  RECORDS,
  type ReadColumns,
} from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';

/** Hours, and hours times load, in thousandths; machine-weeks that were idle; fault codes. Measure 0 counts machine-weeks. */
export const TELEMETRY = measuresOf('hours', 'loadHours', 'idleWeeks', 'faults');
export const MACHINE_WEEKS = RECORDS;

export const TELEMETRY_PARTIES = groupsOf('machines');

/** A week of fewer hours is idle: starting up and moving about, no shift. OWN. */
export const IDLE_HOURS = 4;
/** Loads are held at or below this: no machine works at twice its rated load for a week. */
const MOST_LOAD = 2;
/** Days without a report after which a machine is silent: two weekly reports that did not come. */
export const SILENT_DAYS = 14;
/** Days without any work after which a machine stands still. OWN. */
export const STANDING_DAYS = 28;

/** What depends on the order of reports: numbers of machines among those with a report in 365 days. */
export interface TelemetryTrail {
  machines: number;
  silent: number;
  standing: number;
  /** Machines with a report in 90 days, and those of them that changed their cell in that time. */
  machines90: number;
  moved90: number;
  /** Changes of cell in 365 days. */
  moves365: number;
  /** Different cells of the machines' newest reports. */
  cells: number;
}

const slots = new Slots();
const cellSlots = new Slots();
/** By machine: cell and day of its newest report, newest day with work (or -1), flag of a move in 90 days. */
const cellOf: number[] = [];
const dayOf: number[] = [];
const workDayOf: number[] = [];
const movedOf: number[] = [];

export const telemetryAccumulator: Accumulator<'telemetry', TelemetryTrail> = {
  source: 'telemetry',
  keeps: 'horizon',
  measures: Object.keys(TELEMETRY),
  groups: Object.keys(TELEMETRY_PARTIES),

  tally({ machine, hours, load, faults }, row, to) {
    const worked = Math.round(1000 * hours[row]!);
    to.add(TELEMETRY.hours, worked);
    to.add(TELEMETRY.loadHours, Math.round(worked * Math.min(MOST_LOAD, load[row]!)));
    if (hours[row]! < IDLE_HOURS) to.add(TELEMETRY.idleWeeks, 1);
    to.add(TELEMETRY.faults, faults[row]!);
    to.meet(TELEMETRY_PARTIES.machines, machine[row]!, worked);
  },

  newTrail: () => ({ machines: 0, silent: 0, standing: 0, machines90: 0, moved90: 0, moves365: 0, cells: 0 }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'telemetry'>>, trail) {
    const { eventDate, machine, hours, cell } = columns;
    slots.clear();
    cellSlots.clear();
    let moves = 0;
    for (let i = 0; i < n; i++) {
      const row = rows[i]!;
      const day = eventDate[row]!;
      const known = slots.n;
      const m = slots.of(machine[row]!);
      if (m === known) {
        workDayOf[m] = -1;
        movedOf[m] = 0;
      } else if (cell[row] !== cellOf[m] && asOf - day < 365) {
        moves += 1;
        if (asOf - day < 90) movedOf[m] = 1;
      }
      cellOf[m] = cell[row]!;
      dayOf[m] = day;
      if (hours[row]! >= IDLE_HOURS) workDayOf[m] = day;
    }
    let machines = 0;
    let silent = 0;
    let standing = 0;
    let machines90 = 0;
    let moved90 = 0;
    for (let m = 0; m < slots.n; m++) {
      const age = asOf - dayOf[m]!;
      if (age >= 365) continue;
      machines += 1;
      cellSlots.of(cellOf[m]!);
      if (age > SILENT_DAYS) silent += 1;
      if (workDayOf[m]! < 0 || asOf - workDayOf[m]! > STANDING_DAYS) standing += 1;
      if (age >= 90) continue;
      machines90 += 1;
      moved90 += movedOf[m]!;
    }
    trail.machines = machines;
    trail.silent = silent;
    trail.standing = standing;
    trail.machines90 = machines90;
    trail.moved90 = moved90;
    trail.moves365 = moves;
    trail.cells = cellSlots.n;
  },
};
