import { featureCatalogue } from './catalogue.ts';

/**
 * How the bad rate must run over a feature's values where the catalogue says so: what a scorecard's bins are held to.
 * Features without a clear direction are left out.
 */
export function featureTrends(): Readonly<Record<string, 'ascending' | 'descending'>> {
  const directed = featureCatalogue.flatMap(({ name, monotone }) =>
    monotone === 'none' ? [] : [[name, monotone === 'increasing' ? 'ascending' : 'descending'] as const],
  );
  return Object.fromEntries(directed);
}
