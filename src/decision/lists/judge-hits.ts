import type { StepVerdict } from '../outcome.ts';
import type { EngineCode } from '../reason-texts.ts';
import type { ListKind } from './entry.ts';
import type { ListHit } from './hit.ts';

export interface ListParams {
  /** Kinds of entry whose identifying match on a block list is a decline; a match of another kind is a review. */
  readonly declineKinds: readonly ListKind[];
}

export interface ListVerdict extends StepVerdict {
  /** Entries that the verdict rests on. */
  readonly decisive: readonly string[];
  /** Entries that would have sent the application to review, but for an allow list. */
  readonly lifted: readonly string[];
}

/**
 * Lists: an identifying match on a block list is a decline; what is only alike, and what is watched, a person looks at.
 *
 * An identifying match on an allow list lifts alike and watched matches, never a decline: one of the firm itself (its
 * identifier, credit code or full name) lifts all of them, one of a person, telephone, device or address lifts those of its
 * own kind. What is only like an allowed name lifts nothing.
 * `hits` null: the lists could not be read; a review.
 */
export function judgeHits(hits: readonly ListHit[] | null, params: ListParams): ListVerdict {
  if (hits === null) return { outcome: 'review', codes: ['LISTS_UNAVAILABLE'], decisive: [], lifted: [] };
  const knockOut = ({ list, kind, identifying }: ListHit): boolean =>
    list === 'block' && identifying && params.declineKinds.includes(kind);

  const allows = hits.filter(({ list, identifying }) => list === 'allow' && identifying);
  const firmAllowed = allows.some(({ kind }) => kind === 'firm' || kind === 'uscc');
  const allowedKinds = new Set(allows.map(({ kind }) => kind));
  const isLifted = (hit: ListHit): boolean =>
    // A block list that names the very thing is not overruled by another list: a person settles it.
    (firmAllowed || allowedKinds.has(hit.kind)) && !(hit.list === 'block' && hit.identifying);

  const adverse = hits.filter(({ list }) => list !== 'allow');
  const declines = adverse.filter(knockOut);
  const doubts = adverse.filter((hit) => !knockOut(hit) && !isLifted(hit));
  const lifted = idsOf(adverse.filter((hit) => !knockOut(hit) && isLifted(hit)));
  if (declines.length > 0)
    return { outcome: 'decline', codes: ['BLOCK_LISTED'], decisive: idsOf(declines), lifted };

  const codes: EngineCode[] = [];
  if (doubts.some(({ list }) => list === 'block')) codes.push('BLOCK_LIST_POSSIBLE');
  if (doubts.some(({ list }) => list === 'watch')) codes.push('WATCH_LISTED');
  return { outcome: codes.length > 0 ? 'review' : 'approve', codes, decisive: idsOf(doubts), lifted };
}

function idsOf(hits: readonly ListHit[]): string[] {
  return hits.map(({ entryId }) => entryId);
}
