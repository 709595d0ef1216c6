import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { pickOne, StreamDraws } from '../../../src/world/texts/draws.ts';

describe('StreamDraws', () => {
  const stream = openStream(5, 'test.draws');

  it('gives the draws of its place one after another', () => {
    const draws = new StreamDraws(stream).seek(3, 8, 10);
    expect([draws.next(), draws.next()]).toEqual([stream.uniform(3, 8, 10), stream.uniform(3, 8, 11)]);
  });

  it('forgets where it was when it goes elsewhere', () => {
    const draws = new StreamDraws(stream).seek(1, 1);
    draws.next();
    expect(draws.seek(2, 4).next()).toBe(stream.uniform(2, 4, 0));
  });
});

describe('pickOne', () => {
  it('reaches the first and the last of a list, and nothing beyond', () => {
    expect(pickOne({ next: () => 0 }, ['a', 'b', 'c'])).toBe('a');
    expect(pickOne({ next: () => 1 - 2 ** -53 }, ['a', 'b', 'c'])).toBe('c');
  });
});
