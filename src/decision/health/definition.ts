import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { type FeatureInfo, featureCatalogue } from '../../features/index.ts';
import type { Bilingual } from '../card/index.ts';
import { type Refuse, readJson, refuseIssues, validated } from '../json-file.ts';

const text = z.string().min(1);
const match = z
  .array(z.string().regex(/^[a-z0-9_*]+$/, 'expected a feature of the catalogue, * for any letters'))
  .min(1);

const schema = z.strictObject({
  dimensions: z
    .array(
      z.strictObject({
        name: text,
        en: text,
        zh: text,
        /** What the dimension counts for in the whole, > 0. */
        weight: z.number().positive().max(100),
        families: z
          .array(
            z.strictObject({
              name: text,
              en: text,
              zh: text,
              match,
              /** What a firm can do about it; null where it can do nothing. */
              advice: z
                .strictObject({ code: z.string().regex(/^[A-Z][A-Z_]*$/), en: text, zh: text })
                .nullable(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  /** Which way is better for features that the catalogue gives no direction. */
  directions: z.record(z.string(), z.enum(['higher', 'lower'])),
  /** Features with a direction that are no indicators, and why. */
  leftOut: z.array(z.strictObject({ match, why: text })),
});

/** One figure of a firm's health. */
export interface Indicator {
  readonly info: FeatureInfo;
  readonly better: 'higher' | 'lower';
}

/** Indicators that say the same thing and are mended by the same advice. */
export interface IndicatorFamily extends Bilingual {
  readonly name: string;
  readonly indicators: readonly Indicator[];
  readonly advice: ({ readonly code: string } & Bilingual) | null;
}

/** One side of a firm's health. */
export interface HealthDimension extends Bilingual {
  readonly name: string;
  readonly weight: number;
  readonly families: readonly IndicatorFamily[];
}

/** What the health score is made of, with patterns resolved to features of the catalogue. */
export interface HealthDefinition {
  readonly dimensions: readonly HealthDimension[];
  readonly nIndicators: number;
}

/** The definition that comes with Parus. */
export const standardHealthPath = fileURLToPath(new URL('../../../policies/health.json', import.meta.url));

/**
 * Resolves a definition; `path` names the file in errors. Every feature of the catalogue with a direction must be an indicator of
 * exactly one family or be left out with a reason: a new feature is not forgotten by silence.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file
 */
export function parseHealthDefinition(json: unknown, path: string): HealthDefinition {
  const refuse = refuseHealth(path);
  const { dimensions, directions, leftOut } = validated(schema, json, refuse);
  const issues: { path: string; message: string }[] = [];
  const owner = new Map<string, string>();
  const matching = (patterns: readonly string[], at: string): FeatureInfo[] => {
    const tests = patterns.map((pattern, i) => {
      const test = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      if (!featureCatalogue.some(({ name }) => test.test(name)))
        issues.push({ path: `${at}.${i}`, message: `${pattern} names no feature of the catalogue` });
      return test;
    });
    return featureCatalogue.filter(({ name }) => tests.some((test) => test.test(name)));
  };
  const claim = (name: string, at: string): void => {
    const other = owner.get(name);
    if (other !== undefined) issues.push({ path: at, message: `${name} is also in ${other}` });
    owner.set(name, at);
  };
  const betterOf = ({ name, monotone }: FeatureInfo): Indicator['better'] | undefined =>
    directions[name] ??
    { increasing: 'lower' as const, decreasing: 'higher' as const, none: undefined }[monotone];
  const resolved = dimensions.map(
    (dimension, d): HealthDimension => ({
      ...dimension,
      families: dimension.families.map(({ match: patterns, ...family }, f): IndicatorFamily => {
        const at = `dimensions.${d}.families.${f}`;
        const indicators = matching(patterns, `${at}.match`).flatMap((info) => {
          const better = betterOf(info);
          return better === undefined ? [] : [{ info, better }];
        });
        for (const { info } of indicators) claim(info.name, at);
        return { ...family, indicators };
      }),
    }),
  );
  leftOut.forEach(({ match: patterns }, i) => {
    for (const info of matching(patterns, `leftOut.${i}.match`))
      if (betterOf(info) !== undefined) claim(info.name, `leftOut.${i}`);
  });
  for (const name of Object.keys(directions))
    if (!featureCatalogue.some((info) => info.name === name))
      issues.push({ path: `directions.${name}`, message: 'no feature of the catalogue' });
  for (const info of featureCatalogue)
    if (betterOf(info) !== undefined && !owner.has(info.name))
      issues.push({ path: 'dimensions', message: `${info.name} is in no family and not left out` });
  if (issues.length > 0) throw refuseIssues(refuse, issues);
  const nIndicators = resolved.reduce(
    (sum, { families }) => sum + families.reduce((n, { indicators }) => n + indicators.length, 0),
    0,
  );
  return { dimensions: resolved, nIndicators };
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadHealthDefinition(path: string = standardHealthPath): Promise<HealthDefinition> {
  return parseHealthDefinition(await readJson(path, refuseHealth(path)), path);
}

const refuseHealth =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
