import {
  type Accumulator,
  groupsOf,
  type Known,
  measuresOf,
  type ReadColumns,
} from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';
import { FILLER, readReview, SHORT_PRAISE, TOPIC, toneOf, WORDED } from '../readings/review-topics.ts';

/** Sums of stars and tones; numbers of reviews: with words, of few stars, of each complaint, of praise in a few characters. */
export const REVIEWS = measuresOf(
  'stars',
  'low',
  'texts',
  'tone',
  'complaints',
  'service',
  'quality',
  'price',
  'delivery',
  'hygiene',
  'refund',
  'closing',
  'shortPraise',
  'contradictions',
);

export const REVIEWS_PARTIES = groupsOf('reviewers', 'platforms');

/** Few stars and many. */
export const LOW_STARS = 2;
export const HIGH_STARS = 4;
/** How many of the newest reviews are looked at together, and how many there must be. OWN. */
export const NEWEST = 10;
export const LEAST_NEWEST = 5;
/** Days of a burst. */
export const BURST_DAYS = 7;

/** What depends on the order of reviews or on several of them; of the last 365 days. */
export interface ReviewsTrail {
  /** Mean stars of the newest ten; NaN for fewer than five. */
  newestStars: number;
  /** Texts of ten characters or more, and those of them that repeat an earlier one word for word. */
  worded: number;
  repeated: number;
  reviews: number;
  /** Most reviews within seven days. */
  burst: number;
}

const COMPLAINTS =
  TOPIC.service | TOPIC.quality | TOPIC.price | TOPIC.delivery | TOPIC.hygiene | TOPIC.refund;

const slots = new Slots();

export const reviewsAccumulator: Accumulator<'reviews', ReviewsTrail, 'textRead'> = {
  source: 'reviews',
  keeps: 'horizon',
  measures: Object.keys(REVIEWS),
  groups: Object.keys(REVIEWS_PARTIES),
  readings: { textRead: { field: 'text', of: readReview } },

  tally({ stars, reviewer, platform, textRead }, row, to) {
    const n = stars[row]!;
    to.add(REVIEWS.stars, n);
    if (n <= LOW_STARS) to.add(REVIEWS.low, 1);
    to.meet(REVIEWS_PARTIES.reviewers, reviewer[row]!, 1);
    to.meet(REVIEWS_PARTIES.platforms, platform[row]!, 1);
    const read = textRead[row]!;
    if ((read & FILLER) !== 0) return;
    to.add(REVIEWS.texts, 1);
    if (read === 0) return;
    const tone = toneOf(read);
    to.add(REVIEWS.tone, tone);
    if ((tone < 0 && n >= HIGH_STARS) || (tone > 0 && n <= LOW_STARS)) to.add(REVIEWS.contradictions, 1);
    if ((read & SHORT_PRAISE) !== 0) to.add(REVIEWS.shortPraise, 1);
    if ((read & TOPIC.closing) !== 0) to.add(REVIEWS.closing, 1);
    if ((read & COMPLAINTS) === 0) return;
    to.add(REVIEWS.complaints, 1);
    if ((read & TOPIC.service) !== 0) to.add(REVIEWS.service, 1);
    if ((read & TOPIC.quality) !== 0) to.add(REVIEWS.quality, 1);
    if ((read & TOPIC.price) !== 0) to.add(REVIEWS.price, 1);
    if ((read & TOPIC.delivery) !== 0) to.add(REVIEWS.delivery, 1);
    if ((read & TOPIC.hygiene) !== 0) to.add(REVIEWS.hygiene, 1);
    if ((read & TOPIC.refund) !== 0) to.add(REVIEWS.refund, 1);
  },

  newTrail: () => ({ newestStars: Number.NaN, worded: 0, repeated: 0, reviews: 0, burst: 0 }),

  readTrail({ columns, rows, n, asOf }: Known<ReadColumns<'reviews', 'textRead'>>, trail) {
    const { eventDate, stars, text, textRead } = columns;
    slots.clear();
    let first = n;
    let starsOfNewest = 0;
    let worded = 0;
    let burst = 0;
    // Newest first; `last` is the newest review within seven days of review i.
    let last = n - 1;
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i]!;
      const day = eventDate[row]!;
      if (asOf - day >= 365) break;
      first = i;
      if (n - i <= NEWEST) starsOfNewest += stars[row]!;
      if ((textRead[row]! & WORDED) !== 0) {
        worded += 1;
        slots.of(text[row]!);
      }
      while (eventDate[rows[last]!]! - day >= BURST_DAYS) last -= 1;
      if (last - i + 1 > burst) burst = last - i + 1;
    }
    const reviews = n - first;
    trail.newestStars = reviews >= LEAST_NEWEST ? starsOfNewest / Math.min(NEWEST, reviews) : Number.NaN;
    trail.worded = worded;
    trail.repeated = worded - slots.n;
    trail.reviews = reviews;
    trail.burst = burst;
  },
};
