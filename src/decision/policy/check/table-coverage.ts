import { type Key, readTable, type TableReading } from '../compile/index.ts';
import type { JdmTable } from '../jdm.ts';
import { type Box, type Budget, bitsOf, contains, intersects, lowestPiece, subtract } from './boxes.ts';
import { type DomainOf, recordWith } from './domains.ts';
import { boxOf, type Dimension, openNeighbours, spaceOf } from './row-boxes.ts';

/** What the rows of a table cover of what can come. Rows are named by their number. */
export interface TableCoverage {
  /** Cells that accept nothing their column can be worth: their row never matches. */
  readonly contradictions: readonly { readonly row: number; readonly column: number }[];
  /** Rows of a `first` table that earlier rows, `by` them together, leave nothing. */
  readonly unreachable: readonly { readonly row: number; readonly by: readonly number[] }[];
  /** Rows of a `first` table that share some combinations, neither containing the other, with different answers. */
  readonly overlaps: readonly { readonly rows: readonly [number, number]; readonly example: Example }[];
  /** Combinations that no row of a `first` table answers. */
  readonly gaps: readonly Example[];
  /** Rows with cells that compute or read other fields: taken as answering nothing for others, everything for themselves. */
  readonly notRead: readonly number[];
  /** False where the table was too large to be looked at whole. */
  readonly complete: boolean;
}

/** A value for each column, by the expression in its head. */
export type Example = Readonly<Record<string, Key>>;

/** Steps before a table counts as too large; some seconds' work. */
const BUDGET = 30_000_000;
/** Pieces that fit into one step of work on a set of them. */
const PIECES_A_STEP = 5000;
const MOST_EXAMPLES = 3;
const MOST_OVERLAPS = 20;

/**
 * Looks at a table; `inside` is put before its column expressions where the node looks into a part of the context.
 * `steps` bounds the work: beyond it the answer is not complete.
 */
export function coverTable(
  table: JdmTable,
  domainOf: DomainOf,
  inside: string | null,
  steps = BUDGET,
): TableCoverage {
  const reading = readTable(table);
  const space = spaceOf(table, reading, domainOf, inside);
  const rows = table.rules.map((_, row) => boxOf(row, reading, space));
  const nPieces = space.reduce((n, { values }) => n + values.length, 0);
  const budget: Budget = { left: steps, perBox: 1 + nPieces / PIECES_A_STEP };
  const contradictions = rows.flatMap(({ empty }, row) => empty.map((column) => ({ row, column })));
  const notRead = rows.flatMap(({ exact }, row) => (exact ? [] : [row]));
  const nothing = { contradictions, unreachable: [], overlaps: [], gaps: [], notRead };
  if (table.hitPolicy === 'collect') return { ...nothing, complete: true };

  const exact = rows.map(({ box, exact: is, empty }) => (is && empty.length === 0 ? box : null));
  const meets = openNeighbours(reading, space);
  let complete = true;
  const unreachable: { row: number; by: number[] }[] = [];
  rows.forEach(({ box, empty }, row) => {
    const earlier = meets(row);
    if (empty.length > 0 || !complete) return;
    budget.left -= earlier.length * budget.perBox;
    const before = earlier.filter((by) => exact[by] && intersects(exact[by], box));
    const boxes = before.map((by) => exact[by]!);
    const left = subtract(box, boxes, budget);
    if (left === undefined) complete = false;
    else if (left.length === 0) unreachable.push({ row, by: shortest(before, box, exact, budget) });
  });

  const everything = space.map(({ values }) => bitsOf(values.map(() => true)));
  // The rows that ask least take away most, so they come first: of a long table the default leaves nothing to the others.
  const open = (box: Box): number => box.filter((bits, i) => bits === everything[i]).length;
  const widest = exact.filter((box) => box !== null).sort((a, b) => open(b) - open(a));
  const left = complete ? subtract(everything, widest, budget) : undefined;
  if (left === undefined) complete = false;
  const gaps = (left ?? [])
    .map((box) => exampleIn(box, space))
    .filter((example) => answersNothing(reading, example))
    .slice(0, MOST_EXAMPLES);
  const dead = new Set(unreachable.map(({ row }) => row));
  const overlaps = complete ? overlapping(table, exact, dead, space, budget) : [];
  return { ...nothing, unreachable, overlaps, gaps, complete };
}

/** Rows that are enough to cover a box, without those that are not needed for it. */
function shortest(
  rows: readonly number[],
  box: Box,
  exact: readonly (Box | null)[],
  budget: Budget,
): number[] {
  let needed = [...rows];
  for (const row of rows) {
    const others = needed.filter((other) => other !== row);
    const left = subtract(
      box,
      others.map((other) => exact[other]!),
      budget,
    );
    if (left?.length === 0) needed = others;
  }
  return needed;
}

function exampleIn(box: Box, space: readonly Dimension[]): Example {
  return Object.fromEntries(
    space.map(({ field, values }, i) => [field, values[lowestPiece(box[i]!)] as Key]),
  );
}

/** Asks the compiled table itself, so that rows the boxes could not describe have their say. */
function answersNothing({ run }: TableReading, example: Example): boolean {
  const record = recordWith(new Map(Object.entries(example)));
  return record === undefined || run(record as never, []) === null;
}

function overlapping(
  { rules, outputs }: JdmTable,
  exact: readonly (Box | null)[],
  dead: ReadonlySet<number>,
  space: readonly Dimension[],
  budget: Budget,
): TableCoverage['overlaps'] {
  const found: { rows: [number, number]; example: Example }[] = [];
  const answer = (row: number): string => outputs.map(({ id }) => rules[row]?.[id]?.trim()).join('\u0000');
  for (let b = 1; b < exact.length && found.length < MOST_OVERLAPS; b++) {
    const later = exact[b];
    budget.left -= b * budget.perBox;
    if (budget.left < 0) break;
    if (!later || dead.has(b)) continue;
    for (let a = 0; a < b && found.length < MOST_OVERLAPS; a++) {
      const earlier = exact[a];
      if (!earlier || dead.has(a) || !intersects(earlier, later)) continue;
      // A special case before a general one is how such tables are written.
      if (contains(later, earlier) || answer(a) === answer(b)) continue;
      const shared = earlier.map((bits, i) => bits & later[i]!);
      found.push({ rows: [a, b], example: exampleIn(shared, space) });
    }
  }
  return found;
}
