import type { CompanyName } from './company-name.ts';
import { diceOf, gramsOf, gramWeight, weightOf } from './grams.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import type { LatinName } from './latin-name.ts';
import { nameDistance } from './name-distance.ts';
import { type Region, regionSimilarity } from './region-names.ts';

/**
 * What the parts of a company name weigh: the trade name tells firms apart, trade and region only support it, legal form
 * and branch say nothing. Chosen by us; the thresholds of `screen.ts` were measured with them.
 */
export const PART_WEIGHT = { core: 0.7, industry: 0.18, region: 0.12 } as const;

/** Likeness of a part that only one of two names gives: it neither speaks for nor against. */
const UNSAID = 0.5;

/** The most that a company likeness can be when the trade names have this one. */
export function bestWithCore(core: number): number {
  return PART_WEIGHT.core * core + PART_WEIGHT.industry + PART_WEIGHT.region;
}

/**
 * Likeness of two Chinese trade names or person names, 0-1, from the Dice coefficient of their bigrams (`grams.ts`) and
 * their edit distance (`name-distance.ts`) in equal parts: bigrams see characters that moved, the distance sees their
 * number. 1 only for equal names; 0 for an empty one.
 */
export function hanSimilarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const gramsA = gramsOf(a);
  const gramsB = new Set(gramsOf(b));
  const shared = gramsA.reduce((sum, gram) => sum + (gramsB.has(gram) ? gramWeight(gram) : 0), 0);
  return hanSimilarityOf(a, b, diceOf(shared, weightOf(gramsA), weightOf([...gramsB])));
}

/** The same where the Dice coefficient is known already. */
export function hanSimilarityOf(a: string, b: string, dice: number): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  return (dice + Math.max(0, 1 - nameDistance(a, b) / longer)) / 2;
}

/** Likeness of each part of two company names; null where neither gives it, or where levels of regions do not meet. */
export interface PartLikeness {
  readonly core: number;
  readonly industry: number | null;
  readonly region: number | null;
}

/** Likeness of two company names part by part. */
export function partLikeness(a: CompanyName, b: CompanyName): PartLikeness {
  return {
    core: hanSimilarity(a.core, b.core),
    industry: industrySimilarity(a.industry, b.industry),
    region: regionLikeness(a.region, b.region),
  };
}

/** Weighted mean of the parts that can be compared, 0-1. */
export function companySimilarity({ core, industry, region }: PartLikeness): number {
  let sum = PART_WEIGHT.core * core;
  let weight: number = PART_WEIGHT.core;
  if (industry !== null) {
    sum += PART_WEIGHT.industry * industry;
    weight += PART_WEIGHT.industry;
  }
  if (region !== null) {
    sum += PART_WEIGHT.region * region;
    weight += PART_WEIGHT.region;
  }
  return sum / weight;
}

/**
 * Likeness of two names in Latin letters, 0-1: Jaro-Winkler of their words in alphabetical order or as they stand, whichever
 * is more. The first looks through family names that stand first or last, the second through a slip in a first letter,
 * which changes the alphabetical order.
 */
export function latinSimilarity(a: LatinName, b: LatinName): number {
  return Math.max(jaroWinkler(a.sorted, b.sorted), jaroWinkler(a.inOrder, b.inOrder));
}

/** Words of trade that mean the same, each with the word that stands for it. Chosen by us. */
const SAME_TRADE: readonly (readonly [RegExp, string])[] = [
  [/商贸|经贸|工贸|商行|贸易行/g, '贸易'],
  [/货运|运输|快递/g, '物流'],
  [/饭店|餐厅|餐饮服务|餐饮管理/g, '餐饮'],
  [/服饰|制衣/g, '服装'],
  [/装修/g, '装饰'],
  [/超市|商店|便利店|百货/g, '零售'],
  [/信息科技|信息技术|网络科技/g, '科技'],
];

/** Likeness of words of trade, 0-1; null where neither name gives any. */
export function industrySimilarity(a: string, b: string): number | null {
  if (a === '' && b === '') return null;
  if (a === '' || b === '') return UNSAID;
  if (a === b) return 1;
  const [x, y] = [commonTrade(a), commonTrade(b)];
  // 贸易 within 国际贸易: the shorter word is the longer one said shortly.
  if (x.includes(y) || y.includes(x)) return 0.9;
  return hanSimilarity(x, y);
}

function commonTrade(trade: string): string {
  return SAME_TRADE.reduce((text, [words, word]) => text.replace(words, word), trade);
}

/** Likeness of regions, 0-1, see `regionSimilarity`; null where neither name gives one. */
export function regionLikeness(a: Region, b: Region): number | null {
  const compared = regionSimilarity(a, b);
  if (compared !== null) return compared;
  return isGiven(a) || isGiven(b) ? UNSAID : null;
}

function isGiven({ province, county }: Region): boolean {
  return province !== '' || county !== '';
}
