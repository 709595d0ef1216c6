import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditClaims, claims } from '../../src/claims/index.ts';
import { claimsText, seedList } from '../../src/cli/commands/claims.ts';
import { inlinePool } from '../../src/parallel/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const audit = (ids: readonly string[], changes: object = {}) =>
  auditClaims({
    ids,
    seeds: [1],
    scale: { firms: 500, futures: 8 },
    work: join(scratch.dir, 'work'),
    pool: inlinePool,
    ...changes,
  });

describe('claims', () => {
  it('are C01 to C34 and L01 to L07, each either with an experiment or with what it needs', () => {
    const numbered = (letter: string, n: number): string[] =>
      Array.from({ length: n }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);
    expect(claims.map(({ id }) => id)).toEqual([...numbered('C', 34), ...numbered('L', 7)]);
    for (const { id, run, needs } of claims)
      expect((run === undefined) !== (needs === undefined), id).toBe(true);
  });
});

describe('auditClaims', () => {
  it('says what is missing for claims without an experiment', async () => {
    const waiting = claims.find(({ run }) => !run)!;
    const [row, ...others] = await audit([waiting.id.toLowerCase()]);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: waiting.id,
      verdict: 'not yet',
      value: null,
      ci95: null,
      how: `not yet: needs ${waiting.needs}`,
    });
    expect(claimsText([row!])).toContain('not yet: needs');
  });

  it.each([
    [['C99'], {}, 'no claim C99'],
    [['C09'], { seeds: [] }, 'no seeds'],
    [['C09'], { seeds: [1, 1] }, 'a seed twice'],
    [['C09'], { seeds: [0.5] }, 'seed 0.5'],
    [['C09'], { scale: { firms: 10, futures: 8 } }, '10 firms'],
    [['C09'], { scale: { firms: 500, futures: 4 } }, '4 futures'],
  ])('refuses %j with %j', async (ids, changes, problem) => {
    await expect(audit(ids, changes)).rejects.toMatchObject({
      code: 'PARUS_USAGE',
      message: expect.stringContaining(problem),
    });
  });
});

describe('seedList', () => {
  it('reads whole numbers by comma and refuses anything else', () => {
    expect(seedList('1, 2,30')).toEqual([1, 2, 30]);
    for (const bad of ['', '1.5', 'one', '1;2']) expect(() => seedList(bad), bad).toThrow('--seeds got');
  });
});

describe('claimsText', () => {
  it('prints verdicts first, then what each hangs on and its tables', () => {
    const text = claimsText([
      {
        id: 'C08',
        claimed: 'More first loans.',
        source: 'report 004',
        figures: '+29 pp',
        measured: '12.0 [9.0, 15.0] pp; 3 seeds',
        value: 12,
        ci95: [9, 15],
        verdict: 'does not hold',
        condition: { assumption: 'the bad rate allowed', flipsAt: null },
        how: 'on trial books',
        tables: [{ title: 'by arm', header: ['arm', '%'], rows: [['all', '50']] }],
      },
    ]);
    expect(text).toMatch(/^claim +measured +95 % interval +verdict +claimed\n/);
    expect(text).toMatch(/C08 +12\.0 +9\.0 to 15\.0 +does not hold +\+29 pp/);
    expect(text).toContain('hangs on: the bad rate allowed');
    expect(text).toContain('flips at: no value within reach');
    expect(text).toMatch(/ {3}all +50$/);
  });
});
