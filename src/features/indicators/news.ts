import { type Accumulator, groupsOf, measuresOf, NO_TRAIL } from '../engine/accumulator.ts';
import { NEWS_TOPIC, readHeadline } from '../readings/news-tone.ts';
import { toneOf } from '../readings/review-topics.ts';

export type NewsTrail = object;

/** Sum of tones; numbers of items: of bad tone, on the firm's own troubles, and of each topic. */
export const NEWS = measuresOf(
  'tone',
  'negative',
  'adverse',
  'lawsuit',
  'arrears',
  'disaster',
  'complaint',
  'downturn',
  'cost',
  'award',
  'upswing',
  'policy',
);

export const NEWS_PARTIES = groupsOf('outlets');

const ADVERSE = NEWS_TOPIC.lawsuit | NEWS_TOPIC.arrears | NEWS_TOPIC.complaint;

export const newsAccumulator: Accumulator<'news', NewsTrail, 'textRead'> = {
  source: 'news',
  keeps: 'horizon',
  measures: Object.keys(NEWS),
  groups: Object.keys(NEWS_PARTIES),
  readings: { textRead: { field: 'text', of: readHeadline } },

  tally({ outlet, textRead }, row, to) {
    to.meet(NEWS_PARTIES.outlets, outlet[row]!, 1);
    const read = textRead[row]!;
    if (read === 0) return;
    const tone = toneOf(read);
    to.add(NEWS.tone, tone);
    if (tone < 0) to.add(NEWS.negative, 1);
    if (tone <= 0 && (read & ADVERSE) !== 0) to.add(NEWS.adverse, 1);
    if ((read & NEWS_TOPIC.lawsuit) !== 0) to.add(NEWS.lawsuit, 1);
    if ((read & NEWS_TOPIC.arrears) !== 0) to.add(NEWS.arrears, 1);
    if ((read & NEWS_TOPIC.disaster) !== 0) to.add(NEWS.disaster, 1);
    if ((read & NEWS_TOPIC.complaint) !== 0) to.add(NEWS.complaint, 1);
    if ((read & NEWS_TOPIC.downturn) !== 0) to.add(NEWS.downturn, 1);
    if ((read & NEWS_TOPIC.cost) !== 0) to.add(NEWS.cost, 1);
    if ((read & NEWS_TOPIC.award) !== 0) to.add(NEWS.award, 1);
    if ((read & NEWS_TOPIC.upswing) !== 0) to.add(NEWS.upswing, 1);
    if ((read & NEWS_TOPIC.policy) !== 0) to.add(NEWS.policy, 1);
  },

  ...NO_TRAIL,
};
