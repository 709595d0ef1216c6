import { normalQuantile } from '../../core/index.ts';
import { composeClause, fillLine } from './clause.ts';
import { type Draws, pickOne } from './draws.ts';
import { writeDown } from './handwriting.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes/index.ts';
import { words } from './words.ts';

export interface Review {
  /** 1 to 5. */
  readonly stars: number;
  /** 1 to 200 characters. */
  readonly text: string;
}

/** What platforms write for customers who wrote nothing; they count as five stars. */
export const DEFAULT_PRAISE = words('此用户没有填写评价 此用户未填写评价内容 系统默认好评');

const STOCK_PRAISE = words('好评 不错 很好 满意 可以 还行挺好 推荐 一如既往的好 赞 五星好评 挺好的');
const STOCK_MIDDLING = words('一般 还行吧 凑合 马马虎虎 中规中矩 没什么特别的');
const STOCK_BLAME = words('差评 很差 失望 不行 太差了 不推荐 一星都嫌多');
const CHATTER =
  words(`今天下雨路上堵 刚好路过 替朋友写的 先占个位以后追评 凑字数凑字数 还没用用了再说 孩子抢着要写
  第一次写评价 忘了什么时候买的 领红包的 手机快没电了 加班到#点 帮同事代写 门口在修路 天气降了#度 家里来了#个客人`);
const IRONIC_OPENINGS = words(
  '真是太“好”了 服务真“周到” 这效率绝了 长见识了 佩服佩服 厉害了 可真会做生意 好得很呐 真良心啊',
);
const IRONIC_CLOSINGS = words('谁买谁知道 呵呵 祝生意兴隆 涨知识了 给跪了 感谢让我学会避坑 下次一定不来');
const FORGIVING_OPENINGS = words('星星是给面子的 好评归好评 手滑点了五星 看在辛苦的份上给好评 先给好评但是');

/** How reviews come about, shares of all reviews. OWN. */
const DEFAULT_SHARE = 0.12;
const STOCK_SHARE = 0.12;
const CHATTER_SHARE = 0.05;
/** Sarcasm among reviews of one or two stars; blame among those of five. OWN. */
const SARCASM_SHARE = 0.12;
const FORGIVING_SHARE = 0.04;
/** Satisfaction, with the whim of the moment, at or above which 2, 3, 4, 5 stars are given: most give five. OWN. */
const STAR_BOUNDS = [-1.7, -1.35, -1, -0.35] as const;
const WHIM_SD = 0.45;
/** Log-odds that an aspect is praised: at satisfaction 0, and per unit of it. OWN. */
const PRAISE_AT_ZERO = 1.2;
const PRAISE_SLOPE = 1.7;
/** Satisfaction beyond which people feel strongly. OWN. */
const STRONG_FROM = 1;
/** Shares of reviews with an opening, a whole line and a closing; of those that speak of one and of two aspects. OWN. */
const OPENING_SHARE = 0.45;
const LINE_SHARE = 0.4;
const CLOSING_SHARE = 0.35;
const ONE_ASPECT = 0.4;
const TWO_ASPECTS = 0.8;

/**
 * Composes the review of a customer whose satisfaction is about standard normal over customers. Stars and words follow
 * it with noise of their own, so they often disagree; a share says nothing at all. A pure function of the draws.
 */
export function composeReview(draws: Draws, sceneName: SceneName, satisfaction: number): Review {
  const scene: Scene = scenes[sceneName];
  const how = draws.next();
  if (how < DEFAULT_SHARE) return { stars: 5, text: pickOne(draws, DEFAULT_PRAISE) };
  const stars = starsFor(satisfaction + WHIM_SD * normalQuantile(draws.next()));
  if (how < DEFAULT_SHARE + STOCK_SHARE) return { stars, text: writeDown(draws, [stockFor(draws, stars)]) };
  if (how < DEFAULT_SHARE + STOCK_SHARE + CHATTER_SHARE)
    return { stars, text: writeDown(draws, [fillLine(draws, pickOne(draws, CHATTER), '')]) };
  const item = pickOne(draws, scene.items);
  const twist = draws.next();
  if (stars <= 2 && twist < SARCASM_SHARE) return { stars, text: sarcasm(draws, scene, item) };
  if (stars === 5 && twist < FORGIVING_SHARE) return { stars, text: forgiveness(draws, scene, item) };
  return { stars, text: opinion(draws, scene, item, satisfaction, stars) };
}

/** Stars for a feeling: 1 below all bounds, 5 above. */
function starsFor(feeling: number): number {
  let stars = 1;
  for (const bound of STAR_BOUNDS) if (feeling >= bound) stars += 1;
  return stars;
}

function stockFor(draws: Draws, stars: number): string {
  return pickOne(draws, stars >= 4 ? STOCK_PRAISE : stars === 3 ? STOCK_MIDDLING : STOCK_BLAME);
}

/** Opening, one to three aspects and a whole line, each praise or blame by its own luck; a closing that fits the stars. */
function opinion(draws: Draws, scene: Scene, item: string, satisfaction: number, stars: number): string {
  const praised = 1 / (1 + Math.exp(-PRAISE_AT_ZERO - PRAISE_SLOPE * satisfaction));
  const strong = Math.abs(satisfaction) > STRONG_FROM;
  const clauses: string[] = [];
  if (draws.next() < OPENING_SHARE) clauses.push(fillLine(draws, pickOne(draws, scene.openings), item));
  const length = draws.next();
  const nAspects = length < ONE_ASPECT ? 1 : length < TWO_ASPECTS ? 2 : 3;
  const first = Math.floor(draws.next() * scene.aspects.length);
  // Steps of 1 or 2 over five aspects or more: the aspects of one review differ.
  const step = 1 + Math.floor(draws.next() * 2);
  for (let i = 0; i < nAspects; i++) {
    const aspect = scene.aspects[(first + i * step) % scene.aspects.length]!;
    clauses.push(composeClause(draws, aspect, item, draws.next() < praised, strong));
  }
  if (draws.next() < LINE_SHARE) {
    const lines = draws.next() < praised ? scene.goodLines : scene.badLines;
    clauses.push(fillLine(draws, pickOne(draws, lines), item));
  }
  if (draws.next() < CLOSING_SHARE)
    clauses.push(pickOne(draws, stars >= 4 ? scene.goodClosings : scene.badClosings));
  return writeDown(draws, clauses);
}

/** Words of praise that mean the opposite, and what happened. */
function sarcasm(draws: Draws, scene: Scene, item: string): string {
  const what = fillLine(draws, pickOne(draws, scene.badLines), item);
  return writeDown(draws, [pickOne(draws, IRONIC_OPENINGS), what, pickOne(draws, IRONIC_CLOSINGS)]);
}

/** Five stars by name only. */
function forgiveness(draws: Draws, scene: Scene, item: string): string {
  const blame = composeClause(draws, pickOne(draws, scene.aspects), item, false, false);
  return writeDown(draws, [
    pickOne(draws, FORGIVING_OPENINGS),
    fillLine(draws, pickOne(draws, scene.badLines), item),
    blame,
  ]);
}
