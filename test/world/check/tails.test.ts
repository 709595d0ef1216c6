import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { readPaper } from '../../../src/world/check/paper.ts';
import {
  degreeExponent,
  degreesOf,
  hillExponent,
  measureTails,
  topShare,
} from '../../../src/world/check/tails.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, monthlyInvoiced, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();

/** Values whose distribution function is exactly 1 - x^-a, at evenly spaced probabilities. */
function pareto(a: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => ((i + 0.5) / n) ** (-1 / a));
}

describe('hillExponent', () => {
  it('finds the exponent of a Pareto tail', () => {
    for (const a of [0.8, 1.06, 2]) expect(hillExponent(pareto(a, 4000), 400)).toBeCloseTo(a, 1);
  });

  it('is the inverse mean log excess, on paper', () => {
    // 25 values e, and the next smaller is 1: the mean log excess is 1.
    expect(hillExponent([...new Array<number>(25).fill(Math.E), 1, 0.5], 25)).toBeCloseTo(1, 12);
    expect(hillExponent([...new Array<number>(25).fill(Math.E ** 2), 1], 25)).toBeCloseTo(0.5, 12);
  });

  it('is unknown of a short tail, and larger for a thinner one', () => {
    expect(hillExponent(pareto(1, 100), 24)).toBeNaN();
    const stream = openStream(3, 'test.tails');
    const normal = Array.from({ length: 4000 }, (_, i) => stream.normal(10, 1, i));
    expect(hillExponent(normal, 200)).toBeGreaterThan(10);
  });
});

describe('degreeExponent', () => {
  it('finds the exponent of counts with a power tail', () => {
    const counts = pareto(1.4, 200_000).map((x) => Math.floor(4.5 * x + 0.5));
    expect(degreeExponent(counts)).toBeCloseTo(1.4, 1);
  });

  it('looks at the tail alone, and only at one long enough', () => {
    const tail = new Array<number>(25).fill(5);
    const expected = 1 / Math.log(5 / 4.5);
    expect(degreeExponent([...tail, 1, 1, 2, 4])).toBeCloseTo(expected, 12);
    expect(degreeExponent(tail.slice(1))).toBeNaN();
  });
});

describe('topShare', () => {
  it('is the share of the largest, of at least one', () => {
    expect(topShare([1, 2, 3, 4], 0.5)).toBe(0.7);
    expect(topShare([1, 1, 2], 0.01)).toBe(0.5);
    expect(topShare([], 0.1)).toBeNaN();
  });
});

describe('degreesOf', () => {
  it('counts the buyers of each supplier', () => {
    const links = ['AB', 'AC', 'BC', 'DA', 'AD'].map((pair) => ({ seller: pair[0]!, buyer: pair[1]! }));
    expect(degreesOf(links)).toEqual([3, 1, 1]);
  });
});

describe('measureTails', () => {
  it('looks at what firms invoice a month, net', async () => {
    const sizes = pareto(1.2, 600).map((x) => Math.round(1e6 * x));
    const firms = sizes.map((_, i) => `F${String(i).padStart(3, '0')}`);
    const { book } = await tinyBook(`${scratch.dir}/tails`, {
      registry: firms.map((firmId) => founded(firmId)),
      invoices: firms.flatMap((firmId, i) => [
        ...monthlyInvoiced(firmId, [2 * sizes[i]!, 0]),
        ...monthlyInvoiced(firmId, [0, -sizes[i]!]),
        ...monthlyInvoiced(firmId, [9e12], { status: 'void' }),
      ]),
    });
    const measured = measureTails(await readPaper(book), undefined);
    expect(measured['sales.tailExponent']).toEqual({
      value: expect.closeTo(hillExponent(sizes, 30), 9),
      detail: 'largest 30 of 600 firms',
    });
    expect(measured['sales.topShare']!.value).toBeCloseTo(topShare(sizes, 0.01), 9);
    expect(measured['network.degreeExponent']!.value).toBeNaN();
  });
});
