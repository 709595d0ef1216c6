/** Writes the parts of docs/ that are generated from the code: `npm run docs`. Tests prove that they are up to date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { errorsMarkdown } from '../src/core/errors-markdown.ts';
import { featuresMarkdown } from '../src/features/index.ts';
import { sourceNames } from '../src/sources/index.ts';
import { contractJsonText, sourcesMarkdown } from '../src/sources/sources-markdown.ts';

const pages = {
  'errors.md': errorsMarkdown(),
  'features.md': featuresMarkdown(),
  'sources.md': sourcesMarkdown(),
  ...Object.fromEntries(sourceNames.map((name) => [`schemas/${name}.json`, contractJsonText(name)])),
};

mkdirSync(new URL('schemas/', import.meta.url), { recursive: true });
for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(name, import.meta.url), text);
