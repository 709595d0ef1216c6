import type { ListKind, ListName } from './entry.ts';

/** A text in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** How one part of two names compares. */
export interface HitPart {
  readonly part: 'name' | 'core' | 'industry' | 'region';
  readonly asked: string;
  readonly listed: string;
  /** 0-1; null where one side does not give the part. */
  readonly similarity: number | null;
  /** Characters in common, in order. */
  readonly same: string;
  /** Characters that are taken for each other, as `asked~listed`, and neighbours that are swapped, as `ab<>ba`. */
  readonly alike: readonly string[];
}

/** An entry of a list that an application met. Plain JSON. */
export interface ListHit {
  readonly entryId: string;
  readonly list: ListName;
  readonly kind: ListKind;
  readonly by: 'value' | 'name';
  /** Value or name as the application gave it, and as the entry has it. */
  readonly asked: string;
  readonly listed: string;
  /** Likeness, 0-1; 1 unless `how` is fuzzy. */
  readonly score: number;
  /** `exact`: the same characters; `normalised`: the same once written the same way; `fuzzy`: alike. */
  readonly how: 'exact' | 'normalised' | 'fuzzy';
  /**
   * Whether the match identifies who is meant: a value, or a full company name that is the same. Persons share names, firms
   * share trade names, and what is alike is not the same: none of these identifies.
   */
  readonly identifying: boolean;
  /** Compared parts of names; empty for values and equal names. */
  readonly parts: readonly HitPart[];
  readonly explanation: Bilingual;
}
