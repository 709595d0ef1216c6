import { persistence } from './environment.ts';
import { accrueSales, type FirmState, pay, receive, usualPayables } from './firm-state.ts';
import { WEEKS_PER_MONTH } from './units.ts';

/** Draws of a week, the `k` of the stream `world.trade`. */
const K = {
  demand: 0,
  margin: 1,
  noise: 2,
  lossHappens: 3,
  lossSize: 4,
  defaultHappens: 5,
  defaultSize: 6,
  speed: 7,
  accident: 8,
  damage: 9,
  crisis: 10,
  crisisSize: 11,
} as const;

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

/** A week of business: shocks, sales, collections and orders. Receipts are booked; orders become payables. */
export function trade(state: FirmState): void {
  const { world, traits, profile, week } = state;
  const { firm: law } = world.scenario;
  const stream = world.streams.trade;
  const { firm } = traits;
  const { nWeeks } = world.timeline;

  const rho = persistence(law.demandHalfLifeWeeks);
  state.logDemand =
    rho * state.logDemand +
    law.demandSd * Math.sqrt(1 - rho * rho) * stream.normal(0, 1, firm, week, K.demand);
  if (stream.uniform(firm, week, K.lossHappens) < (law.customerLossPerYear / 52) * traits.topShare) {
    state.logDemand += Math.log1p(-0.95 * traits.topShare * stream.uniform(firm, week, K.lossSize));
  }
  const rhoMargin = persistence(law.marginHalfLifeWeeks);
  state.marginDeviation =
    rhoMargin * state.marginDeviation +
    law.marginSd * Math.sqrt(1 - rhoMargin * rhoMargin) * stream.normal(0, 1, firm, week, K.margin);

  const row = traits.iIndustry * nWeeks;
  const season = world.environment.season[row + week]!;
  const noise = law.weeklyNoiseSd * (stream.normal(0, 1, firm, week, K.noise) - law.weeklyNoiseSd / 2);
  const shared =
    world.environment.logDemand[row + week]! + world.environment.local[traits.region].logDemand[week]!;
  const logLevel = shared + state.logDemand + state.investedGain + noise;
  const sales = Math.round(traits.weeklySalesFen * Math.exp(logLevel) * season * state.supply);
  accrueSales(state, sales);
  state.sales[week] = sales;
  state.logDemandByWeek[week] = state.logDemand;
  state.service[week] = 0.6 * traits.quality - 3 * (1 - state.supply) - (state.payrollDue > 0 ? 0.5 : 0);
  state.salesLevel += VIEW * (sales / season - state.salesLevel);

  const cashSales = Math.round(profile.cashShare * sales);
  state.receivables += sales - cashSales;
  if (stream.uniform(firm, week, K.defaultHappens) < law.customerDefaultPerYear / 52) {
    state.receivables -= Math.floor(
      state.receivables * traits.topShare * stream.uniform(firm, week, K.defaultSize),
    );
  }
  const speed = Math.exp(COLLECTION_SD * stream.normal(0, 1, firm, week, K.speed)) / profile.collectionWeeks;
  const collected = Math.round(state.receivables * Math.min(1, speed));
  state.receivables -= collected;
  receive(state, 'sales', cashSales + collected);

  const ahead = world.environment.season[row + Math.min(nWeeks - 1, week + LEAD_WEEKS)]!;
  const margin = law.marginPerQuality * traits.quality + state.marginDeviation;
  const usual = Math.max(0.05, profile.purchaseShare - margin) * state.salesLevel;
  const order = Math.round(usual * ahead);
  state.payables += order;
  state.orders[week] = order;
  state.orderLevel += VIEW * (order - state.orderLevel);
  suffer(state);
  tightenSupply(state);
}

/** Rare blows: an accident leaves bills to pay, a private crisis takes savings and money out of the firm. */
function suffer(state: FirmState): void {
  const { world, traits, week } = state;
  const { firm: law } = world.scenario;
  const stream = world.streams.trade;
  const { firm } = traits;
  const monthlySales = traits.weeklySalesFen * WEEKS_PER_MONTH;
  const localChance = world.environment.local[traits.region].accidentChance[week]!;
  if (stream.uniform(firm, week, K.accident) < law.accidentsPerYear / 52 + localChance) {
    const size = Math.exp(law.accidentLogSd * stream.normal(0, 1, firm, week, K.damage));
    state.payables += Math.round(law.accidentMonths * monthlySales * size);
  }
  if (stream.uniform(firm, week, K.crisis) < law.privateCrisesPerYear / 52) {
    const size = 2 * stream.uniform(firm, week, K.crisisSize);
    state.wealth = 0;
    pay(state, 'owner', Math.min(state.cash, Math.round(law.privateCrisisMonths * monthlySales * size)));
  }
}

/** Suppliers deliver less to a firm that owes them more than they are used to. */
function tightenSupply(state: FirmState): void {
  const usual = usualPayables(state);
  const ratio = usual > 0 ? state.payables / usual : 0;
  const { supplierPatience } = state.world.scenario.peckingOrder;
  const target = Math.max(SUPPLY_FLOOR, 1 - SUPPLY_SLOPE * Math.max(0, ratio - supplierPatience));
  state.supply += SUPPLY_SPEED * (target - state.supply);
}
