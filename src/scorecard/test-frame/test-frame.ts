import { openStream } from '../../core/index.ts';
import { outputName } from '../../models/exchange/output-name.ts';
import { bindColumns, type Model, type ModelArtefact, pdOfMargin } from '../../models/index.ts';
import { type Column, categoryColumn, makeTable, numericColumn, type Table } from '../../table/index.ts';
import { gradeOf, pointsAt, scoreOf } from '../assessment.ts';
import { axesOf } from '../axis.ts';
import { type Cell, type CellGroup, cellGroups, typicalCell } from './cell-values.ts';
import { splitRows } from './split-rows.ts';

export interface TestFrameOptions {
  /** Most rows. */
  readonly rows: number;
  /** Seed of the rows in which many inputs vary at once. */
  readonly seed: number;
}

export interface TestFrame {
  /** frame_row, frame_case, the inputs, then expected_margin, _pd, _score, _grade, and expected_points_... of scorecards. */
  readonly table: Table;
  /** Rows at boundaries that `rows` had no room for. */
  readonly leftOut: number;
}

/** Rows of a frame unless told otherwise. OWN: a scorecard or a small ensemble whole, and a file of a megabyte. */
export const DEFAULT_FRAME_ROWS = 5000;

/** Share of the rows, and most of them, in which many inputs vary at once. OWN. */
const MIXED_SHARE = 1 / 8;
const MOST_MIXED = 500;
/** How often an input of a mixed row leaves its typical value. OWN. */
const MIXED_CHANCE = 0.5;

interface FrameRow {
  readonly cells: readonly Cell[];
  readonly what: string;
}

/**
 * A small table that pins a deployed copy of a model: rows at every boundary the model has, with what the model answers. What
 * it catches: < for <= at a cut or threshold, a boundary that was rounded or cut to 32 bits on its way, missing values sent the
 * wrong way or into a number's bin, special values read as numbers, levels misspelt, lost or in another order, levels never
 * seen, sums of points with another base, scores rounded another way, and grades whose bounds are off by more than rows lie apart.
 *
 * Rows: a typical one, one all missing, ones with every input at its least and largest; then one input at a time through its
 * values (see `cellGroups`); for trees rows at every split that can be come to; then seeded rows in which about half of the
 * inputs vary. Where `rows` has no room for all boundaries, they are thinned evenly, a boundary at a time. The same model,
 * rows and seed give the same table.
 */
export function testFrame(model: Model, { rows, seed }: TestFrameOptions): TestFrame {
  const { artefact } = model;
  const { inputs, body } = artefact;
  const axes = axesOf(artefact);
  const values = inputs.map((input, i) => cellGroups(axes[i]!, input));
  const typical = inputs.map((input, i) => typicalCell(axes[i]!, input));
  const isNew = newRows();
  const whole = wholeRows(artefact, typical).filter(isNew).slice(0, rows);
  const groups = [
    ...values.flatMap((own, i) => own.map((group) => oneAtATime(group, typical, i, inputs[i]!.name))),
    ...(body.kind === 'trees' ? splitRows(body, inputs, typical).map((split) => split.rows) : []),
  ].map((group) => group.filter(isNew));
  const nMixed = Math.min(MOST_MIXED, Math.floor((rows - whole.length) * MIXED_SHARE));
  const edges = thinned(groups, rows - whole.length - nMixed);
  const nEdges = groups.reduce((sum, group) => sum + group.length, 0);
  const mixed = mixedRows(values, typical, nMixed, seed).filter(isNew);
  return { table: answered(model, [...whole, ...edges, ...mixed]), leftOut: nEdges - edges.length };
}

/** True for rows whose cells no row before had. */
function newRows(): (row: FrameRow) => boolean {
  const seen = new Set<string>();
  return ({ cells }) => {
    const { size } = seen;
    return seen.add(JSON.stringify(cells.map((cell) => cell ?? null))).size > size;
  };
}

function oneAtATime({ cells }: CellGroup, typical: readonly Cell[], at: number, name: string): FrameRow[] {
  return cells.map(({ cell, what }) => ({ cells: typical.with(at, cell), what: `${name} ${what}` }));
}

function wholeRows({ inputs }: ModelArtefact, typical: readonly Cell[]): FrameRow[] {
  const all = (number: number): Cell[] =>
    inputs.map((input, i) => (input.kind === 'category' ? typical[i] : number));
  return [
    { cells: typical, what: 'typical' },
    { cells: inputs.map(() => undefined), what: 'all missing' },
    { cells: all(-Number.MAX_VALUE), what: 'all numbers least' },
    { cells: all(Number.MAX_VALUE), what: 'all numbers largest' },
  ];
}

/** The rows of as many whole groups as there is room for, spread evenly. */
function thinned(groups: readonly (readonly FrameRow[])[], room: number): FrameRow[] {
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  if (total <= room) return groups.flat();
  const kept: FrameRow[] = [];
  let passed = 0;
  for (const group of groups) {
    passed += group.length;
    // A group is taken where the rows taken so far lag behind their share of those passed.
    if (kept.length + group.length <= (room * passed) / total) kept.push(...group);
  }
  return kept;
}

function mixedRows(
  values: readonly (readonly CellGroup[])[],
  typical: readonly Cell[],
  count: number,
  seed: number,
): FrameRow[] {
  const draws = openStream(seed, 'test-frame');
  const cells = values.map((groups) => groups.flatMap((group) => group.cells.map(({ cell }) => cell)));
  return Array.from({ length: count }, (_, row) => ({
    cells: typical.map((usual, i) =>
      draws.uniform(row, i, 0) < MIXED_CHANCE ? cells[i]![draws.integer(cells[i]!.length, row, i, 1)] : usual,
    ),
    what: 'mixed',
  }));
}

/** The rows with the answers of the model. */
function answered(model: Model, rows: readonly FrameRow[]): Table {
  const { artefact } = model;
  const { inputs, scorecard, grades } = artefact;
  const data = inputs.map(({ name, kind }, i): [string, Column] => [
    name,
    kind === 'category'
      ? categoryColumn(rows.map(({ cells }) => cells[i] as string | undefined))
      : numericColumn(rows.map(({ cells }) => cells[i] as number | undefined)),
  ]);
  const bound = bindColumns(inputs, makeTable(data, 'test frame'));
  const margins = new Float64Array(rows.length);
  model.margins(bound, 0, rows.length, margins);
  const pds = Float64Array.from(margins, pdOfMargin);
  const taken = inputs.map(({ name }) => name);
  const whole = (values: readonly number[]): Column => ({ kind: 'numeric', values: Int32Array.from(values) });
  const expected: [string, Column][] = [
    ['margin', numericColumn(margins)],
    ['pd', numericColumn(pds)],
    ['score', whole(Array.from(margins, (margin, row) => scoreOf(artefact, bound, row, margin)))],
    ['grade', categoryColumn(Array.from(pds, (pd) => gradeOf(pd, grades)))],
    ...(scorecard?.characteristics ?? []).map((c): [string, Column] => [
      `points_${inputs[c.input]!.name}`,
      whole(Array.from(bound.columns[c.input]!, (value) => pointsAt(c, value))),
    ]),
  ];
  return makeTable(
    [
      [outputName('frame_row', taken), whole(rows.map((_, row) => row + 1))],
      [outputName('frame_case', taken), categoryColumn(rows.map(({ what }) => what))],
      ...data,
      ...expected.map(([name, column]): [string, Column] => [outputName(`expected_${name}`, taken), column]),
    ],
    'test frame',
  );
}
