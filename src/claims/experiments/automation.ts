import type { ClaimResult } from '../claim.ts';
import type { ClaimContext } from '../context.ts';
import { estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAtLeast } from '../verdict.ts';
import { type DecidedBook, decidedBook } from './decided-book.ts';

const CLAIMED_SHARE = 95;

/** C04: more than 95 % are decided without a person. */
export async function auditAutomation(context: ClaimContext): Promise<ClaimResult> {
  return judgeAutomation(await context.measure(decidedBook));
}

/** The verdict on C04 from the decided books of all seeds. */
export function judgeAutomation(books: readonly DecidedBook[]): ClaimResult {
  const shareOf = (book: DecidedBook, outcome: string): number =>
    (100 * book.outcome.filter((one) => one === outcome).length) / book.outcome.length;
  const of = (outcome: string) => estimateOf(books.map((book) => shareOf(book, outcome)));
  const automated = estimateOf(books.map((book) => 100 - shareOf(book, 'review')));
  const removal = codesToDrop(books, CLAIMED_SHARE);
  const flip = {
    assumption: 'which cases the policy sends to a person',
    flipsAt: removal === null || removal.length === 0 ? null : `no person for ${removal.join(', ')}`,
  };
  return {
    measured: `${shown(automated, '%')} decided without a person: ${number(of('approve').mean)} % approved, ${number(of('decline').mean)} % declined; ${seedsText(automated.n)}`,
    value: automated.mean,
    ci95: automated.ci95,
    ...judgeAtLeast(CLAIMED_SHARE, automated, flip),
    how: 'the standard policy on every applicant of a book; automated is what is neither reviewed nor waiting for a person; "automated approval share" could also mean the share approved, which no lender with a policy reaches',
    tables: [
      {
        title: 'outcomes, % of applications',
        header: ['outcome', '%'],
        rows: ['approve', 'review', 'decline'].map((outcome) => [outcome, shown(of(outcome))]),
      },
      {
        title: 'what sends a case to a person, % of applications',
        header: ['code', 'among others', 'alone'],
        rows: codeShares(books).map(({ code, any, alone }) => [code, number(any, 2), number(alone, 2)]),
      },
    ],
  };
}

/** Reviews by code, over all books, the most frequent first. */
function codeShares(
  books: readonly DecidedBook[],
): readonly { readonly code: string; readonly any: number; readonly alone: number }[] {
  const any = new Map<string, number>();
  const alone = new Map<string, number>();
  const reviews = books.flatMap(({ reviewCodes }) => reviewCodes);
  for (const codes of reviews) {
    for (const code of codes) any.set(code, (any.get(code) ?? 0) + 1);
    const [only] = codes;
    if (only !== undefined && codes.length === 1) alone.set(only, (alone.get(only) ?? 0) + 1);
  }
  const percent = (count = 0): number => (100 * count) / reviews.length;
  return [...any]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([code, count]) => ({ code, any: percent(count), alone: percent(alone.get(code)) }));
}

/**
 * Review codes to do without, so that `share` percent of all applications need no person: at each step the one that frees most cases. Empty where the share is met; null where no codes meet it.
 */
export function codesToDrop(books: readonly DecidedBook[], share: number): readonly string[] | null {
  const all = books.flatMap(({ outcome }) => outcome).length;
  let waiting = books.flatMap(({ outcome, reviewCodes }) =>
    reviewCodes.filter((_, i) => outcome[i] === 'review').map((codes) => new Set(codes)),
  );
  const dropped: string[] = [];
  while (waiting.length > (1 - share / 100) * all) {
    const frees = new Map<string, number>();
    // Codes that stand together free a case only together: each gets its part of it.
    for (const codes of waiting)
      for (const code of codes) frees.set(code, (frees.get(code) ?? 0) + 1 / codes.size);
    const [best] = [...frees].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (!best) return null;
    dropped.push(best[0]);
    for (const codes of waiting) codes.delete(best[0]);
    waiting = waiting.filter((codes) => codes.size > 0);
  }
  return dropped;
}
