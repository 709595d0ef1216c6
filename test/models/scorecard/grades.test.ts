import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { pdOfMargin } from '../../../src/models/model.ts';
import { cutGrades } from '../../../src/models/scorecard/grade-cuts.ts';
import { countBands, disagrees, gradeNotes } from '../../../src/models/scorecard/grades.ts';
import { gradesConfig } from '../../../src/models/scorecard/grades-config.ts';

const options = { count: 8, minBads: 10, maxPValue: 0.05 };

/** Rows with a PD each, and outcomes drawn from it, or from `truth` of it. */
function book(rows: number, seed: number, truth: (pd: number) => number = (pd) => pd) {
  const draws = openStream(seed, 'test/grades');
  const pds = Float64Array.from({ length: rows }, (_, i) => pdOfMargin(draws.normal(-3, 1.2, i, 0)));
  const bad = Uint8Array.from(pds, (pd, i) => (draws.uniform(i, 1) < truth(pd) ? 1 : 0));
  return { pds, bad };
}

describe('cutGrades', () => {
  it('cuts bands whose bad rates rise by more than chance and that hold enough bads', () => {
    const { pds, bad } = book(20_000, 1);
    const bands = countBands(cutGrades(pds, bad, options), pds, bad);
    expect(bands.map(({ grade }) => grade)).toEqual(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8']);
    bands.slice(1).forEach((band, g) => {
      const before = bands[g]!;
      expect(band.pdBelow).toBeGreaterThan(before.pdBelow);
      const [p1, n1] = [before.training.bads / before.training.rows, before.training.rows];
      const [p2, n2] = [band.training.bads / band.training.rows, band.training.rows];
      const pooled = (p1 * n1 + p2 * n2) / (n1 + n2);
      expect((p2 - p1) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))).toBeGreaterThan(1.6448);
      // PD bands keep their meaning: the mean PD of a grade lies inside it.
      expect(band.training.meanPd).toBeGreaterThanOrEqual(before.pdBelow);
      expect(band.training.meanPd).toBeLessThan(band.pdBelow);
    });
    expect(bands.every(({ training }) => training.bads >= 10)).toBe(true);
    expect(bands.reduce((sum, { training }) => sum + training.rows, 0)).toBe(20_000);
  });

  it('cuts fewer where the rows cannot tell as many apart, and one where none', () => {
    const small = book(600, 2);
    const few = cutGrades(small.pds, small.bad, options).length;
    expect(few).toBeGreaterThan(1);
    expect(few).toBeLessThan(8);
    const noise = book(2000, 3, () => 0.1);
    expect(cutGrades(noise.pds, noise.bad, { ...options, maxPValue: 0.0001 })).toEqual([
      { grade: 'G1', pdBelow: 1.01 },
    ]);
  });

  it('finds the likeliest partition: two groups of PDs far apart', () => {
    const pds = Float64Array.from({ length: 400 }, (_, i) => (i < 200 ? 0.01 + i / 1e5 : 0.4 + i / 1e5));
    const bad = Uint8Array.from({ length: 400 }, (_, i) => (i < 200 ? (i % 20 === 0 ? 1 : 0) : i % 2));
    const [safe, risky] = cutGrades(pds, bad, { ...options, count: 2 });
    expect(safe!.pdBelow).toBeGreaterThan(0.012);
    expect(safe!.pdBelow).toBeLessThanOrEqual(0.402);
    expect(risky!.pdBelow).toBeGreaterThan(1);
  });

  it('never parts rows of the same PD', () => {
    const pds = Float64Array.from({ length: 3000 }, (_, i) => [0.01, 0.05, 0.2][i % 3]!);
    const bad = Uint8Array.from({ length: 3000 }, (_, i) =>
      i % 3 === 0 ? (i % 99 === 0 ? 1 : 0) : i % 3 === 1 ? (i % 20 === 1 ? 1 : 0) : i % 5 === 2 ? 1 : 0,
    );
    const bands = countBands(cutGrades(pds, bad, options), pds, bad);
    expect(bands.map(({ training }) => training.rows)).toEqual([1000, 1000, 1000]);
  });
});

describe('grades', () => {
  const bands = [
    { grade: 'A', pdBelow: 0.02 },
    { grade: 'B', pdBelow: 0.1 },
    { grade: 'C', pdBelow: 0.5 },
  ];

  it('count rows by PD; the last takes the rest', () => {
    const counted = countBands(
      bands,
      Float64Array.of(0.01, 0.02, 0.05, 0.4, 0.9),
      Uint8Array.of(0, 1, 0, 0, 1),
    );
    expect(counted.map(({ training }) => [training.rows, training.bads])).toEqual([
      [1, 0],
      [2, 1],
      [2, 1],
    ]);
    expect(counted[1]!.training.meanPd).toBeCloseTo(0.035, 12);
    expect(countBands(bands, Float64Array.of(0.3), Uint8Array.of(0))[0]!.training).toEqual({
      rows: 0,
      bads: 0,
      meanPd: 0,
    });
  });

  it('tell where PD and bad rate disagree, and where the bad rate does not rise', () => {
    const band = (grade: string, rows: number, bads: number, meanPd: number) => ({
      grade,
      pdBelow: 1,
      training: { rows, bads, meanPd },
    });
    const [a, b, c] = [band('A', 1000, 10, 0.011), band('B', 1000, 100, 0.05), band('C', 1000, 90, 0.08)];
    expect([a, b, c].map((one) => disagrees(one!))).toEqual([false, true, false]);
    expect(gradeNotes([a!, b!, c!])).toEqual({
      grades: 3,
      gradesOff: 'B (mean PD 0.050, bad rate 0.10)',
      gradesNotRising: 'C (mean PD 0.080, bad rate 0.090)',
    });
    expect(gradeNotes([a!, c!])).toEqual({ grades: 2 });
    // No bad among a hundred rows does not speak against a PD of 1 %, but against one of 10 %.
    expect([band('D', 100, 0, 0.01), band('E', 100, 0, 0.1)].map(disagrees)).toEqual([false, true]);
  });

  it('disagree in about as many bands as chance allows when the PDs are right', () => {
    let off = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { pds, bad } = book(2000, 100 + seed);
      off += countBands(bands, pds, bad).filter(disagrees).length;
    }
    // 180 bands at 5 %: 9 expected, with a standard deviation of 3.
    expect(off).toBeGreaterThan(1);
    expect(off).toBeLessThan(19);
  });

  it.each([
    [
      [
        { grade: 'A', pdBelow: 0.1 },
        { grade: 'B', pdBelow: 0.1 },
      ],
      'pdBelow must ascend: safest grade first',
    ],
    [
      [
        { grade: 'A', pdBelow: 0.1 },
        { grade: 'A', pdBelow: 0.2 },
      ],
      'each grade has a name of its own',
    ],
  ])('are refused when %j', (grades, message) => {
    expect(gradesConfig.safeParse(grades).error!.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('are refused in any other form, with the forms there are', () => {
    const { error } = gradesConfig.safeParse({ number: 8 });
    expect(error!.issues[0]!.message).toBe(
      'expected [{grade, pdBelow}, ...], safest first, or {count, minBads, maxPValue}',
    );
  });
});
