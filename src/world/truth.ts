import { addMonths, type Day, yuanToFen } from '../core/index.ts';
import { sharedInt32 } from '../parallel/index.ts';
import {
  type Column,
  categoryColumn,
  MISSING_INT32,
  makeTable,
  numericColumn,
  type Table,
} from '../table/index.ts';
import { CHANNEL } from './economy/channels.ts';
import type { District } from './economy/district.ts';
import { NEVER, NONE } from './economy/layout.ts';
import { ANSWER, answerDays } from './economy/traditional-lender.ts';
import { applicationIdOf, firmIdOf } from './emit/index.ts';
import type { FirmLife } from './life.ts';
import { OUTCOME_MONTHS, outcomeOf } from './loans.ts';
import { type DistrictLives, simulateCounterfactual } from './simulate-district.ts';

/** Tables of truth/, which nothing but the audit of claims may read. */
export const TRUTH_NAMES = ['firms', 'applications', 'supply'] as const;

export type TruthName = (typeof TRUTH_NAMES)[number];

export function truthTables(lived: DistrictLives): Record<TruthName, Table> {
  return {
    firms: firmsTruth(lived.lives),
    applications: applicationsTruth(lived),
    supply: supplyTruth(lived.district),
  };
}

/** Latent traits and fates, one row a firm. */
export function firmsTruth(lives: readonly FirmLife[]): Table {
  const number = (value: (life: FirmLife) => number): Column => numericColumn(lives.map(value));
  const text = (value: (life: FirmLife) => string | undefined): Column => categoryColumn(lives.map(value));
  return makeTable(
    [
      ['firmId', text(({ traits }) => firmIdOf(traits.firm))],
      ['applicationId', text((life) => (life.application ? applicationIdOf(life.traits.firm) : undefined))],
      ['industry', text(({ traits }) => traits.industry)],
      ['region', text(({ traits }) => traits.region)],
      ['weeklySalesFen', number(({ traits }) => traits.weeklySalesFen)],
      ['quality', number(({ traits }) => traits.quality)],
      ['honesty', number(({ traits }) => traits.honesty)],
      ['digitalisation', number(({ traits }) => traits.digitalisation)],
      ['topShare', number(({ traits }) => traits.topShare)],
      ['bufferMonths', number(({ traits }) => traits.bufferMonths)],
      ['wealthMonths', number(({ traits }) => traits.wealthMonths)],
      ['fraud', text(({ fraud }) => fraud)],
      ['deathDate', dates(lives.map(({ deathDay }) => deathDay))],
      ['walkedAway', number((life) => (life.application?.loan?.abandoned ? 1 : 0))],
      ['worstDaysPastDue', days(lives.map(({ application }) => worstOf(application?.loan)))],
    ],
    'simulated truth',
  );
}

function worstOf(loan: Parameters<typeof outcomeOf>[0] | undefined): number | undefined {
  return loan && outcomeOf(loan).maxDaysPastDue;
}

const CHANNEL_NAMES = Object.fromEntries(Object.entries(CHANNEL).map(([name, code]) => [code, name]));

/**
 * One row for every firm that applied anywhere: what each lender answered or would have, and what became of the loan had
 * it been granted, and of the firm had no loan of ours been granted to anyone. The same luck rules both worlds.
 */
export function applicationsTruth(lived: DistrictLives): Table {
  const { district: d } = lived;
  const { scenario, seed } = d.world;
  const granted = scenario.lenders.granting === 'trial' ? d : simulateCounterfactual(lived, 'trial');
  const without = simulateCounterfactual(lived, 'none');
  const rows = Array.from({ length: d.n }, (_, i) => i).filter((i) => d.applied[i]! > 0);
  const firmOf = (i: number): number => d.first + i;
  const number = (value: (i: number) => number): Column => numericColumn(rows.map(value));
  const text = (value: (i: number) => string | undefined): Column => categoryColumn(rows.map(value));
  const own = (i: number): boolean => d.channel[i] !== CHANNEL.traditional;
  return makeTable(
    [
      ['firmId', text((i) => firmIdOf(firmOf(i)))],
      ['applicationId', text((i) => (own(i) ? applicationIdOf(firmOf(i)) : undefined))],
      ['channel', text((i) => CHANNEL_NAMES[d.channel[i]!])],
      ['applicationDate', dates(rows.map((i) => d.applicationDay[i]!))],
      ['amountFen', number((i) => d.applied[i]!)],
      ['granted', number((i) => (d.ownLoan[i] === NONE ? 0 : 1))],
      ['traditionalApproves', number((i) => (d.traditional[i] === ANSWER.approved ? 1 : 0))],
      ['traditionalDays', number((i) => answerDays(scenario, seed, firmOf(i)))],
      ['traditionalCostFen', number(() => yuanToFen(scenario.lenders.traditional.caseCostYuan))],
      ['badIfGranted', number((i) => badWithin(granted, i))],
      ['closesIfGranted', number((i) => closesWithin(granted, i))],
      ['closesIfRefused', number((i) => closesWithin(without, i))],
    ],
    'simulated truth of applications',
  );
}

/** 1 when the loan of ours was bad within the outcome window, 0 when not; NaN for those who do not apply to us. */
function badWithin(d: District, i: number): number {
  const loan = d.ownLoan[i]!;
  if (loan === NONE || d.loanOpened[loan]! > lastDayOf(d, i)) return Number.NaN;
  return d.loanBadDay[loan]! <= addMonths(d.loanOpened[loan]!, OUTCOME_MONTHS) ? 1 : 0;
}

/** 1 when the firm closed within the outcome window's length of its application. */
function closesWithin(d: District, i: number): number {
  return lastDayOf(d, i) <= addMonths(d.applicationDay[i]!, OUTCOME_MONTHS) ? 1 : 0;
}

/** Last day of a firm; NEVER while it lives. */
function lastDayOf(d: District, i: number): Day {
  return d.deathWeek[i] === NEVER ? NEVER : d.world.timeline.week0 + 7 * d.deathWeek[i]! + 6;
}

/** Supply links within the district: shares of the buyer's orders, and goods delivered over the whole time. */
export function supplyTruth(d: District): Table {
  const { seller, buyer, share } = d.network;
  const nLinks = seller.length;
  const delivered = new Float64Array(nLinks);
  for (let k = 0; k < d.tape.delivered.length; k++) delivered[k % nLinks]! += d.tape.delivered[k]!;
  return makeTable(
    [
      ['seller', categoryColumn(Array.from(seller, (i) => firmIdOf(d.first + i)))],
      ['buyer', categoryColumn(Array.from(buyer, (i) => firmIdOf(d.first + i)))],
      ['orderShare', numericColumn(Array.from(share))],
      ['deliveredFen', numericColumn(Array.from(delivered))],
    ],
    'simulated truth of supply',
  );
}

function dates(values: readonly (Day | undefined)[]): Column {
  return { kind: 'date', values: integers(values) };
}

function days(values: readonly (number | undefined)[]): Column {
  return { kind: 'numeric', values: integers(values) };
}

function integers(values: readonly (number | undefined)[]): Int32Array {
  const out = sharedInt32(values.length);
  values.forEach((value, i) => {
    out[i] = value ?? MISSING_INT32;
  });
  return out;
}
