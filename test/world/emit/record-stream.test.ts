import { expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { recordStreamOf } from '../../../src/world/emit/record-stream.ts';
import { baselineWorld } from '../worlds.ts';

it('gives a world one stream a name, that of its seed', () => {
  const [one, other] = [baselineWorld(1, 6), baselineWorld(2, 6)];
  expect(recordStreamOf(one, 'pos')).toBe(recordStreamOf(one, 'pos'));
  expect(recordStreamOf(one, 'pos').uniform(3)).toBe(openStream(1, 'world.records.pos').uniform(3));
  expect(recordStreamOf(other, 'pos').uniform(3)).not.toBe(recordStreamOf(one, 'pos').uniform(3));
  expect(recordStreamOf(one, 'orders').uniform(3)).not.toBe(recordStreamOf(one, 'pos').uniform(3));
});
