import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { canonicalJson, fail, sha256 } from '../../core/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';
import { type Condition, condition, featuresOf } from './condition.ts';

/** What officers know of fraud; the names are those of the published typologies. */
export const typologies = [
  'shell',
  'invoice-inflation',
  'loan-stacking',
  'identity-takeover',
  'fund-diversion',
  'collusive-ring',
  'review-brushing',
] as const;

export type Typology = (typeof typologies)[number];

/** One thing a fraud officer would look for, written down before any case was counted. */
export interface FraudRule {
  /** Code of policies/reasons.json. */
  readonly code: string;
  readonly typology: Typology;
  /** `refer`: a person looks at it. `knockout`: hard evidence, a decline. */
  readonly severity: 'refer' | 'knockout';
  /** Where the rule comes from. */
  readonly why: string;
  readonly when: Condition;
  /** Features to show with a hit. */
  readonly evidence: readonly string[];
}

/** The rules of a file. */
export interface FraudRules {
  readonly name: string;
  /** SHA-256 of the content. */
  readonly hash: string;
  readonly rules: readonly FraudRule[];
  /** Features that the rules read or show, in order of first use. */
  readonly features: readonly string[];
}

/** The rules that come with Parus. */
export const standardFraudRulesPath = fileURLToPath(
  new URL('../../../policies/fraud-rules.json', import.meta.url),
);

const file = z.strictObject({
  name: z.string().min(1),
  rules: z
    .array(
      z.strictObject({
        code: z.string().regex(/^FRAUD_[A-Z0-9_]+$/, 'expected a code such as FRAUD_SHELL_CIRCLE'),
        typology: z.enum(typologies),
        severity: z.enum(['refer', 'knockout']),
        why: z.string().min(1),
        when: condition,
        evidence: z.array(z.string().min(1)).min(1),
      }),
    )
    .min(1)
    .superRefine((rules, context) => {
      const seen = new Set<string>();
      rules.forEach(({ code }, i) => {
        if (seen.has(code))
          context.addIssue({ code: 'custom', path: [i, 'code'], message: `${code} comes twice` });
        seen.add(code);
      });
    }),
});

/**
 * Validates rules; `path` names the file in errors and `known` the features that exist (of the catalogue and of the graph).
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file.
 */
export function parseFraudRules(json: unknown, path: string, known: readonly string[]): FraudRules {
  const { name, rules } = validated(withKnownFeatures(known), json, refuseRules(path));
  const features = [...new Set(rules.flatMap(({ when, evidence }) => [...featuresOf(when), ...evidence]))];
  return { name, rules, features, hash: sha256(canonicalJson({ name, rules })) };
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadFraudRules(
  known: readonly string[],
  path: string = standardFraudRulesPath,
): Promise<FraudRules> {
  return parseFraudRules(await readJson(path, refuseRules(path)), path, known);
}

function withKnownFeatures(known: readonly string[]) {
  const names = new Set(known);
  return file.superRefine(({ rules }, context) => {
    rules.forEach(({ when, evidence }, i) => {
      const unknown = [...new Set([...featuresOf(when), ...evidence])].filter(
        (feature) => !names.has(feature),
      );
      for (const feature of unknown) {
        context.addIssue({ code: 'custom', path: ['rules', i], message: `no feature ${feature}` });
      }
    });
  });
}

const refuseRules =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
