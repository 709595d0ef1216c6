import { type Day, type Fen, monthIndexOf } from '../../core/index.ts';
import { type DatedFlow, type FirmLife, FLOW, FLOWS, type Flow } from '../life.ts';
import type { World } from '../world.ts';
import { type Counterparties, counterpartiesOf, pick } from './counterparties.ts';
import { firmIdOf, isLost, K, type RecordSink, type SourceRecord } from './sink.ts';

type BankRecord = SourceRecord<'bank'>;

/** One transaction before it has a balance. Amounts are positive; `inwards` says which way. */
export interface Transaction {
  day: Day;
  readonly inwards: boolean;
  readonly category: BankRecord['category'];
  readonly amountFen: Fen;
  readonly counterparty: string;
}

const CATEGORY: Readonly<Record<Flow, BankRecord['category']>> = {
  sales: 'sales',
  loan: 'loan',
  equity: 'owner',
  purchase: 'purchase',
  payroll: 'payroll',
  social: 'payroll',
  rent: 'rent',
  tax: 'tax',
  utility: 'utility',
  repayment: 'repayment',
  owner: 'owner',
  other: 'other',
};

const INWARDS: ReadonlySet<Flow> = new Set(['sales', 'loan', 'equity']);
/** Business where most customers pay at once is settled by a wallet provider. */
const WALLET_FROM = 0.5;
/** Draws of a week beyond K.week. */
const AT = {
  buyers: 0,
  buyer: 1,
  split: 6,
  day: 12,
  suppliers: 20,
  supplier: 21,
  supplierSplit: 24,
  free: 30,
} as const;
/** Most business days fall on Monday to Friday, some on Saturday. */
const BUSINESS_DAYS = 5.4;

/** Every transaction of a covered firm's account; the sums of a week are its cash flows, to the fen. */
export function emitBank(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.bank) return;
  const parties = counterpartiesOf(world, traits);
  const firmId = firmIdOf(traits.firm);
  const { timeline, streams } = world;
  let balanceFen = life.openingCashFen;
  let iDated = 0;
  let previousDay: Day = -1;
  let sequence = 0;
  let lost = false;
  let month = -1;
  for (let week = 0; week < life.nWeeks; week++) {
    const dated: DatedFlow[] = [];
    for (let next = life.dated[iDated]; next?.week === week; next = life.dated[++iDated]) dated.push(next);
    if (timeline.week0 + 7 * week + 6 < timeline.startDate) {
      balanceFen = life.cash[week]!;
      continue;
    }
    const transactions = transactionsOf(world, life, parties, week, dated);
    for (const { day, inwards, category, amountFen, counterparty } of inOrder(transactions, balanceFen)) {
      balanceFen += inwards ? amountFen : -amountFen;
      sequence = day === previousDay ? sequence + 1 : 0;
      previousDay = day;
      if (monthIndexOf(day) !== month) {
        month = monthIndexOf(day);
        lost = isLost(world, traits.firm, month, 'bank');
      }
      if (lost) continue;
      sink('bank', {
        firmId,
        eventDate: day,
        arrivalDate:
          day + 1 + (streams.records.uniform(traits.firm, week, K.week + AT.free + 9) < 0.1 ? 1 : 0),
        sequence,
        direction: inwards ? 'in' : 'out',
        category,
        amountFen,
        balanceFen,
        counterparty,
      });
    }
  }
}

/** The transactions of a week, unordered. */
function transactionsOf(
  world: World,
  life: FirmLife,
  parties: Counterparties,
  week: number,
  dated: readonly DatedFlow[],
): Transaction[] {
  const { firm, industry } = life.traits;
  const stream = world.streams.records;
  const monday = world.timeline.week0 + 7 * week;
  const uniform = (k: number): number => stream.uniform(firm, week, K.week + k);
  const businessDay = (k: number): Day => monday + Math.floor(BUSINESS_DAYS * uniform(k));
  const flow = (name: Flow): Fen => life.flows[week * FLOWS.length + FLOW[name]]!;
  const out: Transaction[] = [];
  const add = (name: Flow, day: Day, amountFen: Fen, counterparty: string): void => {
    if (amountFen > 0)
      out.push({ day, inwards: INWARDS.has(name), category: CATEGORY[name], amountFen, counterparty });
  };
  for (const { flow: name, day, amountFen, counterparty } of dated) add(name, day, amountFen, counterparty);

  let fromBuyers = flow('sales');
  const { cashShare } = world.scenario.industries[industry];
  if (cashShare >= WALLET_FROM) {
    const wallet = Math.round(cashShare * fromBuyers);
    fromBuyers -= wallet;
    add('sales', businessDay(AT.day), wallet, 'WALLET');
  }
  const nBuyers = cashShare >= WALLET_FROM ? 1 : 1 + Math.floor(2 * uniform(AT.buyers));
  for (let i = 0; i < nBuyers; i++) {
    const part = i === nBuyers - 1 ? fromBuyers : Math.floor(fromBuyers * uniform(AT.split + i));
    fromBuyers -= part;
    add('sales', businessDay(AT.day + 1 + i), part, pick(parties.buyers, uniform(AT.buyer + i)));
  }
  let toSuppliers = flow('purchase');
  const nSuppliers = 1 + Math.floor(2 * uniform(AT.suppliers));
  for (let i = 0; i < nSuppliers; i++) {
    const part = i === nSuppliers - 1 ? toSuppliers : Math.floor(toSuppliers * uniform(AT.supplierSplit + i));
    toSuppliers -= part;
    add('purchase', businessDay(AT.free + i), part, pick(parties.suppliers, uniform(AT.supplier + i)));
  }
  add('equity', businessDay(AT.free + 4), flow('equity'), 'OWNER');
  add('owner', businessDay(AT.free + 5), flow('owner'), 'OWNER');
  add('other', businessDay(AT.free + 6), flow('other'), 'EQUIPMENT');
  return out;
}

/**
 * By day, receipts before payments within a day. The account allows no overdraft: in a week whose payments would come
 * before the receipts that covered them, the receipts come on the first day of the week that has any transaction.
 */
export function inOrder(transactions: Transaction[], opening: Fen): Transaction[] {
  const byDay = (a: Transaction, b: Transaction): number =>
    a.day - b.day || Number(b.inwards) - Number(a.inwards);
  transactions.sort(byDay);
  let balance = opening;
  let lowest = opening;
  for (const { inwards, amountFen } of transactions) {
    balance += inwards ? amountFen : -amountFen;
    lowest = Math.min(lowest, balance);
  }
  if (lowest >= 0) return transactions;
  const first = transactions[0]!.day;
  for (const transaction of transactions) if (transaction.inwards) transaction.day = first;
  return transactions.sort(byDay);
}
