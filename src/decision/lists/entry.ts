import { z } from 'zod';
import { type Day, parseDay } from '../../core/index.ts';
import { creditCodeProblem, normaliseCreditCode } from '../identity/credit-code.ts';

/** What an entry is about. Values of person, phone, device and address are salted hashes, as in the `links` source. */
export const listKinds = ['firm', 'person', 'phone', 'device', 'address', 'uscc'] as const;
export type ListKind = (typeof listKinds)[number];

/** From hardest to softest: who keeps an entry here says what a match means. */
export const listNames = ['block', 'watch', 'allow'] as const;
export type ListName = (typeof listNames)[number];

/** Kinds that may be listed by name; the others are matched by value alone. */
const NAMED: readonly ListKind[] = ['firm', 'person'];

/** One entry of a block, watch or allow list. */
export interface ListEntry {
  /** Unique within a file. */
  readonly id: string;
  readonly kind: ListKind;
  /** Identifier or hash; null where only a name is known. */
  readonly value: string | null;
  /** Name of a firm or person; null where only a value is known. */
  readonly name: string | null;
  /** Other names of the same firm or person. */
  readonly aliases: readonly string[];
  readonly list: ListName;
  /** Why it is listed; for the officer, never shown to the applicant. */
  readonly reason: string;
  /** Who answers for the entry. */
  readonly owner: string;
  /** First day on which the entry counts. */
  readonly addedOn: Day;
  /** First day on which it no longer counts; null for an entry without end. */
  readonly expiresOn: Day | null;
}

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((given) => given.trim() !== '', 'expected a text that is not blank');

const date = z.string().transform((given, context) => {
  const day = parseDay(given);
  if (day === undefined) context.addIssue(`expected a date YYYY-MM-DD, got ${given}`);
  return day ?? z.NEVER;
});

/** An entry as a file spells it: dates as YYYY-MM-DD, unknown fields refused, optional fields absent or null. */
export const entrySchema = z
  .strictObject({
    id: text(64),
    kind: z.enum(listKinds),
    value: text(200).nullish(),
    name: text(200).nullish(),
    aliases: z.array(text(200)).max(100).nullish(),
    list: z.enum(listNames),
    reason: text(500),
    owner: text(100),
    addedOn: date,
    expiresOn: date.nullish(),
  })
  .transform((given, context): ListEntry => {
    const issue = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    const value = given.value ?? null;
    const name = given.name ?? null;
    const aliases = given.aliases ?? [];
    const expiresOn = given.expiresOn ?? null;
    if (value === null && name === null) issue('value', 'expected a value or a name, got neither');
    if (!NAMED.includes(given.kind) && (name !== null || aliases.length > 0))
      issue('name', `expected no name: a ${given.kind} is matched by value`);
    if (name === null && aliases.length > 0) issue('aliases', 'expected a name beside the aliases');
    if (given.kind === 'uscc' && value !== null) {
      const problem = creditCodeProblem(normaliseCreditCode(value));
      if (problem) issue('value', `expected a unified social credit code, got ${value} (${problem})`);
    }
    if (expiresOn !== null && expiresOn <= given.addedOn)
      issue('expiresOn', 'expected a day after addedOn: the entry would never count');
    return { ...given, value, name, aliases, expiresOn };
  });
