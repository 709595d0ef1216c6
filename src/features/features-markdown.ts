import { featureCatalogue } from './catalogue.ts';
import type { FeatureInfo } from './feature.ts';

/** The text of docs/features.md: the catalogue in words, generated so that it cannot go stale. */
export function featuresMarkdown(): string {
  const groups = new Map<string, FeatureInfo[]>();
  for (const feature of featureCatalogue) {
    const key = feature.sources.length === 1 ? feature.sources[0]! : 'several sources';
    groups.set(key, [...(groups.get(key) ?? []), feature]);
  }
  const parts = [...groups].map(([title, features]) => `## ${title}\n\n${features.map(entry).join('\n')}`);
  return `${INTRODUCTION}\n${parts.join('\n')}`;
}

const INTRODUCTION = `# Features

Generated from the catalogue in \`src/features\` by \`npm run docs\`; do not edit.

${featureCatalogue.length} features, in the order of vectors and columns within each group. A feature at day asOf reads only records that had
happened and had arrived by then. A window of n days holds the records that are 0 to n - 1 days old. A feature that cannot
be computed (no known record of its source in its window, or nothing to divide by) is missing, which is not 0.
"Risk" says how risk moves with a larger value where theory is clear.
`;

function entry(feature: FeatureInfo): string {
  const { name, meaning, meaningZh, formula, unit, windowDays, monotone, sensitivity, sources, why } =
    feature;
  const window = windowDays === undefined ? 'all history' : `${windowDays} days`;
  const risk = monotone === 'none' ? 'not monotone' : monotone;
  return [
    `### ${name}`,
    '',
    `${capital(meaning)} (${meaningZh}).`,
    '',
    `- Formula: ${formula}.`,
    `- Unit: ${unit}; window: ${window}; risk: ${risk}; sensitivity: ${sensitivity}; reads: ${sources.join(', ')}.`,
    `- Why: ${why}`,
    '',
  ].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
