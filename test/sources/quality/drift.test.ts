import { describe, expect, it } from 'vitest';
import { psiOfCounts } from '../../../src/kernels/psi.ts';
import { driftOf, driftOfTexts, driftOfValues } from '../../../src/sources/quality/drift.ts';

const none = { reference: 0, current: 0 };
const firms = { reference: 1000, current: 1000 };

/** Values 1 to 100, so many rows each in the two periods. */
const values = (reference: (v: number) => number, current: (v: number) => number) =>
  Array.from({ length: 100 }, (_, i) => ({
    least: i + 1,
    greatest: i + 1,
    reference: reference(i + 1),
    current: current(i + 1),
    outside: 9,
  }));

describe('the drift of numbers', () => {
  it('is counted over tenths of the reference', () => {
    // All of the current period in the upper half: five bins of no rows, five of 200.
    const drift = driftOfValues(
      values(
        () => 10,
        (v) => (v > 50 ? 20 : 0),
      ),
      none,
      firms,
      String,
    )!;
    const tenths = new Array<number>(10).fill(100);
    expect(drift.bins).toBe(10);
    expect(drift.psi).toBeCloseTo(psiOfCounts(tenths, [0, 0, 0, 0, 0, 200, 200, 200, 200, 200]), 12);
    expect(drift.verdict).toBe('clear');
    expect(drift.medians).toEqual([50, 75]);
    expect(drift.most.bin).toBe('1 to 10');
  });

  it('is none where shares stay, whatever the sizes', () => {
    const drift = driftOfValues(
      values(
        () => 10,
        () => 3,
      ),
      none,
      firms,
      String,
    )!;
    expect(drift.psi).toBeCloseTo(0, 12);
    expect(drift.verdict).toBe('none');
  });

  it('knows that records of few firms prove little', () => {
    const moved = values(
      (v) => (v <= 50 ? 11 : 10),
      (v) => (v <= 50 ? 10 : 11),
    );
    const few = driftOfValues(moved, none, { reference: 20, current: 20 }, String)!;
    const many = driftOfValues(
      values(
        (v) => (v <= 50 ? 1100 : 1000),
        (v) => (v <= 50 ? 1000 : 1100),
      ),
      none,
      { reference: 20, current: 20 },
      String,
    )!;
    expect(few.verdict).toBe('none');
    expect(many.verdict).toBe('rows');
    expect(many.psi).toBeCloseTo(few.psi, 9);
    expect(many.criticalRows).toBeCloseTo(few.criticalRows / 100, 9);
    expect(many.criticalFirms).toBe(few.criticalFirms);
  });

  it('has missing values for a bin, and wants records of both periods', () => {
    const drift = driftOfValues(
      values(
        () => 1,
        () => 1,
      ),
      { reference: 0, current: 100 },
      firms,
      String,
    )!;
    expect(drift.most).toEqual({ bin: '(missing)', reference: 0, current: 0.5 });
    expect(
      driftOfValues(
        values(
          () => 1,
          () => 0,
        ),
        none,
        firms,
        String,
      ),
    ).toBeNull();
    expect(driftOf([], firms)).toBeNull();
  });
});

describe('the drift of texts', () => {
  const text = (name: string, reference: number, current: number) => ({
    text: name,
    reference,
    current,
    outside: 0,
  });

  it('has a bin for each text that is common enough, one for the others and one for missing', () => {
    const counts = {
      complete: true,
      values: [text('a', 60, 30), text('b', 30, 60), text('c', 3, 2), text('d', 2, 1)],
    };
    const drift = driftOfTexts(
      counts,
      { reference: 5, current: 7 },
      { reference: 100, current: 100 },
      firms,
    )!;
    expect(drift.bins).toBe(4);
    expect(drift.psi).toBeCloseTo(psiOfCounts([60, 30, 5, 5], [30, 60, 3, 7]), 12);
    expect(drift.medians).toBeNull();
  });

  it('is not told of texts of which none is common', () => {
    expect(
      driftOfTexts({ complete: false, values: [] }, none, { reference: 100, current: 100 }, firms),
    ).toBeNull();
  });
});
