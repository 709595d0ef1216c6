import { type Day, firstDayOfMonthIndex } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';
import { counterpartiesOf } from './counterparties.ts';
import {
  behaviourOf,
  classSold,
  type InvoicingBehaviour,
  type SideBehaviour,
} from './invoicing/behaviour.ts';
import { type Desk, issueDeals } from './invoicing/deals.ts';
import type { Draft } from './invoicing/draft.ts';
import { K } from './invoicing/draws.ts';
import { inventSales } from './invoicing/invented-sales.ts';
import { openIssuer } from './invoicing/issuer.ts';
import { linkedTrade, takeMonth, withoutLinked } from './invoicing/linked-trade.ts';
import { monthSpanOf, openingBacklog, paperShare, toMonths } from './invoicing/month-flow.ts';
import { issueOverheads, type OverheadDesk } from './invoicing/overhead.ts';
import { paperLevel } from './invoicing/paper-level.ts';
import { PARTY_LISTS, type Parties } from './invoicing/parties.ts';
import { VAT_CLASSES, type VatClass } from './invoicing/tax-rates.ts';
import { recordStreamOf } from './record-stream.ts';
import type { RecordSink } from './sink.ts';

/** Share of its sales and overheads that a shell really has. OWN. */
const SHELL_TRUTH = 0.15;
/** A single deal takes at most this many months of normal trade. OWN. */
const MOST_DEAL_MONTHS = [2, 2] as const;
/** Overheads of a month in which nobody sees to the paper, against those of another. OWN. */
const IDLE_OVERHEADS = 0.05;
/** Classes of what suppliers of goods sell, and their weights. CAL: tax shares of large purchases. */
const SUPPLIER_WEIGHTS = [0.6, 0.03, 0.1, 0.25, 0.02] as const;

/**
 * VAT invoices a covered firm issued and received. Sales accrue and goods are ordered week by week; paper follows in batches, by
 * the firm's habits (see invoicing/behaviour.ts). Deliveries between firms of the book are invoiced alike on both sides.
 */
export function emitInvoices(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.invoices) return;
  const { firm } = traits;
  const { timeline } = world;
  const span = monthSpanOf(timeline, life.nWeeks);
  const stream = recordStreamOf(world, 'invoices');
  const behaviour = behaviourOf(stream, traits, world.scenario.industries[traits.industry].cashShare);
  const links = linkedTrade(world, life);
  const truth = life.fraud === 'shell' ? SHELL_TRUTH : 1;
  const own = [
    toMonths(timeline, withoutLinked(life.sales, links.sold, life.nWeeks), life.nWeeks, span),
    toMonths(timeline, withoutLinked(life.orders, links.bought, life.nWeeks), life.nWeeks, span),
  ] as const;
  const clock = { event: 0 };
  const parties = partiesOf(world, life, behaviour);
  const deskOf = (side: 0 | 1, rules: SideBehaviour): Desk => ({
    stream,
    firm,
    side,
    behaviour: rules,
    parties: side === 0 ? parties.buyers : parties.suppliers,
    classOf: side === 0 ? (_, u, day) => classSold(behaviour, day, u) : boughtClass(world, firm, behaviour),
    clock,
    recent: [],
  });
  const desks = [deskOf(0, behaviour.sales), deskOf(1, behaviour.purchases)] as const;
  const overheads: OverheadDesk = {
    stream,
    firm,
    behaviour: behaviour.overhead,
    suppliers: behaviour.purchases,
    parties: parties.overheads,
    clock,
    recent: [],
    level: { last: 0 },
  };
  const onPaper = [behaviour.salesOnPaper * truth, behaviour.purchasesOnPaper * truth] as const;
  const normalMonth = onPaper.map((share, side) => share * meanOf(own[side]!));
  const backlog = [0, 0];
  const states = [
    { deviation: 0, drift: 0 },
    { deviation: 0, drift: 0 },
  ] as const;
  const normalSales = traits.weeklySalesFen * WEEKS_PER_MONTH;
  const issue = openIssuer(world, firm, sink);
  const drafts: [Draft[], Draft[]] = [[], []];
  const nextLinked = [0, 0];
  const levels: [number, number] = [1, 1];
  for (let iMonth = 0; iMonth < span.count; iMonth++) {
    const monthIndex = span.first + iMonth;
    drafts[0].length = 0;
    drafts[1].length = 0;
    let diligence = 1;
    for (const side of [0, 1] as const) {
      const desk = desks[side];
      const { behaviour: rules } = desk;
      levels[side] = paperLevel(stream, firm, side, rules.level, iMonth, monthIndex, states[side]);
      if (iMonth === 0) backlog[side] = levels[side] * openingBacklog(rules, normalMonth[side]!);
      backlog[side]! += levels[side] * onPaper[side] * own[side][iMonth]!;
      const share = paperShare(stream, firm, side, rules, iMonth, monthIndex % 12, states[side]);
      if (side === 1 && share === 0) diligence = IDLE_OVERHEADS;
      const most = Math.max(1, MOST_DEAL_MONTHS[side] * normalMonth[side]!);
      backlog[side]! -= issueDeals(desk, monthIndex, share * backlog[side]!, most, drafts[side]);
      nextLinked[side] = takeMonth(links.drafts[side], nextLinked[side]!, monthIndex, drafts[side]);
    }
    if (life.fraud === 'invoice-inflation')
      inventSales(stream, life, desks[0], monthIndex, normalSales, drafts[0]);
    const activity =
      normalSales > 0 ? Math.sqrt(activityOf(life, timeline.week0, monthIndex) / normalSales) : 0;
    issueOverheads(
      overheads,
      monthIndex,
      iMonth,
      truth * diligence * activity * Math.sqrt(levels[1]),
      drafts[1],
    );
    issue(monthIndex, drafts);
  }
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}

/** Sales of the four weeks or so that make up a month: what a busy firm spends on fuel and couriers follows. */
function activityOf(life: FirmLife, week0: Day, monthIndex: number): number {
  const first = Math.max(0, Math.floor((firstDayOfMonthIndex(monthIndex) - week0) / 7));
  let sum = 0;
  for (let week = first; week < first + 4 && week < life.nWeeks; week++) sum += life.sales[week]!;
  return (sum * WEEKS_PER_MONTH) / 4;
}

function partiesOf(
  world: World,
  { traits }: FirmLife,
  { sales, purchases, overhead }: InvoicingBehaviour,
): { readonly buyers: Parties; readonly suppliers: Parties; readonly overheads: Parties } {
  const known = counterpartiesOf(world, traits);
  const list = (
    name: keyof typeof PARTY_LISTS,
    count: number,
    topShare: number,
    rankExponent: number,
    names: readonly string[],
  ): Parties => ({
    list: PARTY_LISTS[name],
    firm: traits.firm,
    count,
    topShare,
    rankExponent,
    names: [...names],
  });
  return {
    buyers: list('buyers', sales.nParties, sales.topShare, sales.rankExponent, known.buyers.names),
    suppliers: list(
      'suppliers',
      purchases.nParties,
      purchases.topShare,
      purchases.rankExponent,
      known.suppliers.names,
    ),
    overheads: list('overheads', overhead.nParties, 0.08, 0.8, []),
  };
}

/** Each supplier sells things of one class. */
function boughtClass(world: World, firm: number, { goods }: InvoicingBehaviour): Desk['classOf'] {
  const stream = recordStreamOf(world, 'invoices');
  const [standard, ...others] = SUPPLIER_WEIGHTS;
  const weights = [standard * Math.exp(goods), ...others];
  return (rank): VatClass =>
    VAT_CLASSES[stream.categorical(weights, firm, rank, K.partyTax[PARTY_LISTS.suppliers])]!;
}
