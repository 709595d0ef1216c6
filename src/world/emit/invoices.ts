import { type Day, firstDayOfMonthIndex } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';
import { counterpartiesOf } from './counterparties.ts';
import { behaviourOf, type InvoicingBehaviour, type SideBehaviour } from './invoicing/behaviour.ts';
import { type Desk, issueDeals } from './invoicing/deals.ts';
import type { Draft } from './invoicing/draft.ts';
import { K } from './invoicing/draws.ts';
import { inventSales } from './invoicing/invented-sales.ts';
import { linkInvoices, sellsTo } from './invoicing/links.ts';
import { monthSpanOf, openingBacklog, paperShare, toMonths } from './invoicing/month-flow.ts';
import { issueOverheads, type OverheadDesk } from './invoicing/overhead.ts';
import { PARTY_LISTS, type Parties } from './invoicing/parties.ts';
import { VAT_CLASSES, type VatClass } from './invoicing/tax-rates.ts';
import { recordStreamOf } from './record-stream.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Days until the tax authority's interface shows an invoice: at least one, this much more on average. OWN. */
const MEAN_DELAY = 1.2;
const MOST_DELAY = 9;
/** Share of its sales and overheads that a shell really has. OWN. */
const SHELL_TRUTH = 0.15;
/** A single deal takes at most this many months of normal trade. OWN. */
const MOST_DEAL_MONTHS = [3, 3] as const;
/** Overheads of a month in which nobody sees to the paper, against those of another. OWN. */
const IDLE_OVERHEADS = 0.05;
/** Classes of what suppliers of goods sell, and their weights. CAL: tax shares of large purchases. */
const SUPPLIER_WEIGHTS = [0.6, 0.03, 0.1, 0.25, 0.02] as const;
/** Numbers of eight digits: a step without a common factor with their count runs through all of them before one repeats. */
const N_NUMBERS = 100_000_000;
const NUMBER_STEP = 37_199_817;

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
    toMonths(timeline, rest(life.sales, links.sold, life.nWeeks), life.nWeeks, span),
    toMonths(timeline, rest(life.orders, links.bought, life.nWeeks), life.nWeeks, span),
  ] as const;
  const clock = { event: 0 };
  const parties = partiesOf(world, life, behaviour);
  const deskOf = (side: 0 | 1, rules: SideBehaviour): Desk => ({
    stream,
    firm,
    side,
    behaviour: rules,
    parties: side === 0 ? parties.buyers : parties.suppliers,
    classOf: side === 0 ? soldClass(behaviour) : boughtClass(world, firm, behaviour),
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
  const backlog = desks.map((desk, side) => openingBacklog(desk.behaviour, normalMonth[side]!));
  const states = [
    { deviation: 0, drift: 0 },
    { deviation: 0, drift: 0 },
  ] as const;
  const normalSales = traits.weeklySalesFen * WEEKS_PER_MONTH;
  const issue = openIssuer(world, firm, sink);
  const drafts: [Draft[], Draft[]] = [[], []];
  const nextLinked = [0, 0];
  for (let iMonth = 0; iMonth < span.count; iMonth++) {
    const monthIndex = span.first + iMonth;
    drafts[0].length = 0;
    drafts[1].length = 0;
    let diligence = 1;
    for (const side of [0, 1] as const) {
      const desk = desks[side];
      backlog[side]! += onPaper[side] * own[side][iMonth]!;
      const { behaviour: rules } = desk;
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
    issueOverheads(overheads, monthIndex, iMonth, truth * diligence * activity, drafts[1]);
    issue(monthIndex, drafts);
  }
}

interface LinkedTrade {
  /** Delivered to, and by, linked firms, fen by week. */
  readonly sold: Float64Array;
  readonly bought: Float64Array;
  /** Their invoices in order of days: issued, received. */
  readonly drafts: readonly [Draft[], Draft[]];
}

function linkedTrade(world: World, life: FirmLife): LinkedTrade {
  const sold = new Float64Array(life.sales.length);
  const bought = new Float64Array(life.sales.length);
  const drafts: [Draft[], Draft[]] = [[], []];
  for (const trade of life.partners) {
    const isSale = sellsTo(trade);
    const sum = isSale ? sold : bought;
    for (let week = 0; week < life.nWeeks; week++) sum[week]! += trade.delivered[week] ?? 0;
    const paper = linkInvoices(world, life.traits, trade, life.nWeeks);
    for (const draft of paper) drafts[isSale ? 0 : 1].push(draft);
  }
  for (const list of drafts) list.sort((a, b) => a.day - b.day);
  return { sold, bought, drafts };
}

/** What of a week's trade is not with linked firms. */
function rest(all: Float64Array, linked: Float64Array, nWeeks: number): Float64Array {
  const out = new Float64Array(all.length);
  for (let week = 0; week < nWeeks; week++) out[week] = Math.max(0, all[week]! - linked[week]!);
  return out;
}

/** Moves the linked invoices of a month to `out` (OUT). @returns the position of the next month's first. */
function takeMonth(linked: readonly Draft[], from: number, monthIndex: number, out: Draft[]): number {
  const end = firstDayOfMonthIndex(monthIndex + 1);
  let at = from;
  for (let draft = linked[at]; draft && draft.day < end; draft = linked[++at]) out.push(draft);
  return at;
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

function soldClass({ vatClass, secondClass, secondShare }: InvoicingBehaviour): Desk['classOf'] {
  return (_, u) => (u < secondShare ? secondClass : vatClass);
}

/** Each supplier sells things of one class. */
function boughtClass(world: World, firm: number, { goods }: InvoicingBehaviour): Desk['classOf'] {
  const stream = recordStreamOf(world, 'invoices');
  const [standard, ...others] = SUPPLIER_WEIGHTS;
  const weights = [standard * Math.exp(goods), ...others];
  return (rank): VatClass =>
    VAT_CLASSES[stream.categorical(weights, firm, rank, K.partyTax[PARTY_LISTS.suppliers])]!;
}

/** Numbers the invoices of each month in order of days and hands them to the sink, unless the source lost the month. */
function openIssuer(
  world: World,
  firm: number,
  sink: RecordSink,
): (monthIndex: number, drafts: readonly [Draft[], Draft[]]) => void {
  const stream = recordStreamOf(world, 'invoices');
  const firmId = firmIdOf(firm);
  const first = [stream.integer(N_NUMBERS, firm, 0, K.delay), stream.integer(N_NUMBERS, firm, 1, K.delay)];
  const count = [0, 0];
  return (monthIndex, drafts) => {
    const lost = isLost(world, firm, monthIndex, 'invoices');
    for (const side of [0, 1] as const) {
      const list = drafts[side].sort((a, b) => a.day - b.day);
      for (const { day, counterparty, amountFen, taxFen, taxRate, valid, number } of list) {
        const serial = count[side]!++;
        if (lost) continue;
        // A firm's own forms are numbered on; those it receives come from many books of forms.
        const code = first[side]! + serial * (side === 0 ? 1 : NUMBER_STEP);
        const wait = stream.exponential(MEAN_DELAY, firm, 2 + 2 * serial + side, K.delay);
        sink('invoices', {
          firmId,
          eventDate: day,
          arrivalDate: day + 1 + Math.min(MOST_DELAY, Math.floor(wait)),
          direction: side === 0 ? 'issued' : 'received',
          number: number ?? String(code % N_NUMBERS).padStart(8, '0'),
          counterparty,
          amountFen,
          taxFen,
          taxRate,
          status: valid ? 'valid' : 'void',
        });
      }
    }
  };
}
