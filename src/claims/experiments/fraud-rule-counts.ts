import { type FraudRules, ruleHits } from '../../decision/fraud/index.ts';
import type { ClaimTable } from '../claim.ts';
import { number } from '../text.ts';
import type { FraudBook } from './fraud-book.ts';

/** How often a rule holds, and of whom. */
export interface RuleCount {
  readonly code: string;
  readonly typology: string;
  readonly applications: number;
  readonly hits: number;
  /** Hits that are frauds of any kind. */
  readonly frauds: number;
  /** Frauds of the rule's own typology: hit, and all there are. */
  readonly ofTypology: readonly [hit: number, all: number];
}

/** Counts every rule on a book. Rules are not changed for what is counted here. */
export function countRules({ table, kind }: FraudBook, rules: FraudRules): RuleCount[] {
  const hits = ruleHits(table, rules);
  return rules.rules.map(({ code, typology }, r) => {
    const rows = hits[r]!;
    const frauds = rows.filter((row) => kind[row] !== undefined);
    return {
      code,
      typology,
      applications: kind.length,
      hits: rows.length,
      frauds: frauds.length,
      ofTypology: [
        frauds.filter((row) => kind[row] === typology).length,
        kind.filter((one) => one === typology).length,
      ],
    };
  });
}

/** Rules over several books, counts added up. */
export function ruleTable(books: readonly (readonly RuleCount[])[]): ClaimTable {
  const [first = []] = books;
  const percent = (part: number, whole: number): string => number((100 * part) / whole, 1);
  return {
    title: 'Each rule by itself, counts of all books added up',
    header: [
      'rule',
      'written for',
      'holds for, % of applications',
      'of these frauds, %',
      'frauds of its own kind found, %',
    ],
    rows: first.map(({ code, typology }, r) => {
      const of = (value: (count: RuleCount) => number): number =>
        books.reduce((sum, book) => sum + value(book[r]!), 0);
      const hits = of((count) => count.hits);
      return [
        code,
        typology,
        percent(
          hits,
          of(({ applications }) => applications),
        ),
        hits === 0
          ? '–'
          : percent(
              of(({ frauds }) => frauds),
              hits,
            ),
        percent(
          of(({ ofTypology }) => ofTypology[0]),
          of(({ ofTypology }) => ofTypology[1]),
        ),
      ];
    }),
  };
}
