import { type FeatureInfo, featureCatalogue } from '../../features/index.ts';
import type { Language } from './language.ts';

const byName: ReadonlyMap<string, FeatureInfo> = new Map(featureCatalogue.map((info) => [info.name, info]));

/** What the catalogue says of a feature; undefined for a column that is none. */
export function featureInfo(name: string): FeatureInfo | undefined {
  return byName.get(name);
}

/** A feature's name in words, its first letter large. */
export function featureTitle({ meaning, meaningZh }: FeatureInfo, language: Language): string {
  return language === 'zh' ? meaningZh : meaning.charAt(0).toUpperCase() + meaning.slice(1);
}

/**
 * Does a figure tell of others than the firm, or of a person's traits? Such a value is used, but not printed: links count
 * who shares a phone or an address with the firm, and the registry's personal entries are about its owner.
 */
export function isDiscreet({ sources, sensitivity }: FeatureInfo): boolean {
  return sources.includes('links') || (sensitivity === 'personal' && sources.includes('registry'));
}
