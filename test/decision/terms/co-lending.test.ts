import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParusError } from '../../../src/core/index.ts';
import { parseCoLending, splitByShares, splitFunding } from '../../../src/decision/terms/co-lending.ts';
import { allocateLoss, reviewPool } from '../../../src/decision/terms/margin-pool.ts';
import { readPolicyFile } from '../fixtures.ts';

const example = parseCoLending(readPolicyFile('examples/co-lending.json'), 'co-lending.json');

// biome-ignore lint/suspicious/noExplicitAny: broken on purpose
const refusal = (mend: (json: any) => void): ParusError => {
  const json = readPolicyFile('examples/co-lending.json');
  mend(json);
  try {
    parseCoLending(json, 'c.json');
  } catch (error) {
    return error as ParusError;
  }
  throw new Error('expected a refusal');
};

/** Any agreement: two to five lenders, shares that add up, the first our own at 30 % or more. */
const agreements = fc
  .tuple(
    fc.integer({ min: 3000, max: 9996 }),
    fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 0, maxLength: 3 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([ownBp, cuts, firstLossShare]) => {
    const shares = [ownBp];
    let left = 10_000 - ownBp;
    for (const cut of cuts) {
      const shareBp = Math.min(cut, left - 1);
      if (shareBp < 1) continue;
      shares.push(shareBp);
      left -= shareBp;
    }
    shares.push(left);
    return parseCoLending(
      {
        ...example,
        partners: shares.map((shareBp, i) => ({ id: `p${i}`, shareBp, own: i === 0 })),
        pool: { ...example.pool, firstLossShare },
      },
      'any.json',
    );
  });

const total = (parts: readonly { readonly amountFen: number }[]) =>
  parts.reduce((sum, { amountFen }) => sum + amountFen, 0);

describe('parseCoLending', () => {
  it('reads the example: the bank lends 40 %', () => {
    expect(example.partners.map(({ id, shareBp }) => [id, shareBp])).toEqual([
      ['platform', 6000],
      ['bank', 4000],
    ]);
  });

  it('refuses an own share below what the rule allows', () => {
    const error = refusal((json) => {
      json.partners[0].shareBp = 2999;
      json.partners[1].shareBp = 7001;
    });
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain('own share 2999 is below 3000');
  });

  it('reports shares that do not add up, two owners and bounds in the wrong order at once', () => {
    const error = refusal((json) => {
      json.partners[1].shareBp = 4001;
      json.partners[1].own = true;
      json.partners[1].id = 'platform';
      json.pool.minRate = 0.5;
    });
    expect(error.issues.map(({ path }) => path)).toEqual([
      'partners',
      'partners',
      'partners.1.id',
      'pool.minRate',
    ]);
  });
});

describe('splitFunding', () => {
  it('rounds our own part up and shares out the rest', () => {
    expect(splitFunding(100_001, example)).toEqual([
      { id: 'platform', amountFen: 60_001 },
      { id: 'bank', amountFen: 40_000 },
    ]);
    expect(total(splitFunding(0, example))).toBe(0);
  });

  it('adds up to the fen, our part never below its share, nobody a fen off', () => {
    fc.assert(
      fc.property(agreements, fc.integer({ min: 0, max: 500_000_000 }), (agreement, amountFen) => {
        const parts = splitFunding(amountFen, agreement);
        expect(total(parts)).toBe(amountFen);
        parts.forEach(({ amountFen: partFen }, i) => {
          const exact = (amountFen * agreement.partners[i]!.shareBp) / 10_000;
          expect(Number.isSafeInteger(partFen)).toBe(true);
          expect(partFen).toBeGreaterThanOrEqual(i === 0 ? exact : 0);
          // A fen of rounding, and the share of the fen that our own rounding took.
          expect(Math.abs(partFen - exact)).toBeLessThan(2);
        });
      }),
    );
  });
});

describe('splitByShares', () => {
  it('gives what is left to the largest remainders, the earlier of equal ones', () => {
    const thirds = ['a', 'b', 'c'].map((id) => ({ id, shareBp: 1 }));
    expect(splitByShares(8, thirds).map(({ amountFen }) => amountFen)).toEqual([3, 3, 2]);
    const uneven = [
      { id: 'a', shareBp: 5000 },
      { id: 'b', shareBp: 3500 },
      { id: 'c', shareBp: 1500 },
    ];
    // 1.5, 1.05 and 0.45 of 3.
    expect(splitByShares(3, uneven).map(({ amountFen }) => amountFen)).toEqual([2, 1, 0]);
    expect(splitByShares(0, [])).toEqual([]);
  });

  it('stays exact at amounts whose products do not fit a double', () => {
    const amountFen = Number.MAX_SAFE_INTEGER;
    const parts = splitByShares(amountFen, example.partners);
    expect(total(parts)).toBe(amountFen);
    expect(BigInt(parts[1]!.amountFen)).toBe((BigInt(amountFen) * 4n + 5n) / 10n);
  });
});

describe('allocateLoss', () => {
  it('lets the pool bear losses first and the lenders the rest by their shares', () => {
    expect(allocateLoss(1_000_000, example, 400_000)).toEqual({
      poolFen: 400_000,
      partners: [
        { id: 'platform', amountFen: 360_000 },
        { id: 'bank', amountFen: 240_000 },
      ],
      poolLeftFen: 0,
    });
    const half = { ...example, pool: { ...example.pool, firstLossShare: 0.5 } };
    expect(allocateLoss(1_000_000, half, 900_000)).toMatchObject({ poolFen: 500_000, poolLeftFen: 400_000 });
    expect(allocateLoss(0, example, 7)).toMatchObject({ poolFen: 0, poolLeftFen: 7 });
  });

  it('loses and makes no fen, and nobody bears more than its share of what the pool does not', () => {
    const fen = fc.integer({ min: 0, max: 5_000_000_000 });
    fc.assert(
      fc.property(agreements, fen, fen, (agreement, lossFen, balanceFen) => {
        const { poolFen, partners, poolLeftFen } = allocateLoss(lossFen, agreement, balanceFen);
        expect(poolFen + total(partners)).toBe(lossFen);
        expect(poolFen + poolLeftFen).toBe(balanceFen);
        expect(poolLeftFen).toBeGreaterThanOrEqual(0);
        partners.forEach(({ amountFen }, i) => {
          const exact = ((lossFen - poolFen) * agreement.partners[i]!.shareBp) / 10_000;
          expect(amountFen).toBeLessThan(exact + 1);
          expect(amountFen).toBeGreaterThan(exact - 1);
        });
      }),
    );
  });
});

describe('reviewPool', () => {
  const pool = { minRate: 0.01, maxRate: 0.08, coverage: 1.5, firstLossShare: 1, releaseAbove: 1.25 };

  it('asks for one and a half times the losses seen, within its bounds', () => {
    expect(reviewPool(1_000_000, 100_000_000, 0.02, pool)).toEqual({
      targetRate: 0.03,
      targetFen: 3_000_000,
      topUpFen: 2_000_000,
      releaseFen: 0,
    });
    expect(reviewPool(0, 100_000_000, 0, pool).targetRate).toBe(0.01);
    expect(reviewPool(0, 100_000_000, 0.9, pool).targetRate).toBe(0.08);
  });

  it('gives back money well above the target only', () => {
    expect(reviewPool(3_750_000, 100_000_000, 0.02, pool)).toMatchObject({ topUpFen: 0, releaseFen: 0 });
    expect(reviewPool(3_750_001, 100_000_000, 0.02, pool)).toMatchObject({
      topUpFen: 0,
      releaseFen: 750_001,
    });
  });

  it('holds the target after the top-up or release it asks for, and rises with losses', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000_000 });
    const loss = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(fen, fen, loss, loss, (balanceFen, outstandingFen, rate, more) => {
        const review = reviewPool(balanceFen, outstandingFen, rate, pool);
        const after = balanceFen + review.topUpFen - review.releaseFen;
        expect(after).toBeGreaterThanOrEqual(review.targetFen);
        expect(Math.min(review.topUpFen, review.releaseFen)).toBe(0);
        expect(reviewPool(balanceFen, outstandingFen, rate + more, pool).targetFen).toBeGreaterThanOrEqual(
          review.targetFen,
        );
      }),
    );
  });
});
