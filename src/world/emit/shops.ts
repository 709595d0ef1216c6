import { type Fen, yuanToFen } from '../../core/index.ts';
import type { FirmTraits } from '../firm.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { recordStreamOf } from './record-stream.ts';

/** Where and how the customers of a firm buy; fixed for its life. */
export interface Shop {
  /** Share of sales over e-commerce platforms, [0, 1). */
  readonly onlineShare: number;
  /** Share of sales paid at once on the spot, [0, 1 - onlineShare]; 0 for firms without a counter. */
  readonly counterShare: number;
  /** What a consumer usually spends at once, and what another firm does. */
  readonly ticketFen: Fen;
  readonly businessOrderFen: Fen;
  /** Pseudonyms of the platforms it sells on, the larger first; empty where onlineShare is 0. */
  readonly platforms: readonly string[];
  /** The first platform's share of online sales. */
  readonly mainPlatformShare: number;
}

/** Share of sales online: of firms at least so far digitalised, between low and high. OWN. */
const ONLINE: Readonly<Partial<Record<Industry, { from: number; low: number; high: number }>>> = {
  'e-commerce': { from: 0, low: 0.85, high: 0.98 },
  retail: { from: 0.65, low: 0.08, high: 0.4 },
  'manufacturing-light': { from: 0.8, low: 0.04, high: 0.2 },
};
/** Chance that a firm has a counter where customers pay at once. OWN. */
const COUNTER: Readonly<Partial<Record<Industry, number>>> = {
  retail: 1,
  'catering-lodging': 1,
  'e-commerce': 0.3,
  'it-services': 0.5,
};
/** What a consumer spends at once: median over firms of an industry, yuan, and the sd of its log. OWN. */
const TICKET_YUAN: Readonly<Partial<Record<Industry, number>>> = {
  retail: 55,
  'catering-lodging': 75,
  'e-commerce': 90,
  'it-services': 400,
  logistics: 300,
};
const OTHER_TICKET_YUAN = 150;
const TICKET_LOG_SD = 0.5;
/** What another firm orders at once: median over firms, yuan; the same factor as for consumers makes a shop dear. OWN. */
const BUSINESS_ORDER_YUAN = 6_000;

/** Platforms and their market shares. OWN. */
const PLATFORMS = ['MALL-1', 'MALL-2', 'MALL-3', 'MALL-4'] as const;
const PLATFORM_WEIGHTS = [0.4, 0.3, 0.2, 0.1];
/** Chance of a second platform at full digitalisation. OWN. */
const SECOND_PLATFORM = 0.6;

const K = { online: 0, counter: 1, ticket: 2, platform: 3, second: 4, mainShare: 5 } as const;

/** Whether anybody buys from the firm: the sales of a shell are paper, so no payment, order, visit or review is seen of it. */
export function hasCustomers(life: FirmLife): boolean {
  return life.fraud !== 'shell';
}

/** How the customers of a firm buy; a pure function of (world, traits), drawn from `world.records.shop`. */
export function shopOf(world: World, traits: FirmTraits): Shop {
  const { firm, industry, digitalisation } = traits;
  const stream = recordStreamOf(world, 'shop');
  const online = ONLINE[industry];
  const onlineShare =
    online && digitalisation >= online.from
      ? online.low + (online.high - online.low) * stream.uniform(firm, 0, K.online)
      : 0;
  const hasCounter = stream.uniform(firm, 0, K.counter) < (COUNTER[industry] ?? 0);
  const { cashShare } = world.scenario.industries[industry];
  const dearness = Math.exp(TICKET_LOG_SD * stream.normal(0, 1, firm, 0, K.ticket));
  const platforms: string[] = [];
  if (onlineShare > 0) {
    const first = stream.categorical(PLATFORM_WEIGHTS, firm, 0, K.platform);
    platforms.push(PLATFORMS[first]!);
    if (stream.uniform(firm, 0, K.second) < SECOND_PLATFORM * digitalisation)
      platforms.push(PLATFORMS[(first + 1) % PLATFORMS.length]!);
  }
  return {
    onlineShare,
    counterShare: hasCounter ? cashShare * (1 - onlineShare) : 0,
    ticketFen: yuanToFen((TICKET_YUAN[industry] ?? OTHER_TICKET_YUAN) * dearness),
    businessOrderFen: yuanToFen(BUSINESS_ORDER_YUAN * dearness),
    platforms,
    mainPlatformShare: platforms.length < 2 ? 1 : 0.55 + 0.4 * stream.uniform(firm, 0, K.mainShare),
  };
}
