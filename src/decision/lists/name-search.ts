import { type CompanyName, parseCompanyName } from './company-name.ts';
import type { ListEntry } from './entry.ts';
import { explainPart } from './explain-hit.ts';
import { foldText } from './fold.ts';
import { buildGramIndex } from './gram-index.ts';
import { diceOf, gramsOf, gramWeight, weightOf } from './grams.ts';
import type { HitPart } from './hit.ts';
import { parseLatinName, trigramsOf } from './latin-name.ts';
import { regionText } from './region-names.ts';
import {
  bestWithCore,
  companySimilarity,
  hanSimilarityOf,
  industrySimilarity,
  latinSimilarity,
  regionLikeness,
} from './similarity.ts';

/** A name of an entry: its own or an alias. */
export interface Named {
  readonly entry: ListEntry;
  readonly name: string;
}

/** A listed name that is like the one asked for. */
export interface FuzzyFind {
  readonly named: Named;
  readonly score: number;
  /** The comparison part by part; made only for who wants to read it. */
  readonly parts: () => readonly HitPart[];
}

/** Listed names of one kind and script. */
export interface FuzzyNames {
  /** Every name at or above the threshold, in no order. */
  search(asked: string): FuzzyFind[];
}

/**
 * Company names in Chinese. Names are held by their trade names: each trade name is compared once, however many firms bear
 * it, and only where its bigrams leave a chance to reach the threshold.
 */
export function buildFirmNames(named: readonly Named[], threshold: number): FuzzyNames {
  const parsed = named.map(({ name }) => parseCompanyName(name));
  const cores = distinct(parsed.map(({ core }) => core));
  const namesOfCore: number[][] = cores.texts.map(() => []);
  for (const [i, core] of cores.codes.entries()) namesOfCore[core]!.push(i);
  const industries = distinct(parsed.map(({ industry }) => industry));
  const gramSets = cores.texts.map(gramsOf);
  const weights = Int32Array.from(gramSets, weightOf);
  const index = buildGramIndex(gramSets, gramWeight);

  return {
    search(askedName) {
      const asked = parseCompanyName(askedName);
      const grams = gramsOf(asked.core);
      const weight = weightOf(grams);
      const industryLike = new Map<number, number | null>();
      const found: FuzzyFind[] = [];
      index.search(grams, (c, shared) => {
        const dice = diceOf(shared, weight, weights[c]!);
        // The edit distance can at best be 0: no need to reckon it where even that would not do.
        if (bestWithCore((dice + 1) / 2) < threshold) return;
        const core = cores.texts[c]!;
        const coreLike = core === asked.core ? 1 : hanSimilarityOf(asked.core, core, dice);
        if (bestWithCore(coreLike) < threshold) return;
        for (const i of namesOfCore[c]!) {
          const listed = parsed[i]!;
          const code = industries.codes[i]!;
          let industry = industryLike.get(code);
          if (industry === undefined) {
            industry = industrySimilarity(asked.industry, listed.industry);
            industryLike.set(code, industry);
          }
          const region = regionLikeness(asked.region, listed.region);
          const score = companySimilarity({ core: coreLike, industry, region });
          if (score < threshold) continue;
          const parts = () => companyParts(asked, listed, coreLike, industry, region);
          found.push({ named: named[i]!, score, parts });
        }
      });
      return found;
    },
  };
}

/** Person names in Chinese, compared whole. */
export function buildPersonNames(named: readonly Named[], threshold: number): FuzzyNames {
  const names = distinct(named.map(({ name }) => foldText(name)));
  const bearers: Named[][] = names.texts.map(() => []);
  for (const [i, code] of names.codes.entries()) bearers[code]!.push(named[i]!);
  const gramSets = names.texts.map(gramsOf);
  const weights = Int32Array.from(gramSets, weightOf);
  const index = buildGramIndex(gramSets, gramWeight);
  return {
    search(askedName) {
      const asked = foldText(askedName);
      const grams = gramsOf(asked);
      const weight = weightOf(grams);
      const found: FuzzyFind[] = [];
      index.search(grams, (c, shared) => {
        const dice = diceOf(shared, weight, weights[c]!);
        if ((dice + 1) / 2 < threshold) return;
        const listed = names.texts[c]!;
        const score = listed === asked ? 1 : hanSimilarityOf(asked, listed, dice);
        if (score < threshold) return;
        const parts = () => [explainPart('name', asked, listed, score)];
        for (const bearer of bearers[c]!) found.push({ named: bearer, score, parts });
      });
      return found;
    },
  };
}

/** Share of its trigrams that a name in Latin letters must have in common with another to be compared. 997 of 1000 names with one or two slips do. */
const LATIN_SHARED = 0.3;

/** Names in Latin letters, of firms or persons. */
export function buildLatinNames(named: readonly Named[], threshold: number): FuzzyNames {
  const parsed = named.map(({ name }) => parseLatinName(name));
  const gramSets = parsed.map(trigramsOf);
  const index = buildGramIndex(gramSets, () => 1);
  return {
    search(askedName) {
      const asked = parseLatinName(askedName);
      const grams = trigramsOf(asked);
      const found: FuzzyFind[] = [];
      index.search(grams, (i, shared) => {
        if (shared < LATIN_SHARED * Math.max(grams.length, gramSets[i]!.length)) return;
        const listed = parsed[i]!;
        const score = latinSimilarity(asked, listed);
        if (score < threshold) return;
        const parts = () => [explainPart('name', asked.inOrder, listed.inOrder, score)];
        found.push({ named: named[i]!, score, parts });
      });
      return found;
    },
  };
}

function companyParts(
  asked: CompanyName,
  listed: CompanyName,
  core: number,
  industry: number | null,
  region: number | null,
): HitPart[] {
  const parts = [explainPart('core', asked.core, listed.core, core)];
  if (industry !== null) parts.push(explainPart('industry', asked.industry, listed.industry, industry));
  if (region !== null)
    parts.push(explainPart('region', regionText(asked.region), regionText(listed.region), region));
  return parts;
}

/** Texts without repetition, and the number of each given text among them. */
function distinct(texts: readonly string[]): {
  readonly texts: readonly string[];
  readonly codes: Int32Array;
} {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, codeOf.size);
    return codeOf.size - 1;
  });
  return { texts: [...codeOf.keys()], codes };
}
