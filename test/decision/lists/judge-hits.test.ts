import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeHits, type ListHit, listKinds, listNames } from '../../../src/decision/lists/index.ts';
import { standardRules } from '../fixtures.ts';

const params = { declineKinds: ['firm', 'uscc', 'person', 'device', 'phone'] } as const;
const hit = (change: Partial<ListHit>): ListHit => ({
  entryId: 'E',
  list: 'block',
  kind: 'firm',
  by: 'value',
  asked: 'x',
  listed: 'x',
  score: 1,
  how: 'exact',
  identifying: true,
  parts: [],
  explanation: { en: '', zh: '' },
  ...change,
});
const fuzzy = { by: 'name', how: 'fuzzy', score: 0.8, identifying: false } as const;
const judge = (...hits: Partial<ListHit>[]) => judgeHits(hits.map(hit), params);

describe('judgeHits', () => {
  it('approves without hits, and with hits on allow lists alone', () => {
    expect(judge()).toEqual({ outcome: 'approve', codes: [], decisive: [], lifted: [] });
    expect(judge({ list: 'allow' }).outcome).toBe('approve');
  });

  it('declines what a block list names, with a concrete reason', () => {
    const verdict = judge({ entryId: 'B' });
    expect(verdict).toEqual({ outcome: 'decline', codes: ['BLOCK_LISTED'], decisive: ['B'], lifted: [] });
    // A decline does not promise that a person will look at the doubts beside it.
    expect(judge({}, fuzzy, { list: 'watch' }).codes).toEqual(['BLOCK_LISTED']);
    expect(standardRules.reasonTexts['BLOCK_LISTED']?.concrete).toBe(true);
  });

  it('reviews what is only alike, and what is watched', () => {
    expect(judge(fuzzy)).toMatchObject({ outcome: 'review', codes: ['BLOCK_LIST_POSSIBLE'] });
    expect(judge({ list: 'watch' })).toMatchObject({ outcome: 'review', codes: ['WATCH_LISTED'] });
    // The same name of a person is not the same person.
    expect(judge({ kind: 'person', by: 'name', identifying: false }).outcome).toBe('review');
    // A kind that the lender does not decline on.
    expect(judge({ kind: 'address' })).toMatchObject({ outcome: 'review', codes: ['BLOCK_LIST_POSSIBLE'] });
  });

  it('lets an allow list of the firm lift doubts, but never a knock-out', () => {
    const allowed = { entryId: 'A', list: 'allow' } as const;
    expect(
      judge(allowed, { ...fuzzy, entryId: 'B' }, { list: 'watch', kind: 'phone', entryId: 'W' }),
    ).toEqual({
      outcome: 'approve',
      codes: [],
      decisive: [],
      lifted: ['B', 'W'],
    });
    expect(judge(allowed, { entryId: 'B' })).toMatchObject({ outcome: 'decline', lifted: [] });
    expect(judge(allowed, { kind: 'address', entryId: 'B' }).outcome).toBe('review');
  });

  it('lets an allowed address lift doubts about the address alone', () => {
    const allowed = { list: 'allow', kind: 'address' } as const;
    expect(judge(allowed, { list: 'watch', kind: 'address' }).outcome).toBe('approve');
    expect(judge(allowed, { list: 'watch', kind: 'firm' }).outcome).toBe('review');
  });

  it('lets what is only like an allowed name lift nothing', () => {
    expect(judge({ ...fuzzy, list: 'allow' }, fuzzy).outcome).toBe('review');
  });

  it('reviews where the lists could not be read', () => {
    expect(judgeHits(null, params)).toMatchObject({ outcome: 'review', codes: ['LISTS_UNAVAILABLE'] });
  });

  it('never declines without an identifying hit, and never approves with a doubt that stands', () => {
    const hits = fc.array(
      fc.record({
        list: fc.constantFrom(...listNames),
        kind: fc.constantFrom(...listKinds),
        identifying: fc.boolean(),
        entryId: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(hits, (given) => {
        const { outcome, codes, decisive } = judge(...given);
        const knockOuts = given.filter(
          ({ list, kind, identifying }) => list === 'block' && identifying && kind !== 'address',
        );
        expect(outcome === 'decline').toBe(knockOuts.length > 0);
        expect(outcome === 'approve').toBe(codes.length === 0);
        expect(outcome === 'approve').toBe(decisive.length === 0);
        // Without allow lists every hit is a doubt at least.
        if (!given.some(({ list }) => list === 'allow'))
          expect(outcome === 'approve').toBe(given.length === 0);
      }),
    );
  });
});
