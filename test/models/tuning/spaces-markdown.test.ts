import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { spacesMarkdown } from '../../../src/models/tuning/spaces-markdown.ts';

it('stands in docs/models.md as it is in the code', () => {
  expect(spacesMarkdown()).toContain('| boosting | `learningRate` | 0.02 to 0.2, evenly in the logarithm |');
  expect(readFileSync('docs/models.md', 'utf8')).toContain(spacesMarkdown());
});
