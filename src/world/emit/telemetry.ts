import { monthIndexOf, openStream, type RandomStream } from '../../core/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Connected machines of an industry. All OWN. */
interface Fleet {
  /** Share of firms that run any. */
  readonly owners: number;
  /** Normal weekly sales that one machine serves, yuan. */
  readonly salesYuan: number;
  /** Hours of a normal week. */
  readonly hours: number;
  /** Moves to another cell in a year. */
  readonly movesPerYear: number;
}

const FLEETS: Partial<Record<Industry, Fleet>> = {
  construction: { owners: 0.8, salesYuan: 20_000, hours: 38, movesPerYear: 3 },
  'manufacturing-heavy': { owners: 0.7, salesYuan: 25_000, hours: 52, movesPerYear: 0.05 },
  logistics: { owners: 0.8, salesYuan: 10_000, hours: 48, movesPerYear: 0.5 },
  agriculture: { owners: 0.35, salesYuan: 15_000, hours: 22, movesPerYear: 0.2 },
};

const MOST_MACHINES = 8;
/** Spread of a machine's own level and of its week, sd of log hours. OWN. */
const MACHINE_SD = 0.25;
const WEEK_SD = 0.2;
/** Response of hours to sales: sales also move by price and stock. OWN. */
const HOURS_EXPONENT = 0.8;
/** No machine works more: seven days of sixteen hours. */
const MOST_HOURS = 112;
/** Mean load in a normal week, its response to log sales, its noise and its limits. OWN. */
const LOAD = { mean: 0.55, perLogSales: 0.1, sd: 0.06, least: 0.05, most: 1 } as const;
/** Faults in a normal week of a new machine in average hands; how quality lowers and years raise them. OWN. */
const FAULTS = { mean: 0.12, perQuality: -0.35, perYear: 0.08 } as const;
/** Age of a machine on the book's first day, years, exponential mean; oldest. OWN. */
const AGE_YEARS = 5;
const OLDEST_YEARS = 20;
/** Chance that a week has no signal; in thinly settled regions. OWN. */
const NO_SIGNAL = 0.04;
const NO_SIGNAL_REMOTE = 0.1;
/** Cells along one side of the grid over a region, and cells a move goes at most. */
const GRID = 400;
const FARTHEST_MOVE = 40;

/** Draws of a machine, `k` of the stream; j is the week, or 0 for what lasts. */
const K = {
  owner: 0,
  level: 1,
  age: 2,
  x: 3,
  y: 4,
  name: 5,
  work: 6,
  load: 7,
  faults: 8,
  signal: 9,
} as const;
const K_MOVE = { happens: 10, x: 11, y: 12 } as const;
const K_MACHINE = 16;

/** Weekly work of the machines of a covered firm: hours follow its sales, faults its care, cells its sites. */
export function emitTelemetry(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, sales, nWeeks } = life;
  const fleet = FLEETS[traits.industry];
  if (!fleet || !traits.covered.telemetry) return;
  const { firm, region } = traits;
  const { timeline } = world;
  const stream = openStream(world.seed, 'world.records.telemetry');
  if (stream.uniform(firm, 0, K.owner) >= fleet.owners) return;
  const firmId = firmIdOf(firm);
  const n = machinesOf(fleet, traits.weeklySalesFen);
  const remote = region === 'western-resource-county' || region === 'border-county';
  const noSignal = remote ? NO_SIGNAL_REMOTE : NO_SIGNAL;
  const first = Math.max(0, weekOf(timeline, timeline.startDate));
  const last = Math.min(nWeeks - 1, weekOf(timeline, timeline.endDate));
  for (let m = 0; m < n; m++) {
    const k = m * K_MACHINE;
    const machine = `M${stream
      .integer(2 ** 32, firm, 0, k + K.name)
      .toString(16)
      .padStart(8, '0')}`;
    const level = fleet.hours * Math.exp(stream.normal(0, MACHINE_SD, firm, 0, k + K.level));
    const age = Math.min(OLDEST_YEARS, stream.exponential(AGE_YEARS, firm, 0, k + K.age));
    const proneness = FAULTS.mean * Math.exp(FAULTS.perQuality * traits.quality);
    // Machines of a firm start at its yard.
    let x = stream.integer(GRID, firm, 0, K.x);
    let y = stream.integer(GRID, firm, 0, K.y);
    for (let week = first; week <= last; week++) {
      if (stream.uniform(firm, week, k + K_MOVE.happens) < fleet.movesPerYear / 52) {
        x = moved(x, stream, firm, week, k + K_MOVE.x);
        y = moved(y, stream, firm, week, k + K_MOVE.y);
      }
      const day = timeline.week0 + 7 * week + 6;
      if (stream.uniform(firm, week, k + K.signal) < noSignal) continue;
      if (isLost(world, firm, monthIndexOf(day), 'telemetry')) continue;
      const activity = sales[week]! / traits.weeklySalesFen;
      const work = activity ** HOURS_EXPONENT * Math.exp(stream.normal(0, WEEK_SD, firm, week, k + K.work));
      const hours = Math.min(MOST_HOURS, Math.round(10 * level * work) / 10);
      // A machine at rest has no load to speak of, and nothing that breaks.
      const wanted =
        LOAD.mean + LOAD.perLogSales * Math.log(activity) + stream.normal(0, LOAD.sd, firm, week, k + K.load);
      const load = hours > 0 ? Math.min(LOAD.most, Math.max(LOAD.least, wanted)) : 0;
      const years = age + (day - timeline.startDate) / 365;
      const mean = proneness * (1 + FAULTS.perYear * years) * (hours / fleet.hours);
      sink('telemetry', {
        firmId,
        eventDate: day,
        arrivalDate: day + 1,
        machine,
        hours,
        load: Math.round(1000 * load) / 1000,
        faults: stream.poisson(mean, firm, week, k + K.faults),
        cell: `${region}:${x}:${y}`,
      });
    }
  }
}

function machinesOf({ salesYuan }: Fleet, weeklySalesFen: number): number {
  return Math.min(MOST_MACHINES, Math.max(1, Math.round(weeklySalesFen / 100 / salesYuan)));
}

/** A coordinate after a move, inside the grid. */
function moved(at: number, stream: RandomStream, firm: number, week: number, k: number): number {
  const to = at + stream.integer(2 * FARTHEST_MOVE + 1, firm, week, k) - FARTHEST_MOVE;
  return Math.min(GRID - 1, Math.max(0, to));
}
