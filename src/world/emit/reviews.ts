import { monthIndexOf } from '../../core/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { StreamDraws } from '../texts/draws.ts';
import { composeReview, type Review } from '../texts/review.ts';
import type { SceneName } from '../texts/scenes/index.ts';
import { composeSolicited } from '../texts/solicited.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { campaignOf } from './brushing.ts';
import { recordStreamOf } from './record-stream.ts';
import { customerAccount, ringAccount } from './reviewers.ts';
import { hasCustomers, shopOf } from './shops.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** How the customers of an industry review: their words, reviews a customer, and where. OWN. */
interface Habit {
  readonly scene: SceneName;
  readonly perCustomer: number;
  readonly platforms: readonly string[];
}

const LOCAL = ['LOCAL-1', 'LOCAL-2'];
const TRADE = ['TRADE-1', 'TRADE-2'];
const HABITS: Readonly<Partial<Record<Industry, Habit>>> = {
  retail: { scene: 'retail', perCustomer: 0.003, platforms: LOCAL },
  'catering-lodging': { scene: 'catering', perCustomer: 0.01, platforms: LOCAL },
  'e-commerce': { scene: 'e-commerce', perCustomer: 0.02, platforms: [] },
  logistics: { scene: 'logistics', perCustomer: 0.006, platforms: ['FREIGHT-1', 'FREIGHT-2'] },
  wholesale: { scene: 'b2b', perCustomer: 0.03, platforms: TRADE },
  'manufacturing-light': { scene: 'b2b', perCustomer: 0.02, platforms: TRADE },
  textile: { scene: 'b2b', perCustomer: 0.02, platforms: TRADE },
};

/** The first platform has more of the reviews than the second: u to this power picks one. OWN. */
const MAIN_PLATFORM = 2;
/** Mean number of reviews a week that even the busiest get, and the most that are kept of a week: books stay small. OWN. */
const MEAN_LIMIT = 2.2;
const WEEK_LIMIT = 4;
/** Satisfaction: weight of service, taste of the place that service does not explain, and the single customer; sd. OWN. */
const SERVICE_WEIGHT = 0.6;
const PLACE_SD = 0.45;
const CUSTOMER_SD = 0.8;
/** Honest firms that give a discount for praise, and the share of their reviews that it buys. OWN. */
const ASKING_FIRMS = 0.12;
const ASKED_SHARE = 0.15;
/** Paid praise of a week of campaign at intensity 1, mean and most; posted within so many days. OWN. */
const BURST_MEAN = 4;
const BURST_LIMIT = 6;
const BURST_DAYS = 3;
/** Days until a review is read on its public page: 1 to 7. OWN. */
const DELAY_DAYS = 7;

/** Draws of a firm (j = 0), of a week (j = week) and of a review (j = WEEKS_END + week * PER_WEEK + its number). */
const K = {
  place: 0,
  asks: 1,
  frame: 2,
  number: 10,
  burst: 11,
  burstDay: 12,
  day: 0,
  delay: 1,
  account: 2,
  platform: 3,
  customer: 4,
  asked: 5,
  text: 10,
} as const;
/** Weeks of the longest book stay below this. */
const WEEKS_END = 2048;
const PER_WEEK = 16;

/** Reviews of a covered firm by its customers, and by a ring while it runs a campaign. */
export function emitReviews(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  const habit = HABITS[traits.industry];
  if (!traits.covered.reviews || habit === undefined || !hasCustomers(life)) return;
  const { firm, region } = traits;
  const firmId = firmIdOf(firm);
  const stream = recordStreamOf(world, 'reviews');
  const draws = new StreamDraws(stream);
  const shop = shopOf(world, traits);
  const platforms =
    shop.platforms.length > 0 && habit.platforms.length === 0 ? shop.platforms : habit.platforms;
  const orderFen = habit.scene === 'b2b' ? shop.businessOrderFen : shop.ticketFen;
  const place = stream.normal(0, PLACE_SD, firm, 0, K.place);
  const askedShare = stream.uniform(firm, 0, K.asks) < ASKING_FIRMS ? ASKED_SHARE : 0;
  const ownFrame = stream.integer(2 ** 16, firm, 0, K.frame);
  const sequences = new Uint8Array(7);
  const { timeline } = world;
  const lastWeek = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  for (let week = weekOf(timeline, timeline.startDate); week <= lastWeek; week++) {
    const wanted = (life.sales[week]! / orderFen) * habit.perCustomer;
    const mean = MEAN_LIMIT * (1 - Math.exp(-wanted / MEAN_LIMIT));
    const genuine = Math.min(WEEK_LIMIT, stream.poisson(mean, firm, week, K.number));
    const campaign = campaignOf(world, life, week);
    const burst = campaign ? stream.poisson(BURST_MEAN * campaign.intensity, firm, week, K.burst) : 0;
    const burstDay = campaign ? stream.integer(7 - BURST_DAYS + 1, firm, week, K.burstDay) : 0;
    const total = genuine + Math.min(BURST_LIMIT, burst);
    if (total === 0) continue;
    sequences.fill(0);
    for (let n = 0; n < total; n++) {
      const j = WEEKS_END + week * PER_WEEK + n;
      const isPaid = campaign !== undefined && n >= genuine;
      const weekday = isPaid
        ? burstDay + stream.integer(BURST_DAYS, firm, j, K.day)
        : stream.integer(7, firm, j, K.day);
      const day = timeline.week0 + 7 * week + weekday;
      if (isLost(world, firm, monthIndexOf(day), 'reviews')) continue;
      draws.seek(firm, j, K.text);
      const u = stream.uniform(firm, j, K.account);
      let review: Review;
      if (isPaid) review = composeSolicited(draws, habit.scene, campaign.iFrame);
      else if (stream.uniform(firm, j, K.asked) < askedShare)
        review = composeSolicited(draws, habit.scene, ownFrame);
      else {
        const customer = stream.normal(0, CUSTOMER_SD, firm, j, K.customer);
        review = composeReview(draws, habit.scene, SERVICE_WEIGHT * life.service[week]! + place + customer);
      }
      sink('reviews', {
        firmId,
        eventDate: day,
        arrivalDate: day + 1 + stream.integer(DELAY_DAYS, firm, j, K.delay),
        sequence: sequences[weekday]!++,
        platform:
          platforms[Math.floor(stream.uniform(firm, j, K.platform) ** MAIN_PLATFORM * platforms.length)]!,
        reviewer: isPaid ? ringAccount(world, campaign.ring, u) : customerAccount(world, region, u),
        stars: review.stars,
        text: review.text,
      });
    }
  }
}
