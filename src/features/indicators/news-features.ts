import { RECORDS } from '../engine/accumulator.ts';
import type { SourceState } from '../engine/source-state.ts';
import { type PartyGroup, partyCounts } from '../families/concentration.ts';
import { recency } from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import { rateDifferences } from '../families/rates.ts';
import { type Ratio, ratios, totals } from '../families/totals.ts';
import { defineFeatures, type Monotone } from '../feature.ts';
import { MOST_TONE } from '../readings/sentiment.ts';
import { NEWS, NEWS_PARTIES, type NewsTrail } from './news.ts';

const TONE: Ratio = {
  over: NEWS.tone,
  under: RECORDS,
  name: 'news_tone',
  meaning: 'mood of the news on the firm and its trade',
  meaningZh: '企业及行业新闻情感倾向',
  formula: `mean tone of headlines by lexicon, -${MOST_TONE} to ${MOST_TONE}, / ${MOST_TONE}; a headline that it cannot read counts as 0`,
  unit: 'index',
  per: MOST_TONE,
  monotone: 'decreasing',
  why: 'Trouble of a trade reaches the papers before it reaches every firm of it.',
};

/** Items on a topic as a quantity; topics are read by lexicon. */
function itemsOn(
  topic: Exclude<keyof typeof NEWS, 'tone'>,
  [words, zh]: readonly [string, string],
  monotone: Monotone,
  why: string,
): Quantity {
  return {
    measure: NEWS[topic],
    name: `news_${topic}`,
    meaning: `news on ${words}`,
    meaningZh: `${zh}新闻条数`,
    formula: `headlines with a word for ${words}`,
    unit: 'count',
    per: 1,
    monotone,
    why,
  };
}

const OUTLETS: PartyGroup = {
  group: NEWS_PARTIES.outlets,
  name: 'news_outlet',
  one: 'outlet',
  many: 'outlets',
  zh: '报道媒体',
  amount: 'news items',
};

export const newsFeatures = defineFeatures<SourceState<NewsTrail>>(
  { sources: ['news'], sensitivity: 'public' },
  [
    ...totals(
      {
        measure: RECORDS,
        name: 'news_items',
        meaning: 'news that name the firm or its trade and region',
        meaningZh: '涉及企业或所在行业的新闻条数',
        formula: 'news items, counted',
        unit: 'count',
        per: 1,
        monotone: 'none',
        why: 'How much there is to go by; the press writes in good times and bad.',
      },
      [90, 365],
    ),
    ...ratios(TONE, [90, 365]),
    ...rateDifferences({ ...TONE, formula: 'the mean tone / 4 of headlines' }, 2, [180], {
      monotone: 'decreasing',
      why: 'A mood that turns says more than one that is always gloomy.',
    }),
    ...ratios(
      {
        over: NEWS.negative,
        under: RECORDS,
        name: 'news_negative_share',
        meaning: 'share of bad news',
        meaningZh: '负面新闻占比',
        formula: 'headlines of negative tone / headlines',
        unit: 'share',
        monotone: 'increasing',
        why: 'Bad news of firm or trade, whatever it is about.',
      },
      [365],
    ),
    recency(
      {
        ...itemsOn('negative', ['trouble', '负面'], 'increasing', ''),
        meaning: 'bad news',
        meaningZh: '负面新闻',
        formula: 'headline of negative tone',
      },
      'news_days_since_negative',
      { monotone: 'decreasing', why: 'What was in the papers last week is not over yet.' },
    ),
    ...totals(
      {
        ...itemsOn(
          'adverse',
          ['trouble of the firm itself', '企业自身负面'],
          'increasing',
          'Papers name a firm only when much has gone wrong.',
        ),
        formula: 'headlines, not of positive tone, with a word for law suits, arrears or complaints',
      },
      [180, 365],
    ),
    ...totals(
      itemsOn(
        'lawsuit',
        ['law suits', '诉讼'],
        'increasing',
        'Suppliers sue when they have given up on being paid.',
      ),
      [365],
    ),
    ...totals(
      itemsOn(
        'arrears',
        ['arrears of wages or debts', '欠薪欠债'],
        'increasing',
        'Wages and debts that are not paid are default, said by others.',
      ),
      [365],
    ),
    ...totals(
      itemsOn(
        'complaint',
        ['complaints and penalties', '投诉处罚'],
        'increasing',
        'Public complaints cost custom, and penalties cost money.',
      ),
      [365],
    ),
    ...totals(
      itemsOn(
        'disaster',
        ['accidents and disasters', '事故灾害'],
        'increasing',
        'Floods and fires stop a whole district’s trade at once.',
      ),
      [180],
    ),
    ...totals(
      itemsOn(
        'cost',
        ['energy and costs', '能源成本'],
        'none',
        'Dear energy and goods eat thin margins, and are passed on where demand is good.',
      ),
      [180],
    ),
    ...totals(
      itemsOn(
        'downturn',
        ['a downturn of the trade', '行业下行'],
        'increasing',
        'A trade in decline takes sound firms with it.',
      ),
      [180, 365],
    ),
    ...totals(
      itemsOn(
        'upswing',
        ['an upswing of the trade', '行业景气'],
        'decreasing',
        'Full order books of the trade are also the firm’s.',
      ),
      [180, 365],
    ),
    ...totals(
      itemsOn(
        'policy',
        ['public measures', '政策支持'],
        'none',
        'Relief is given where it is needed, and helps.',
      ),
      [365],
    ),
    ...totals(
      itemsOn(
        'award',
        ['awards and honours', '获奖荣誉'],
        'decreasing',
        'Who is held up as an example was looked at closely.',
      ),
      [365],
    ),
    ...partyCounts(OUTLETS, [365], {
      monotone: 'none',
      why: 'What several outlets report is more than one reporter’s story.',
    }),
  ],
);
