import type { RandomStream } from '../../../core/index.ts';
import type { OverheadBehaviour, SideBehaviour } from './behaviour.ts';
import { type Draft, draftOf } from './draft.ts';
import { K } from './draws.ts';
import { type Parties, partyAt, partyName } from './parties.ts';
import { remember, takeBack } from './red-letters.ts';
import { type VatClass, vatRate } from './tax-rates.ts';
import { dayAt, monthDays } from './work-days.ts';

/** Sums that fuel cards, telephone and tolls are bought in, yuan with tax, and their weights. CAL: commonest totals of purchases. */
const USUAL_YUAN = [200, 100, 300, 400, 500, 1000, 150, 350, 600, 280] as const;
const USUAL_WEIGHTS = [0.3, 0.11, 0.18, 0.09, 0.08, 0.08, 0.06, 0.04, 0.04, 0.02] as const;
const USUAL_SHARE = 0.3;
/** The rest: in whole yuan, or as they fell. CAL. */
const WHOLE_SHARE = 0.75;
/** Classes of what is bought besides goods, and their weights. CAL: tax shares of small purchases. */
const CLASSES: readonly VatClass[] = ['standard', 'small', 'services', 'zero', 'reduced'];
const WEIGHTS = [0.34, 0.4, 0.18, 0.06, 0.02] as const;
/** Chance that an invoice lies on the day of the one before: several are made out on one visit. OWN. */
const SAME_DAY = 0.4;
const MOST = 1_200;
/** Memory of the monthly number over months. CAL: lag-1 correlation of purchases about .2. */
const MEMORY = 0.85;
const USUAL_WORKING_DAYS = 21.4;

/** Everything overheads need of their firm. */
export interface OverheadDesk {
  readonly stream: RandomStream;
  readonly firm: number;
  readonly behaviour: OverheadBehaviour;
  /** How suppliers spoil forms and when they write them: shared with the other purchases. */
  readonly suppliers: SideBehaviour;
  readonly parties: Parties;
  readonly clock: { event: number };
  /** Invoices of earlier months, which a red letter may take back. INOUT. */
  readonly recent: Draft[];
  /** How busy the last month was, in standard deviations. INOUT. */
  readonly level: { last: number };
}

/** Pushes the small purchases of a month, the `iMonth`-th of the book, to `out` (OUT); `activity` scales their number. */
export function issueOverheads(
  desk: OverheadDesk,
  monthIndex: number,
  iMonth: number,
  activity: number,
  out: Draft[],
): void {
  const { stream, firm, behaviour, suppliers, parties, clock, recent } = desk;
  const first = out.length;
  const days = monthDays(monthIndex);
  const { monthSd } = behaviour;
  const fresh = stream.normal(0, 1, firm, iMonth, K.overheadLevel);
  const level = iMonth === 0 ? fresh : MEMORY * desk.level.last + Math.sqrt(1 - MEMORY * MEMORY) * fresh;
  desk.level.last = level;
  const openDays = days.working.length / USUAL_WORKING_DAYS;
  const mean = behaviour.perMonth * activity * openDays * Math.exp(monthSd * level - (monthSd * monthSd) / 2);
  const n = Math.min(MOST, poisson(stream, mean, firm, iMonth));
  let day = 0;
  let rank = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const event = clock.event++;
    const sameDay = i > 0 && stream.uniform(firm, event, K.session) < SAME_DAY;
    if (!sameDay)
      day = dayAt(days, behaviour.weekendShare, suppliers.earlyInWeek, stream.uniform(firm, event, K.day));
    const sameParty = sameDay && stream.uniform(firm, event, K.sameParty) < behaviour.sameParty;
    if (!sameParty) rank = partyAt(parties, stream.uniform(firm, event, K.party));
    if (!sameParty || stream.uniform(firm, event, K.sameDeal) >= behaviour.sameAmount)
      total = totalFen(desk, event);
    const taxRate = vatRate(classOf(desk, rank), day);
    const draft = draftOf(day, partyName(stream, parties, rank), total, taxRate, true);
    if (stream.uniform(firm, event, K.void) < behaviour.voidShare) out.push({ ...draft, valid: false });
    out.push(draft);
    if (stream.uniform(firm, event, K.red) < suppliers.redShare)
      takeBack(recent, day, stream.uniform(firm, event, K.partRed), out);
  }
  remember(recent, out.slice(first));
}

function totalFen({ stream, firm, behaviour }: OverheadDesk, event: number): number {
  const u = stream.uniform(firm, event, K.listed);
  if (u < USUAL_SHARE) return 100 * USUAL_YUAN[stream.categorical(USUAL_WEIGHTS, firm, event, K.listPrice)]!;
  const yuan = Math.exp(stream.normal(behaviour.logMean, behaviour.logSd, firm, event, K.deal));
  const isWhole = stream.uniform(firm, event, K.round) < WHOLE_SHARE;
  return Math.max(100, isWhole ? 100 * Math.round(yuan) : Math.round(100 * yuan));
}

/** A party sells things of one class. */
function classOf({ stream, firm, behaviour }: OverheadDesk, rank: number): VatClass {
  const goods = WEIGHTS[0] * behaviour.goodsWeight;
  const u = stream.uniform(firm, rank, K.partyTax[2]) * (goods + 1 - WEIGHTS[0]);
  if (u < goods) return CLASSES[0]!;
  let left = u - goods;
  for (let i = 1; i < CLASSES.length - 1; i++) {
    left -= WEIGHTS[i]!;
    if (left < 0) return CLASSES[i]!;
  }
  return CLASSES[CLASSES.length - 1]!;
}

/** A Poisson count; for large means the normal that it comes close to. */
function poisson(stream: RandomStream, mean: number, firm: number, iMonth: number): number {
  if (mean < 50) return stream.poisson(mean, firm, iMonth, K.overheadCount);
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * stream.normal(0, 1, firm, iMonth, K.overheadCount)));
}
