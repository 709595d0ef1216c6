import { type Day, fail } from '../../core/index.ts';
import { normaliseCreditCode } from '../identity/credit-code.ts';
import { parseCompanyName } from './company-name.ts';
import { type ListEntry, type ListKind, listNames } from './entry.ts';
import { explainHit } from './explain-hit.ts';
import { foldCompanyName, foldText, isHan } from './fold.ts';
import type { HitPart, ListHit } from './hit.ts';
import { parseLatinName } from './latin-name.ts';
import {
  buildFirmNames,
  buildLatinNames,
  buildPersonNames,
  type FuzzyNames,
  type Named,
} from './name-search.ts';
import { LEAST_THRESHOLD, type NameThresholds, standardThresholds } from './thresholds.ts';

/** What of an application is looked up; a field that is left out is not. Values are hashes where the lists hold hashes. */
export interface ScreenSubject {
  /** Identifiers of the firm. */
  readonly firms?: readonly string[];
  readonly creditCodes?: readonly string[];
  /** Hashes of persons: legal representative, owners, applicant. */
  readonly persons?: readonly string[];
  readonly phones?: readonly string[];
  readonly devices?: readonly string[];
  readonly addresses?: readonly string[];
  readonly companyNames?: readonly string[];
  readonly personNames?: readonly string[];
}

export interface ScreenOptions {
  readonly thresholds?: NameThresholds;
  /** Fuzzy hits given for an application, the hardest list first, then the likeliest; default 20. */
  readonly mostFuzzy?: number;
}

/** Lists as they stand on one day, ready to be asked. */
export interface Screen {
  readonly day: Day;
  /** Entries that count on the day. */
  readonly nEntries: number;
  /** Hits, the hardest list first, then the likeliest, then by entry; each entry once for its value and once for its name. */
  match(subject: ScreenSubject): ListHit[];
}

const MOST_FUZZY = 20;

/**
 * Makes lists ready for screening as of `day`: entries added later or expired by then do not count.
 * Values and names that are the same are found by look-up; names that are alike through an index of bigrams, which finds
 * every Chinese name at or above the threshold. Names in Latin letters are found where they share three trigrams in ten.
 * @throws PARUS_USAGE for a threshold that the index cannot keep.
 */
export function buildScreen(entries: readonly ListEntry[], day: Day, options: ScreenOptions = {}): Screen {
  const { thresholds = standardThresholds, mostFuzzy = MOST_FUZZY } = options;
  for (const [kind, least] of Object.entries(LEAST_THRESHOLD)) {
    const got = thresholds[kind as keyof NameThresholds];
    if (got >= least && got <= 1) continue;
    throw fail('PARUS_USAGE', { problem: `threshold of ${kind} names got ${got}; expected ${least} to 1` });
  }
  const counting = entries.filter(
    ({ addedOn, expiresOn }) => addedOn <= day && (expiresOn === null || expiresOn > day),
  );
  const byValue = groupBy(counting, ({ kind, value }) =>
    value === null ? [] : [`${kind}:${foldValue(kind, value)}`],
  );
  const named = counting.flatMap((entry) =>
    entry.name === null ? [] : [entry.name, ...entry.aliases].map((name) => ({ entry, name })),
  );
  const byName = groupBy(named, ({ entry, name }) => [`${entry.kind}:${foldName(entry.kind, name)}`]);
  const of = (kind: ListKind, han: boolean): Named[] =>
    named.filter(({ entry, name }) => entry.kind === kind && isHan(name) === han);
  const search: Record<'firm' | 'person', { readonly han: FuzzyNames; readonly latin: FuzzyNames }> = {
    firm: {
      han: buildFirmNames(of('firm', true), thresholds.firm),
      latin: buildLatinNames(of('firm', false), thresholds.latin),
    },
    person: {
      han: buildPersonNames(of('person', true), thresholds.person),
      latin: buildLatinNames(of('person', false), thresholds.latin),
    },
  };

  const valueHits = (kind: ListKind, values: readonly string[] = []): ListHit[] =>
    values.flatMap((asked) =>
      (byValue.get(`${kind}:${foldValue(kind, asked)}`) ?? []).map((entry) => {
        const listed = entry.value!;
        const how = asked === listed ? 'exact' : 'normalised';
        return toHit(entry, { by: 'value', asked, listed, score: 1, how, identifying: true, parts: [] });
      }),
    );

  const nameHits = (kind: 'firm' | 'person', names: readonly string[] = []): ListHit[] => {
    const best = new Map<ListEntry, ListHit>();
    for (const asked of names) {
      for (const { entry, name: listed } of byName.get(`${kind}:${foldName(kind, asked)}`) ?? []) {
        const how = asked === listed ? 'exact' : 'normalised';
        const identifying = kind === 'firm' && isFullName(listed);
        keepBest(
          best,
          entry,
          toHit(entry, { by: 'name', asked, listed, score: 1, how, identifying, parts: [] }),
        );
      }
      const fuzzyNames = isHan(asked) ? search[kind].han : search[kind].latin;
      for (const { named: found, score, parts } of fuzzyNames.search(asked)) {
        const known = best.get(found.entry);
        if (known && known.score >= score) continue;
        const how = 'fuzzy';
        const base = { by: 'name', asked, listed: found.name, score, how, identifying: false } as const;
        best.set(found.entry, toHit(found.entry, { ...base, parts: parts() }));
      }
    }
    return [...best.values()];
  };

  return {
    day,
    nEntries: counting.length,
    match(subject) {
      const hits = [
        ...valueHits('firm', subject.firms),
        ...valueHits('uscc', subject.creditCodes),
        ...valueHits('person', subject.persons),
        ...valueHits('phone', subject.phones),
        ...valueHits('device', subject.devices),
        ...valueHits('address', subject.addresses),
        ...nameHits('firm', subject.companyNames),
        ...nameHits('person', subject.personNames),
      ];
      if (hits.length === 0) return hits;
      hits.sort(
        (a, b) =>
          listNames.indexOf(a.list) - listNames.indexOf(b.list) ||
          b.score - a.score ||
          (a.entryId < b.entryId ? -1 : a.entryId > b.entryId ? 1 : 0),
      );
      let fuzzy = 0;
      return hits.filter(({ how }) => how !== 'fuzzy' || ++fuzzy <= mostFuzzy);
    },
  };
}

function toHit(
  entry: ListEntry,
  found: Pick<ListHit, 'by' | 'asked' | 'listed' | 'score' | 'how' | 'identifying'> & {
    readonly parts: readonly HitPart[];
  },
): ListHit {
  const { id, list, kind } = entry;
  return { entryId: id, list, kind, ...found, explanation: explainHit(entry, found) };
}

function keepBest(best: Map<ListEntry, ListHit>, entry: ListEntry, hit: ListHit): void {
  const known = best.get(entry);
  const better = !known || hit.score > known.score || (known.how === 'normalised' && hit.how === 'exact');
  if (better) best.set(entry, hit);
}

/** A value in the form that is looked up. */
function foldValue(kind: ListKind, value: string): string {
  return kind === 'uscc' ? normaliseCreditCode(value) : value.normalize('NFKC').trim();
}

function foldName(kind: ListKind, name: string): string {
  if (!isHan(name)) return parseLatinName(name).sorted;
  return kind === 'firm' ? foldCompanyName(name) : foldText(name);
}

/** Whether a company name says more than a trade name, which many firms share. */
function isFullName(name: string): boolean {
  if (!isHan(name)) return parseLatinName(name).hasForm;
  return parseCompanyName(name).form !== '';
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}
