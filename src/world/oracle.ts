import { addMonths } from '../core/index.ts';
import { taskRef } from '../parallel/index.ts';
import { writePart } from '../sources/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../table/index.ts';
import { CHANNEL } from './economy/channels.ts';
import { copyState, type District, openDistrict, twinOf } from './economy/district.ts';
import { openDraws } from './economy/draws.ts';
import { NONE } from './economy/layout.ts';
import { applicantsByWeek, runWeeks } from './economy/run.ts';
import { applicationIdOf } from './emit/index.ts';
import { drawEnvironment } from './environment.ts';
import { OUTCOME_MONTHS } from './loans.ts';
import type { ShardInput } from './shard.ts';
import { openWorld } from './world.ts';

/** Some futures of a district, numbers [from, to), as part `part` of a book. */
export interface OracleInput extends ShardInput {
  readonly from: number;
  readonly to: number;
  readonly part: number;
  readonly stagingDir: string;
}

/** How many of the futures saw each firm's loan go bad; -1 for firms without a loan of ours. Indexed by position. */
export type BadCounts = readonly number[];

/** Weeks from an application until its outcome is known: a year, the days to disbursement and the week that covers them. */
const KNOWN_AFTER_WEEKS = 56;

/**
 * From the state at the week of each application, lives futures of the whole district afresh: same past, other luck for
 * every firm, industry and the economy from that week on. The share of futures in which a loan goes bad is its true PD.
 */
export function countBadFutures({
  scenario,
  seed,
  months,
  start,
  end,
  from,
  to,
}: Omit<OracleInput, 'part' | 'stagingDir'>): BadCounts {
  const world = openWorld(scenario, seed, months);
  const { timeline } = world;
  const { granting } = scenario.lenders;
  const present = openDistrict(world, start, end - start);
  const draws = openDraws(seed, timeline.nWeeks);
  const twin = twinOf(present, world);
  const applicants = applicantsByWeek(present);
  const counts = new Int32Array(present.n).fill(NONE);
  for (let week = 0; week < timeline.nWeeks; week++) {
    const asking = (applicants.get(week) ?? []).filter((i) => present.channel[i] !== CHANNEL.traditional);
    if (asking.length > 0)
      for (let future = from; future < to; future++) {
        const fork = { week, future };
        const environment = drawEnvironment(scenario, seed, timeline, fork);
        const other: District = { ...twin, world: { ...world, environment } };
        copyState(present, other);
        const until = Math.min(timeline.nWeeks, week + KNOWN_AFTER_WEEKS);
        runWeeks(other, { draws: openDraws(seed, timeline.nWeeks, fork), granting }, week, until);
        for (const i of asking)
          if (other.ownLoan[i] !== NONE) counts[i] = Math.max(0, counts[i]!) + isBad(other, i);
      }
    runWeeks(present, { draws, granting }, week, week + 1);
  }
  return Array.from(counts);
}

function isBad(d: District, i: number): 0 | 1 {
  const loan = d.ownLoan[i]!;
  return d.loanBadDay[loan]! <= addMonths(d.loanOpened[loan]!, OUTCOME_MONTHS) ? 1 : 0;
}

/** Counts, and notes the counts as a part of the book without tables, so that a stop loses little; the task of a worker. */
export async function noteBadFutures(input: OracleInput): Promise<BadCounts> {
  const counts = countBadFutures(input);
  await writePart(input.stagingDir, input.part, [], counts);
  return counts;
}

/** `noteBadFutures` as workers find it. */
export const oracleTask = taskRef(import.meta.url, noteBadFutures);

/**
 * truth/oracle: the true PD of every loan, the number of futures it was counted in, and the PDs of two separate halves of
 * them (every second task): whoever sorts loans by one half and looks at the other is not fooled by the noise of counting.
 */
export function oracleTruth(inputs: readonly OracleInput[], counts: readonly BadCounts[]): Table {
  const tallies = new Map<number, Tally>();
  const tasksOf = new Map<number, number>();
  for (const [task, { start, from, to }] of inputs.entries()) {
    const half = (tasksOf.get(start) ?? 0) % 2;
    tasksOf.set(start, (tasksOf.get(start) ?? 0) + 1);
    counts[task]!.forEach((count, i) => {
      if (count < 0) return;
      const tally = tallies.get(start + i) ?? { bads: [0, 0], lived: [0, 0] };
      tally.bads[half]! += count;
      tally.lived[half]! += to - from;
      tallies.set(start + i, tally);
    });
  }
  const firms = [...tallies.keys()].sort((a, b) => a - b);
  const column = (value: (tally: Tally) => number) =>
    numericColumn(firms.map((firm) => value(tallies.get(firm)!)));
  return makeTable(
    [
      ['applicationId', categoryColumn(firms.map(applicationIdOf))],
      ['pd', column(({ bads, lived }) => (bads[0] + bads[1]) / (lived[0] + lived[1]))],
      ['futures', column(({ lived }) => lived[0] + lived[1])],
      ['pdFirstHalf', column(({ bads, lived }) => bads[0] / lived[0])],
      ['pdSecondHalf', column(({ bads, lived }) => bads[1] / lived[1])],
    ],
    'simulated truth of PDs',
  );
}

/** Futures of a loan, by half: how many it went bad in, of how many. */
interface Tally {
  readonly bads: [number, number];
  readonly lived: [number, number];
}
