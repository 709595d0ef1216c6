import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { customerAccount, ringAccount } from '../../../src/world/emit/reviewers.ts';
import { wholeWorld } from './shop-lives.ts';

const stream = openStream(1, 'test.reviewers');
const us = Array.from({ length: 5_000 }, (_, i) => stream.uniform(i));

describe('accounts', () => {
  it('of customers are mostly seen once, those of a ring again and again', () => {
    const customers = new Set(us.map((u) => customerAccount(wholeWorld, 'border-county', u)));
    const ring = new Set(us.map((u) => ringAccount(wholeWorld, 2, u)));
    expect(customers.size).toBeGreaterThan(0.95 * us.length);
    expect(ring.size).toBeLessThan(100);
    expect([...ring].filter((account) => customers.has(account))).toEqual([]);
  });

  it('look alike, and differ between regions and rings', () => {
    const accounts = [
      customerAccount(wholeWorld, 'border-county', 0),
      customerAccount(wholeWorld, 'central-farm-belt', 0),
      ringAccount(wholeWorld, 0, 0),
      ringAccount(wholeWorld, 1, 0),
    ];
    expect(new Set(accounts).size).toBe(4);
    for (const account of accounts) expect(account).toMatch(/^U[0-9a-f]{8}$/);
  });
});
