import { firstDayOfMonthIndex, monthIndexOf, openStream } from '../../core/index.ts';
import { REGIONS } from '../../sources/index.ts';
import { drawFirm, type FirmTraits } from '../firm.ts';
import { FRAUDS, type FraudKind } from '../fraud.ts';
import { FLOWS } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';
import { drawChannels } from './channels.ts';
import { drawFraudRoles, type FraudRoles } from './fraud-roles.ts';
import {
  allocateChanging,
  allocateFixed,
  type ChangingFields,
  type FixedFields,
  NEVER,
  NONE,
} from './layout.ts';
import { drawGuarantors, drawSupplyNetwork, type SupplyNetwork } from './network.ts';
import { MOST_INSTALMENTS, openTape, type Tape } from './tape.ts';

/**
 * Firms of a district: those that may trade with each other, guarantee for each other and defraud together. Part of the
 * book's layout and never derived from the number of workers. Small enough for a processor's cache, large enough for hubs.
 */
export const DISTRICT_FIRMS = 1000;

/** Loans a district may grant in its time, for each firm; beyond, lenders refuse. */
const LOANS_PER_FIRM = 16;

/** The firms of a district in the middle of their lives: structure of arrays, indexed by position in the district. */
export interface District extends FixedFields, ChangingFields {
  readonly world: World;
  /** Number of the first firm; firm i of the district is number first + i. */
  readonly first: number;
  readonly n: number;
  /** Month (index since 1970-01) of month account 0. */
  readonly firstMonth: number;
  readonly nMonths: number;
  readonly maxLoans: number;
  readonly traits: readonly FirmTraits[];
  readonly roles: FraudRoles;
  readonly network: SupplyNetwork;
  /** Day of each firm's application; NEVER for those who do not apply. */
  readonly applicationDay: Int32Array;
  readonly tape: Tape;
  /** Scratch of a week, by firm: log demand against normal, and the words drawn for what the names say. */
  readonly logLevel: Float64Array;
  readonly words: Readonly<Record<(typeof DRAWN)[number], Uint32Array>>;
  /** First day of months from month account 0 on, also of those in which the longest loan may fall due. */
  readonly monthStarts: Int32Array;
}

const DRAWN = ['demand', 'margin', 'noise', 'blow', 'speed', 'plan'] as const;

/**
 * The district at the start of the burn-in: every firm in the steady state of its industry. Memory of `spent`, a district
 * of the same size whose state and tapes are needed no more, is used again: fresh pages cost more than the weeks they hold.
 */
export function openDistrict(world: World, first: number, n: number, spent?: District): District {
  const { scenario, seed, timeline } = world;
  const traits = Array.from({ length: n }, (_, i) => drawFirm(scenario, seed, first + i));
  const roles = drawFraudRoles(scenario, seed, traits);
  const fixed = allocateFixed(n);
  fillFixed(world, fixed, traits, roles);
  const network = drawSupplyNetwork(scenario, seed, traits, roles, fixed.purchaseShare);
  for (let i = 0; i < n; i++) fixed.outsideShare[i] = 1 - network.soldWithin[i]!;
  fixed.guarantor.set(drawGuarantors(scenario, seed, traits, roles));
  const { channels, days } = drawChannels(world, traits, roles);
  fixed.channel.set(channels);
  const firstMonth = monthIndexOf(timeline.week0);
  const nMonths = monthIndexOf(timeline.week0 + 7 * timeline.nWeeks) - firstMonth + 2;
  const maxLoans = LOANS_PER_FIRM * n + 64;
  const sizes = { firms: n, months: nMonths, loans: maxLoans, links: network.seller.length };
  const usable = spent && spent.n === n && spent.nMonths === nMonths ? spent : undefined;
  const district: District = {
    ...fixed,
    ...allocateChanging(sizes),
    world,
    first,
    n,
    firstMonth,
    nMonths,
    maxLoans,
    traits,
    roles,
    network,
    applicationDay: days,
    tape: openTape(timeline.nWeeks, n, network.seller.length, maxLoans, usable?.tape),
    logLevel: new Float64Array(n),
    words: Object.fromEntries(DRAWN.map((name) => [name, new Uint32Array(n)])) as District['words'],
    monthStarts: Int32Array.from({ length: nMonths + MOST_INSTALMENTS + 3 }, (_, month) =>
      firstDayOfMonthIndex(firstMonth + month),
    ),
  };
  fillOpening(district);
  return district;
}

/** A second district with the same firms and room for another state: see `copyState`. Shares all that never changes. */
export function twinOf(district: District, world: World): District {
  const { n, nMonths, maxLoans, network } = district;
  const sizes = { firms: n, months: nMonths, loans: maxLoans, links: network.seller.length };
  const tape = openTape(world.timeline.nWeeks, n, network.seller.length, maxLoans);
  return { ...district, ...allocateChanging(sizes), world, tape };
}

/** Makes the state of `to` that of `from`; tapes are left alone. */
export function copyState(from: District, to: District): void {
  to.bytes.set(from.bytes);
}

/** Running costs of a firm that does no business of its own, shares of its circular sales. OWN. */
const SHELL = { purchaseShare: 0.96, payrollShare: 0.008, rentShare: 0.004, energyShare: 0.0005 } as const;

function fillFixed(
  world: World,
  fixed: FixedFields,
  traits: readonly FirmTraits[],
  { kinds }: FraudRoles,
): void {
  const { scenario } = world;
  for (const [i, firm] of traits.entries()) {
    const kind = kinds[i];
    const profile = scenario.industries[firm.industry];
    const shares = kind === 'shell' ? { ...profile, ...SHELL } : profile;
    fixed.weeklySales[i] = firm.weeklySalesFen;
    fixed.purchaseShare[i] = shares.purchaseShare;
    fixed.payrollShare[i] = shares.payrollShare;
    fixed.rentShare[i] = shares.rentShare;
    fixed.energyShare[i] = shares.energyShare;
    fixed.taxShare[i] = shares.taxShare;
    fixed.cashShare[i] = shares.cashShare;
    fixed.collectionWeeks[i] = shares.collectionWeeks;
    fixed.supplierWeeks[i] = shares.supplierWeeks;
    fixed.quality[i] = firm.quality;
    fixed.honesty[i] = firm.honesty;
    fixed.declaredShare[i] = 0.5 + 0.5 * firm.honesty;
    fixed.topShare[i] = firm.topShare;
    fixed.bufferMonths[i] = firm.bufferMonths;
    fixed.caution[i] = firm.caution;
    fixed.forgetfulness[i] = firm.forgetfulness;
    fixed.industry[i] = firm.iIndustry;
    fixed.region[i] = REGIONS.indexOf(firm.region);
    fixed.payrollDay[i] = firm.payrollDay;
    fixed.fraud[i] = kind ? FRAUDS.indexOf(kind) : NONE;
    fillIntent(world, fixed, i, firm.firm, kind);
  }
}

/** Draws of intent, the `j` of the stream `world.intent`. */
const J = { stops: 0, stopAfter: 1 } as const;

/** What the owner means to do with a loan of ours. The honest ask for what they need and mean to pay. */
function fillIntent(
  { scenario, seed }: World,
  fixed: FixedFields,
  i: number,
  firm: number,
  kind?: FraudKind,
): void {
  fixed.amountFactor[i] = 1;
  fixed.extractShare[i] = 0;
  fixed.stopAfter[i] = NEVER;
  if (!kind) return;
  const { amountFactor, extractShare, stopChance, stopAfter } = scenario.fraud.intents[kind];
  const stream = openStream(seed, 'world.intent');
  const [least, most] = stopAfter;
  fixed.amountFactor[i] = amountFactor;
  fixed.extractShare[i] = extractShare;
  if (stream.uniform(firm, J.stops) < stopChance)
    fixed.stopAfter[i] = least + stream.integer(most - least + 1, firm, J.stopAfter);
}

/** Share of sales that business leaves in a normal week, as owners see it at the start. */
const FIRST_SURPLUS = 0.05;

function fillOpening(d: District): void {
  const { world, traits, n } = d;
  const { firm: law } = world.scenario;
  const stream = openStream(world.seed, 'world.opening');
  d.deathWeek.fill(NEVER);
  d.nextBill.fill(NEVER);
  d.nextDue.fill(NEVER);
  d.nextArrival.fill(NEVER);
  d.firstLoan.fill(NONE);
  d.lastLoan.fill(NONE);
  d.firstPending.fill(NONE);
  d.ownLoan.fill(NONE);
  d.supply.fill(1);
  for (let i = 0; i < n; i++) {
    const { firm, bufferMonths, wealthMonths } = traits[i]!;
    const base = d.weeklySales[i]!;
    const monthly = base * WEEKS_PER_MONTH;
    d.cash[i] = Math.round(bufferMonths * monthly);
    d.receivables[i] = Math.round((1 - d.cashShare[i]!) * d.outsideShare[i]! * base * d.collectionWeeks[i]!);
    d.payables[i] = Math.round(d.purchaseShare[i]! * base * d.supplierWeeks[i]!);
    d.logDemand[i] = law.demandSd * stream.normal(0, 1, firm, 0);
    d.marginDeviation[i] = law.marginSd * stream.normal(0, 1, firm, 1);
    d.salesLevel[i] = base;
    d.orderLevel[i] = d.purchaseShare[i]! * base;
    d.monthlyPayroll[i] = d.payrollShare[i]! * monthly;
    d.monthlyRent[i] = d.rentShare[i]! * monthly;
    d.surplusLevel[i] = FIRST_SURPLUS * base;
    d.outgoingLevel[i] = (1 - FIRST_SURPLUS) * base;
    d.wealth[i] = Math.round(wealthMonths * monthly);
    d.tape.openingCash[i] = d.cash[i]!;
  }
}

/** Entry of a flow in `tape.flows`. */
export function flowAt(d: District, week: number, slot: number, i: number): number {
  return (week * FLOWS.length + slot) * d.n + i;
}
