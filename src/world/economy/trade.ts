import { REGIONS } from '../../sources/index.ts';
import { persistence } from '../environment.ts';
import { FLOW, FLOWS } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import { pay } from './cash.ts';
import type { District } from './district.ts';
import { draw, drawAll, toNormal, toUniform } from './draws.ts';
import { NEVER } from './layout.ts';
import { placeOrders } from './supply-chain.ts';
import { K, type Week } from './week.ts';

/** Weight of the last week in the owner's view of sales and orders: a memory of about ten weeks. */
const VIEW = 0.1;
/** Spread of the weekly speed of collection, sd of log. */
const COLLECTION_SD = 0.3;
/** Weeks ahead for which goods are bought. */
const LEAD_WEEKS = 2;
/** How fast suppliers tighten or relax, share of the gap a week. */
const SUPPLY_SPEED = 0.25;
const SUPPLY_FLOOR = 0.2;
/** Supply lost per unit of payables beyond the suppliers' patience. */
const SUPPLY_SLOPE = 0.35;
/** Least share of sales that goes into goods, however good the margin. */
const LEAST_PURCHASES = 0.05;
/** Share of the goods missing at suppliers of the district that cannot be had elsewhere in time. OWN. */
const SHORTAGE_FELT = 0.5;
/** A lost large customer takes this part of its share away. */
const LOST_SHARE = 0.95;
/** Service: weight of quality, of missing goods and of unpaid staff, and how fast it is felt. OWN. */
const SERVICE = { quality: 0.8, supply: 4, unpaid: 1, view: 0.15 } as const;

/** A week of business of all firms that live: shocks, then sales and collections, then orders. */
export function trade(d: District, at: Week): void {
  shake(d, at);
  sell(d, at);
  order(d, at);
}

/** Moves demand and margins, and lets the rare blows fall. OUT `d.logLevel`: log demand against normal, all told. */
function shake(d: District, at: Week): void {
  const { world, draws, week } = at;
  const { firm: norm } = world.scenario;
  const { nWeeks } = world.timeline;
  const rhoDemand = persistence(norm.demandHalfLifeWeeks);
  const sdDemand = norm.demandSd * Math.sqrt(1 - rhoDemand * rhoDemand);
  const rhoMargin = persistence(norm.marginHalfLifeWeeks);
  const sdMargin = norm.marginSd * Math.sqrt(1 - rhoMargin * rhoMargin);
  const noiseSd = norm.weeklyNoiseSd;
  const local = REGIONS.map((region) => world.environment.local[region]);
  const localDemand = local.map(({ logDemand }) => logDemand[week]!);
  const accidentChance = local.map(
    (conditions) => norm.accidentsPerYear / 52 + conditions.accidentChance[week]!,
  );
  const shared = world.environment.logDemand;
  const mostBlows =
    (norm.customerLossPerYear + norm.customerDefaultPerYear + norm.privateCrisesPerYear) / 52 +
    Math.max(...accidentChance);
  const { logDemand, marginDeviation, investedGain, industry, region, logLevel, deathWeek, first, n } = d;
  const { demand, margin, noise, blow } = d.words;
  drawAll(draws, week, first, K.demandAndMargin, demand, margin);
  drawAll(draws, week, first, K.noiseAndBlow, noise, blow);
  const row = week * n;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    const own = rhoDemand * logDemand[i]! + sdDemand * toNormal(demand[i]!);
    logDemand[i] = own;
    marginDeviation[i] = rhoMargin * marginDeviation[i]! + sdMargin * toNormal(margin[i]!);
    const weekly = noiseSd * (toNormal(noise[i]!) - noiseSd / 2);
    logLevel[i] =
      shared[industry[i]! * nWeeks + week]! + localDemand[region[i]!]! + own + investedGain[i]! + weekly;
    d.tape.logDemand[row + i] = own;
    const u = toUniform(blow[i]!);
    if (u < mostBlows) suffer(d, at, accidentChance, i, u);
  }
}

/** Sells, to the district and outside, and collects what customers owe. OUT `d.words.plan`, for credit.ts. */
function sell(d: District, at: Week): void {
  const { world, draws, week, shareInMonth } = at;
  const { nWeeks } = world.timeline;
  const { season } = world.environment;
  const { logLevel, industry, supply, shortage, outsideShare, weeklySales, linkedSales, monthSales } = d;
  const { nextMonthSales, salesLevel, cashShare, collectionWeeks, receivables, linkedReceivables, incoming } =
    d;
  const { cash, deathWeek, first, n, tape } = d;
  const { speed, plan } = d.words;
  drawAll(draws, week, first, K.speedAndPlan, speed, plan);
  const flowRow = (week * FLOWS.length + FLOW.sales) * n;
  const row = week * n;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    const ofYear = season[industry[i]! * nWeeks + week]!;
    const delivered = supply[i]! * (1 - SHORTAGE_FELT * shortage[i]!);
    const outside = Math.round(
      outsideShare[i]! * weeklySales[i]! * Math.exp(logLevel[i]!) * ofYear * delivered,
    );
    const sales = outside + linkedSales[i]!;
    const inMonth = Math.round(sales * shareInMonth);
    monthSales[i]! += inMonth;
    nextMonthSales[i]! += sales - inMonth;
    salesLevel[i]! += VIEW * (sales / ofYear - salesLevel[i]!);
    const cashSales = Math.round(cashShare[i]! * outside);
    const share = Math.exp(COLLECTION_SD * toNormal(speed[i]!)) / collectionWeeks[i]!;
    const owed = receivables[i]! + outside - cashSales;
    const collected = Math.round(owed * Math.min(1, share));
    receivables[i] = owed - collected;
    linkedReceivables[i]! -= incoming[i]!;
    const received = cashSales + collected + incoming[i]!;
    cash[i]! += received;
    tape.flows[flowRow + i] = received;
    tape.sales[row + i] = sales;
  }
}

/** Orders goods for the weeks ahead; goods that suppliers hold back, and staff unpaid, are felt by customers. */
function order(d: District, at: Week): void {
  const { world, week } = at;
  const { firm: norm } = world.scenario;
  const { nWeeks } = world.timeline;
  const { season } = world.environment;
  const { supplierPatience } = world.scenario.peckingOrder;
  const { purchaseShare, quality, marginDeviation, salesLevel, industry, payables, linkedPayables } = d;
  const { orderLevel, supplierWeeks, supply, service, payrollDue, deathWeek, n, tape } = d;
  const aheadWeek = Math.min(nWeeks - 1, week + LEAD_WEEKS);
  const row = week * n;
  for (let i = 0; i < n; i++) {
    if (deathWeek[i] !== NEVER) continue;
    const share = purchaseShare[i]! - norm.marginPerQuality * quality[i]! - marginDeviation[i]!;
    const goods = Math.round(
      Math.max(LEAST_PURCHASES, share) * salesLevel[i]! * season[industry[i]! * nWeeks + aheadWeek]!,
    );
    payables[i]! += placeOrders(d, i, goods);
    orderLevel[i]! += VIEW * (goods - orderLevel[i]!);
    tape.orders[row + i] = goods;
    // Suppliers deliver less to a firm that owes them more than they are used to.
    const usual = orderLevel[i]! * supplierWeeks[i]!;
    const ratio = usual > 0 ? (payables[i]! + linkedPayables[i]!) / usual : 0;
    const patience = Math.max(SUPPLY_FLOOR, 1 - SUPPLY_SLOPE * Math.max(0, ratio - supplierPatience));
    supply[i]! += SUPPLY_SPEED * (patience - supply[i]!);
    const unpaid = payrollDue[i]! > 0 ? SERVICE.unpaid : 0;
    const felt = SERVICE.quality * quality[i]! - SERVICE.supply * (1 - supply[i]!) - unpaid;
    service[i]! += SERVICE.view * (felt - service[i]!);
    tape.service[row + i] = service[i]!;
  }
}

/**
 * Rare blows, at most one a week: a large customer leaves, a customer fails, an accident leaves bills to pay, a private
 * crisis takes savings and money out of the firm. `u` says which.
 */
function suffer(d: District, at: Week, accidentChance: readonly number[], i: number, u: number): void {
  const { firm: norm } = at.world.scenario;
  const leaves = (norm.customerLossPerYear / 52) * d.topShare[i]!;
  const fails = norm.customerDefaultPerYear / 52;
  const accident = accidentChance[d.region[i]!]!;
  const crisis = norm.privateCrisesPerYear / 52;
  if (u >= leaves + fails + accident + crisis) return;
  const { words } = at.draws;
  draw(at.draws, at.week, d.first + i, K.blowSize);
  const size = toUniform(words[0]!);
  const monthlySales = d.weeklySales[i]! * WEEKS_PER_MONTH;
  if (u < leaves) d.logDemand[i]! += Math.log1p(-LOST_SHARE * d.topShare[i]! * size);
  else if (u < leaves + fails) d.receivables[i]! -= Math.floor(d.receivables[i]! * d.topShare[i]! * size);
  else if (u < leaves + fails + accident)
    d.payables[i]! += Math.round(
      norm.accidentMonths * monthlySales * Math.exp(norm.accidentLogSd * toNormal(words[1]!)),
    );
  else {
    d.wealth[i] = 0;
    const taken = Math.round(norm.privateCrisisMonths * monthlySales * 2 * size);
    pay(d, i, at.week, 'owner', Math.min(d.cash[i]!, taken));
  }
}
