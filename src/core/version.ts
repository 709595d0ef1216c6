import { readFileSync } from 'node:fs';

/** The version of this package, from its own manifest: two folders up in the checkout and in the published form. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
