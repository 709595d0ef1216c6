import { openStream } from '../../core/index.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { District } from './district.ts';
import { draw, toNormal } from './draws.ts';
import { K, type Week } from './week.ts';

/** What the traditional lender answers. */
export const ANSWER = { none: 0, approved: 1, declined: 2 } as const;

/**
 * The branch officer's judgement of an application of `amountFen`, from what she sees: statements (dressed up by the less
 * honest), age, debt, collateral and a visit. Deliberately ordinary: a sum of standardised marks with noise. She knows
 * nothing of taxes paid late, meters and platforms, and a good fraudster's papers look like anyone's.
 */
export function askTraditionalLender(
  d: District,
  at: Week,
  i: number,
  amountFen: number,
  lateDays: number,
): number {
  const { traditional } = at.world.scenario.lenders;
  const { words } = at.draws;
  const traits = d.traits[i]!;
  draw(at.draws, at.week, d.first + i, K.traditional);
  const visit = traits.quality + traditional.visitSd * toNormal(words[0]!);
  const dressing = 1 + traditional.dressing * (1 - traits.honesty);
  const margin = (d.surplusLevel[i]! / Math.max(1, d.salesLevel[i]!)) * dressing;
  const leverage = (d.debt[i]! + amountFen) / (52 * d.salesLevel[i]! * dressing);
  const collateral = d.wealth[i]! / amountFen;
  const size = Math.log((d.salesLevel[i]! * WEEKS_PER_MONTH) / traditional.usualMonthlySalesFen);
  const mark =
    traditional.threshold +
    traditional.perVisit * visit +
    traditional.perMargin * Math.max(-1, Math.min(1, margin / 0.1)) -
    traditional.perLeverage * Math.min(3, leverage / 0.25) +
    traditional.perCollateral * Math.min(2, collateral) +
    traditional.perAge * Math.log(Math.max(0.25, traits.ageDays / 365 / 5)) +
    traditional.perSize * size -
    (lateDays > 0 ? traditional.perLate : 0) +
    traditional.noiseSd * toNormal(words[1]!);
  return mark > 0 ? ANSWER.approved : ANSWER.declined;
}

/** Days from an application to the answer of the traditional lender: its working days as calendar days. */
export function answerDays(scenario: District['world']['scenario'], seed: number, firm: number): number {
  const [least, most] = scenario.lenders.traditional.workingDays;
  const working = least + openStream(seed, 'world.branch').integer(most - least + 1, firm);
  return Math.round((working * 7) / 5);
}
