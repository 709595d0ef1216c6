import { featureCatalogue } from '../features/index.ts';
import type { Wording } from '../scorecard/index.ts';

/** What the catalogue's features are called in reasons. */
export function featureWording(): Wording {
  return new Map(
    featureCatalogue.map(({ name, meaning, meaningZh, unit }) => [
      name,
      { en: meaning, zh: meaningZh, unit },
    ]),
  );
}
