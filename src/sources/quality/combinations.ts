/** What cannot be, or hardly ever, in the records of a source, besides what its contract says of single fields. */
import type { Chain, Condition, Succession, Term } from '../../table/profile/index.ts';
import type { SourceName } from '../catalogue.ts';
import { ALONE_SHARE, ODD_FIRMS, ODD_SHARE } from './limits.ts';

/** A rule in words, how it is counted, and the share from which on it is worth a look (see `limits.ts`). */
export type Combination =
  | { readonly rule: string; readonly where: Condition; readonly limit: number }
  | {
      readonly before: string;
      readonly alone: string;
      readonly unit: string;
      readonly succession: Succession;
    }
  | { readonly rule: string; readonly chain: Chain };

const column = (name: string): Term => ({ column: name });
const fixed = (value: number | string): Term => ({ value });
const is = (name: string, value: string | number): Condition => ({
  compare: [column(name), '=', fixed(value)],
});
const isNot = (name: string, value: string): Condition => ({ compare: [column(name), '<>', fixed(value)] });
const above = (name: string, limit: number): Condition => ({ compare: [column(name), '>', fixed(limit)] });
const exceeds = (name: string, other: string): Condition => ({ compare: [column(name), '>', column(other)] });
const every = (...conditions: Condition[]): Condition => ({ every: conditions });
const some = (...conditions: Condition[]): Condition => ({ some: conditions });
const never = (rule: string, where: Condition): Combination => ({ rule, where, limit: 0 });
const rarely = (rule: string, where: Condition): Combination => ({ rule, where, limit: ODD_SHARE });

/** Days that a fixed loan term, a week and a day have at most. */
const HOURS_A_WEEK = 168;
/** A machine above its rated load for a whole week. OWN: peaks are higher, weekly means are not. */
const MOST_MEAN_LOAD = 1.5;
/** Least age to represent a firm: full civil capacity (Civil Code of China, art. 17). */
const ADULT = 18;
/** Days past due of a bad loan. */
const BAD_DAYS = 90;
/** Fen by which VAT may differ from amount times rate: each line of an invoice is rounded by itself. OWN. */
const TAX_ROUNDING_FEN = 100;

/** The first day of its month, or anything it is about, cannot lie after the event itself. */
const periodNotOver = (period: string): Combination =>
  never(`${period} after the event`, exceeds(period, 'eventDate'));

const paidFor = (claim: string, name: string): Combination => ({
  before: `payments made before their ${name}`,
  alone: `payments without a ${name} in the book`,
  unit: 'payments',
  succession: { first: is('kind', claim), next: is('kind', 'payment'), same: ['firmId', 'periodStart'] },
});

export const combinations: Readonly<Partial<Record<SourceName, readonly Combination[]>>> = {
  registry: [
    never('founded after the entry', exceeds('foundedDate', 'eventDate')),
    never('legal representative under 18', { compare: [column('ownerAge'), '<', fixed(ADULT)] }),
  ],
  tax: [
    periodNotOver('periodStart'),
    never('filings without declared revenue', every(is('kind', 'filing'), { missing: 'declaredRevenueFen' })),
    never(
      'declared revenue outside filings',
      every(isNot('kind', 'filing'), { present: 'declaredRevenueFen' }),
    ),
    rarely(
      'filings of more tax than revenue',
      every(is('kind', 'filing'), exceeds('amountFen', 'declaredRevenueFen')),
    ),
    paidFor('filing', 'filing'),
  ],
  utility: [
    periodNotOver('periodStart'),
    never('bills without use', every(is('kind', 'bill'), { missing: 'usage' })),
    never('payments with use', every(is('kind', 'payment'), { present: 'usage' })),
    never('bills with days late', every(is('kind', 'bill'), above('daysLate', 0))),
    {
      before: 'payments made before their bill',
      alone: 'payments without a bill in the book',
      unit: 'payments',
      succession: {
        first: is('kind', 'bill'),
        next: is('kind', 'payment'),
        same: ['firmId', 'periodStart', 'service'],
      },
    },
  ],
  bank: [
    rarely('transactions of 0', is('amountFen', 0)),
    rarely('sales paid out', every(is('direction', 'out'), is('category', 'sales'))),
    never(
      'wages or tax received',
      every(is('direction', 'in'), some(is('category', 'payroll'), is('category', 'rent'))),
    ),
    {
      rule: 'balances that do not follow from the one before: transactions are missing, doubled or out of order',
      chain: {
        level: 'balanceFen',
        amount: 'amountFen',
        takesAway: is('direction', 'out'),
        order: ['eventDate', 'sequence'],
      },
    },
  ],
  bureau: [
    never('overdue by 0 days', every(is('kind', 'overdue'), is('daysPastDue', 0))),
    never('days past due of what is not overdue', every(isNot('kind', 'overdue'), above('daysPastDue', 0))),
    never('loans opened over 0', every(is('kind', 'opened'), is('amountFen', 0))),
  ],
  invoices: [
    never('amount and VAT of different sign', {
      compare: [{ times: [column('amountFen'), column('taxFen')] }, '<', fixed(0)],
    }),
    rarely('VAT that is not amount times rate', {
      compare: [
        { size: { minus: [column('taxFen'), { times: [column('amountFen'), column('taxRate')] }] } },
        '>',
        fixed(TAX_ROUNDING_FEN),
      ],
    }),
    never('VAT rates above 17 %', above('taxRate', 0.17)),
    rarely('invoices of a firm to itself', { compare: [column('counterparty'), '=', column('firmId')] }),
  ],
  pos: [
    never('more payers than payments', exceeds('customers', 'transactions')),
    never('turnover without payments', every(is('transactions', 0), above('amountFen', 0))),
    rarely('payments without turnover', every(above('transactions', 0), is('amountFen', 0))),
  ],
  orders: [
    never('more buyers than orders', exceeds('buyers', 'orders')),
    never('more repeat buyers than buyers', exceeds('repeatBuyers', 'buyers')),
    never('turnover without orders', every(is('orders', 0), above('amountFen', 0))),
    never('returns without amount', every(is('returnedOrders', 0), above('returnsFen', 0))),
  ],
  reviews: [never('no star at all', is('stars', 0))],
  waybills: [rarely('nothing carried', some(is('pieces', 0), is('weightKg', 0)))],
  payroll: [
    periodNotOver('periodStart'),
    never('declarations without staff', every(is('kind', 'declaration'), { missing: 'insured' })),
    never('staff outside declarations', every(isNot('kind', 'declaration'), { present: 'insured' })),
    rarely('contributions above wages', every(is('kind', 'declaration'), exceeds('amountFen', 'wagesFen'))),
    paidFor('declaration', 'declaration'),
  ],
  customs: [rarely('goods without weight or value', some(is('weightKg', 0), is('amountFen', 0)))],
  telemetry: [
    never('more hours than a week has', above('hours', HOURS_A_WEEK)),
    rarely('mean load above 150 %', above('load', MOST_MEAN_LOAD)),
    never('load without hours', every(is('hours', 0), above('load', 0))),
  ],
  crops: [
    never('cloud over more than all of it', above('cloudShare', 1)),
    never('parcels without area', is('areaHa', 0)),
  ],
  traffic: [
    never('more than all visitors return', above('returningShare', 1)),
    never('nobody came and stayed', every(is('visitors', 0), above('dwellMinutes', 0))),
  ],
  guarantees: [
    never('ended before they began', { compare: [column('endDate'), '<', column('eventDate')] }),
    never('a firm guarantees itself', { compare: [column('counterparty'), '=', column('firmId')] }),
  ],
  statements: [
    periodNotOver('periodEnd'),
    never('cash and receivables above assets', {
      compare: [{ minus: [column('assetsFen'), column('cashFen')] }, '<', column('receivablesFen')],
    }),
    never('equity above assets', exceeds('equityFen', 'assetsFen')),
  ],
  applications: [never('asked for nothing', some(is('amountFen', 0), is('termMonths', 0)))],
  outcomes: [
    never('bad without a day', every(is('bad', 1), { missing: 'badDate' })),
    never('good with a bad day', every(is('bad', 0), { present: 'badDate' })),
    never(
      'bad below 90 days past due',
      every(is('bad', 1), { compare: [column('maxDaysPastDue'), '<', fixed(BAD_DAYS)] }),
    ),
    never(
      'good at 90 days past due or more',
      every(is('bad', 0), { compare: [column('maxDaysPastDue'), '>=', fixed(BAD_DAYS)] }),
    ),
  ],
};

/** Limits of what a succession or a chain counts. */
export const SUCCESSION_LIMITS = { before: 0, alone: ALONE_SHARE } as const;
export const CHAIN_LIMIT = ODD_FIRMS;
