import { RECORDS } from '../engine/accumulator.ts';
import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { type PartyGroup, partyCounts, topShare } from '../families/concentration.ts';
import { changes, recency, seasonalChange, trendOfMonths } from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import { rateDifferences } from '../families/rates.ts';
import { type Ratio, ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { MOST_TONE } from '../readings/sentiment.ts';
import { ratio } from '../window.ts';
import {
  BURST_DAYS,
  HIGH_STARS,
  LEAST_NEWEST,
  LOW_STARS,
  NEWEST,
  REVIEWS,
  REVIEWS_PARTIES,
  type ReviewsTrail,
} from './reviews.ts';

const YEAR = windowSlot(365);

/** A share of the busiest days says something from so many reviews on. OWN. */
const LEAST_FOR_BURST = 10;
/** From one star to five. */
const STARS_SPAN = 4;

const WRITTEN: Quantity = {
  measure: RECORDS,
  name: 'reviews_written',
  meaning: 'customer reviews',
  meaningZh: '顾客评价',
  formula: 'reviews, counted',
  unit: 'count',
  per: 1,
  monotone: 'none',
  why: 'Each review is a customer; how many write differs from trade to trade.',
};

const STARS: Ratio = {
  over: REVIEWS.stars,
  under: RECORDS,
  name: 'reviews_stars',
  meaning: 'mean stars of reviews',
  meaningZh: '评价平均星级',
  formula: 'sum of stars / reviews',
  unit: 'ratio',
  monotone: 'decreasing',
  why: 'Customers who are served well come again.',
};

const TONE: Ratio = {
  over: REVIEWS.tone,
  under: REVIEWS.texts,
  name: 'reviews_tone',
  meaning: 'mood of review texts',
  meaningZh: '评价文本情感倾向',
  formula: `mean tone of review texts by lexicon, -${MOST_TONE} to ${MOST_TONE}, / ${MOST_TONE}; a text that it cannot read counts as 0, a platform’s filler not at all`,
  unit: 'index',
  per: MOST_TONE,
  monotone: 'decreasing',
  why: 'Stars are given out of politeness; words are meant.',
};

/** The share of texts that complain of something; each topic is read by lexicon. */
function complaints(
  measure: number,
  topic: string,
  [words, zh]: readonly [string, string],
  why: string,
): Ratio {
  return {
    over: measure,
    under: REVIEWS.texts,
    name: `reviews_${topic}_complaint_share`,
    meaning: `share of reviews that complain of ${words}`,
    meaningZh: `抱怨${zh}的评价占比`,
    formula: `review texts with a word for ${words} in a negative clause, or in a neutral one where the text is negative / review texts but for a platform’s filler`,
    unit: 'share',
    monotone: 'increasing',
    why,
  };
}

const PLATFORMS: PartyGroup = {
  group: REVIEWS_PARTIES.platforms,
  name: 'reviews_platform',
  one: 'review platform',
  many: 'review platforms',
  zh: '评价平台',
  amount: 'reviews',
};

export const reviewsFeatures = defineFeatures<SourceState<ReviewsTrail>>(
  { sources: ['reviews'], sensitivity: 'public' },
  [
    ...totals(WRITTEN, [30, 90, 365]),
    ...changes(WRITTEN, [90, 180], {
      monotone: 'none',
      why: 'Fewer customers write fewer reviews; bought ones come in bursts.',
    }),
    seasonalChange(WRITTEN, {
      monotone: 'decreasing',
      why: 'Fewer voices than in the same season of last year are fewer customers.',
    }),
    trendOfMonths(WRITTEN, {
      monotone: 'decreasing',
      why: 'The year’s direction of custom, told by customers.',
    }),
    recency(
      {
        ...WRITTEN,
        measure: REVIEWS.stars,
        meaning: 'customer review',
        meaningZh: '顾客评价',
        formula: 'review',
      },
      'reviews_days_since',
      { monotone: 'increasing', why: 'A shop that nobody mentions any more may be closed.' },
    ),
    ...ratios(STARS, [90, 365]),
    ...rateDifferences(STARS, STARS_SPAN, [180], {
      monotone: 'decreasing',
      why: 'A firm that saves on staff and goods loses stars first.',
    }),
    {
      name: 'reviews_newest_stars',
      meaning: `mean stars of the newest ${NEWEST} reviews`,
      meaningZh: `最近${NEWEST}条评价平均星级`,
      formula: `mean stars of the newest ${NEWEST} reviews of 365 days, at least ${LEAST_NEWEST}`,
      unit: 'ratio',
      windowDays: 365,
      monotone: 'decreasing',
      why: 'What customers say now, however often they write.',
      value: (s) => s.trail.newestStars,
    },
    ...ratios(
      {
        over: REVIEWS.low,
        under: RECORDS,
        name: 'reviews_low_share',
        meaning: `share of reviews with ${LOW_STARS} stars or fewer`,
        meaningZh: `${LOW_STARS}星及以下评价占比`,
        formula: `reviews of at most ${LOW_STARS} stars / reviews`,
        unit: 'share',
        monotone: 'increasing',
        why: 'One angry customer stands for many who only stay away.',
      },
      [90, 365],
    ),
    ...ratios(TONE, [90, 365]),
    ...rateDifferences({ ...TONE, formula: 'the mean tone / 4 of review texts' }, 2, [180], {
      monotone: 'decreasing',
      why: 'Words sour before stars do.',
    }),
    ...ratios(
      {
        ...complaints(
          REVIEWS.complaints,
          'any',
          ['anything', '各类问题'],
          'How many of those who write have something to complain of.',
        ),
        formula:
          'review texts that complain of service, quality, prices, delivery, hygiene or refunds / review texts but for a platform’s filler',
      },
      [90, 365],
    ),
    ...ratios(
      complaints(
        REVIEWS.service,
        'service',
        ['service', '服务'],
        'Staff that is unpaid or leaving serves badly.',
      ),
      [365],
    ),
    ...ratios(
      complaints(
        REVIEWS.quality,
        'quality',
        ['quality', '质量'],
        'Cheaper goods at the old price are a sign of need.',
      ),
      [365],
    ),
    ...ratios(
      complaints(
        REVIEWS.price,
        'price',
        ['prices', '价格'],
        'A firm that is called dear loses custom to others.',
      ),
      [365],
    ),
    ...ratios(
      complaints(
        REVIEWS.delivery,
        'delivery',
        ['delivery', '配送交付'],
        'Late and short deliveries tell of suppliers who are not paid.',
      ),
      [365],
    ),
    ...ratios(
      complaints(
        REVIEWS.hygiene,
        'hygiene',
        ['hygiene', '卫生'],
        'Dirt comes ahead of the inspectors who close the place.',
      ),
      [365],
    ),
    ...ratios(
      {
        ...complaints(
          REVIEWS.refund,
          'refund',
          ['refunds and redress', '退款维权'],
          'Money that customers want back is money the firm no longer has.',
        ),
        formula:
          'review texts with a word for refunds and redress in a negative clause, or anywhere in a text that is not positive / review texts but for a platform’s filler',
      },
      [365],
    ),
    ...totals(
      {
        measure: REVIEWS.closing,
        name: 'reviews_closing',
        meaning: 'reviews that speak of closing down',
        meaningZh: '提及关门歇业的评价数',
        formula: 'review texts with a word for closing down, moving out or selling off',
        unit: 'count',
        per: 1,
        monotone: 'increasing',
        why: 'Customers before a locked door tell the whole town.',
      },
      [365],
    ),
    ...ratios(
      {
        over: REVIEWS.contradictions,
        under: REVIEWS.texts,
        name: 'reviews_contradiction_share',
        meaning: 'share of reviews whose words contradict their stars',
        meaningZh: '星级与文字不符的评价占比',
        formula: `review texts of negative tone with ${HIGH_STARS} stars or more, or of positive tone with ${LOW_STARS} or fewer / review texts but for a platform’s filler`,
        unit: 'share',
        monotone: 'none',
        why: 'Stars that were bought or begged for do not match the words.',
      },
      [365],
    ),
    ...ratios(
      {
        over: REVIEWS.shortPraise,
        under: REVIEWS.texts,
        name: 'reviews_short_praise_share',
        meaning: 'share of praise in a few characters',
        meaningZh: '极短好评占比',
        formula:
          'positive review texts of at most 8 characters that name no topic / review texts but for a platform’s filler',
        unit: 'share',
        monotone: 'none',
        why: 'Praise without a fact costs nothing, and little to buy.',
      },
      [365],
    ),
    {
      name: 'reviews_repeated_text_share_365',
      meaning: 'share of review texts that repeat another word for word',
      meaningZh: '近365天重复文本评价占比',
      formula:
        'review texts of 10 characters or more that another one of 365 days equals, but for the first of each / such texts',
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Customers do not copy each other; bought reviews are copied.',
      value: (s) => ratio(s.trail.repeated, s.trail.worded),
    },
    {
      name: 'reviews_repeat_reviewer_share_365',
      meaning: 'share of reviews by accounts that had reviewed the firm before',
      meaningZh: '近365天同一账号重复评价占比',
      formula: '1 - different reviewers / reviews',
      unit: 'share',
      windowDays: 365,
      monotone: 'none',
      why: 'The same accounts again and again are regulars, or a ring for hire.',
      value: (s) => 1 - ratio(s.parties[REVIEWS_PARTIES.reviewers]!.count(365), s.total(RECORDS, YEAR)),
    },
    {
      name: 'reviews_burst_share_365',
      meaning: `share of the busiest ${BURST_DAYS} days in the year’s reviews`,
      meaningZh: `近365天评价最集中${BURST_DAYS}天占比`,
      formula: `most reviews within ${BURST_DAYS} successive days / reviews of 365 days, at least ${LEAST_FOR_BURST}`,
      unit: 'share',
      windowDays: 365,
      monotone: 'none',
      why: 'Reviews that come all at once were ordered.',
      value: ({ trail: { burst, reviews } }) => (reviews >= LEAST_FOR_BURST ? burst / reviews : Number.NaN),
    },
    ...partyCounts(PLATFORMS, [365], {
      monotone: 'none',
      why: 'Custom on several platforms does not hang on one.',
    }),
    topShare(PLATFORMS, 1, {
      monotone: 'none',
      why: 'A platform that shuts the firm out takes its customers.',
    }),
  ],
);
