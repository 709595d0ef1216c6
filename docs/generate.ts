/** Writes the parts of docs/ that are generated from the code: `npm run docs`. Tests prove that they are up to date. */
import { writeFileSync } from 'node:fs';
import { errorsMarkdown } from '../src/core/errors-markdown.ts';
import { featuresMarkdown } from '../src/features/index.ts';

const pages = { 'errors.md': errorsMarkdown(), 'features.md': featuresMarkdown() };

for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(name, import.meta.url), text);
