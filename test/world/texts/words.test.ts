import { expect, it } from 'vitest';
import { words } from '../../../src/world/texts/words.ts';

it('reads a block of several lines as one list', () => {
  expect(words(' 好 \n   很好  不错\n')).toEqual(['好', '很好', '不错']);
});
