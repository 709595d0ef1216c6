import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fail } from '../../core/index.ts';
import { featureNames } from '../../features/index.ts';
import { sourceNames } from '../../sources/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';
import { outcomes } from '../outcome.ts';

const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const texts = <const Names extends readonly string[]>(...names: Names) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, text])) as Record<Names[number], typeof text>);

const schema = z.strictObject({
  /** Who is asked for a human review, how, and how soon they answer, in working days. */
  contact: z.strictObject({ lender: text, channel: text, answerDays: z.int().min(1).max(60) }),
  outcome: texts(...outcomes),
  lead: texts('approve', 'approveLess', 'review', 'reviewIndicative', 'decline'),
  label: texts(
    ...(['title', 'application', 'date', 'asked', 'offered', 'term', 'rate', 'instalment'] as const),
    ...(['interest', 'validUntil', 'purpose', 'reasons', 'reasonsApprove', 'noReasons', 'more'] as const),
    ...(['chart', 'chartNote', 'change', 'sources', 'used', 'empty', 'withheld', 'rights'] as const),
    ...(['decision', 'model', 'policy', 'yours', 'usual', 'product', 'largestPayment', 'others'] as const),
  ),
  reason: texts(
    ...(['against', 'for', 'rule', 'below', 'within', 'above', 'alone', 'missing', 'discreet'] as const),
    ...(['ruleBelow', 'ruleWithin', 'ruleAbove', 'ruleAlone', 'ruleMissing', 'ruleDiscreet'] as const),
    ...(['same', 'ruleSame', 'contributing', 'range'] as const),
  ),
  change: texts(
    ...(['promise', 'approve', 'review', 'and', 'none', 'noneBecause', 'notComputed'] as const),
    ...(['amountUp', 'amountDown', 'term', 'up', 'down', 'known', 'counter'] as const),
  ),
  rights: z.array(text).min(1),
  rightsContact: text,
  /** Uses of funds by their name in the application. */
  purposes: z.record(z.string(), text),
  sources: z.partialRecord(z.enum(sourceNames as [string, ...string[]]), text),
  /** Which feature a reason code is about: its value is printed beside the reason. */
  figures: z.record(z.string(), z.enum(featureNames as [string, ...string[]])),
});

/** Every word of an explanation card that is not a reason, in both languages; `{name}` is filled in. */
export type CardTexts = z.infer<typeof schema>;

/** The texts that come with Parus. */
export const standardCardTextsPath = fileURLToPath(
  new URL('../../../policies/card-texts.json', import.meta.url),
);

/**
 * Validates the texts of cards; `path` names the file in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file
 */
export function parseCardTexts(json: unknown, path: string): CardTexts {
  return validated(schema, json, refuseTexts(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadCardTexts(path: string = standardCardTextsPath): Promise<CardTexts> {
  return parseCardTexts(await readJson(path, refuseTexts(path)), path);
}

const refuseTexts =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
