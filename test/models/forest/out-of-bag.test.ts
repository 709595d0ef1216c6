import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { addOutOfBag, emptyOutOfBag, outOfBagNotes } from '../../../src/models/forest/out-of-bag.ts';

const N = 60;
const draws = openStream(2, 'test/out-of-bag');
const bad = Uint8Array.from({ length: N }, (_, i) => draws.integer(2, i));
const weights = Float64Array.from({ length: N }, (_, i) => 0.05 + 4 * draws.uniform(i, 1));

/** Three trees of five leaves; PDs of few values, so that some tie. The last row is drawn by every tree. */
function grown() {
  const outOfBag = emptyOutOfBag(N);
  const sums = new Float64Array(N);
  const counts = new Uint32Array(N);
  for (let tree = 0; tree < 3; tree++) {
    const times = Uint16Array.from({ length: N }, (_, i) =>
      i === N - 1 ? 1 : draws.integer(2, i, 10 + tree),
    );
    const values = [0, 0.25, 0.5, 0.75, 1];
    const leafOf = (row: number) => (row * (tree + 2)) % 5;
    addOutOfBag({ values }, leafOf, times, outOfBag);
    for (let i = 0; i < N; i++) {
      if (times[i] !== 0) continue;
      sums[i]! += values[leafOf(i)]!;
      counts[i]! += 1;
    }
  }
  const rows = Array.from(counts.keys()).filter((i) => counts[i]! > 0);
  return { outOfBag, rows, pdOf: (i: number) => sums[i]! / counts[i]! };
}

/** Over all pairs of a bad and a good. */
function aucOfPairs(rows: readonly number[], pdOf: (i: number) => number, weightOf: (i: number) => number) {
  let [right, all] = [0, 0];
  for (const i of rows.filter((row) => bad[row] === 1)) {
    for (const j of rows.filter((row) => bad[row] === 0)) {
      const pair = weightOf(i) * weightOf(j);
      all += pair;
      right += pair * (pdOf(i) > pdOf(j) ? 1 : pdOf(i) === pdOf(j) ? 0.5 : 0);
    }
  }
  return right / all;
}

describe('out-of-bag metrics', () => {
  it.each([
    ['counted', undefined],
    ['weighed', weights],
  ] as const)('are those of rows by the trees that did not see them, %s', (_, own) => {
    const { outOfBag, rows, pdOf } = grown();
    const weightOf = (i: number) => (own ? own[i]! : 1);
    expect(rows).not.toContain(N - 1);
    const total = rows.reduce((a, i) => a + weightOf(i), 0);
    const squares = rows.reduce((a, i) => a + weightOf(i) * (pdOf(i) - bad[i]!) ** 2, 0);
    const { outOfBagBrier, outOfBagAuc } = outOfBagNotes(outOfBag, bad, own);
    // PDs are held in 2^18ths.
    expect(outOfBagBrier).toBeCloseTo(squares / total, 5);
    expect(outOfBagAuc).toBeCloseTo(aucOfPairs(rows, pdOf, weightOf), 12);
  });

  it('count a row of weight 2 as two rows', () => {
    const { outOfBag } = grown();
    const twos = Float64Array.from(bad, (_, i) => (i % 3 === 0 ? 2 : 1));
    const rows = Array.from(twos, (w, i) => new Array<number>(w).fill(i)).flat();
    const twice = {
      sums: Int32Array.from(rows, (i) => outOfBag.sums[i]!),
      counts: Int32Array.from(rows, (i) => outOfBag.counts[i]!),
    };
    const one = outOfBagNotes(outOfBag, bad, twos);
    const other = outOfBagNotes(
      twice,
      Uint8Array.from(rows, (i) => bad[i]!),
    );
    expect(one.outOfBagBrier).toBeCloseTo(other.outOfBagBrier!, 12);
    expect(one.outOfBagAuc).toBeCloseTo(other.outOfBagAuc!, 12);
  });

  it('are nothing where every tree saw every row, and no AUC of one class', () => {
    expect(outOfBagNotes(emptyOutOfBag(N), bad, weights)).toEqual({});
    const { outOfBag } = grown();
    for (const own of [undefined, weights]) {
      const notes = outOfBagNotes(outOfBag, new Uint8Array(N), own);
      expect(notes.outOfBagBrier).toBeGreaterThan(0);
      expect(notes).not.toHaveProperty('outOfBagAuc');
    }
  });
});
