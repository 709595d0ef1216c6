import { z } from 'zod';
import { outcomes } from '../outcome.ts';

export const priorities = ['high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** What a review can end in: a person either lends or does not. */
export const verdicts = ['approve', 'decline'] as const;
export type Verdict = (typeof verdicts)[number];

const text = z.string().min(1).max(4000);
const day = z.int().min(0).max(47_846);
const common = {
  /** The application's id: one case an application. */
  caseId: z.string().min(1).max(200),
  /** Days since 1970-01-01; never before the case's last event. */
  day,
  /** Who did it, in the spelling that `personOf` gives. */
  by: z.string().min(1).max(64),
  role: z.string().min(1).max(64),
};

/** One thing that happened to a case; the record is append-only. */
export const reviewEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    ...common,
    firmId: z.string().min(1).max(200),
    /** What the engine said: a review, or a decline that the applicant appealed against. */
    machine: z.enum(outcomes).exclude(['approve']),
    codes: z.array(z.string()),
    /** Those of the codes that forbid an approval. */
    regulatory: z.array(z.string()),
    amountFen: z.int().min(0),
    priority: z.enum(priorities),
    dueDay: day,
    /** Last day on which the case can be decided. */
    expiresDay: day,
  }),
  z.strictObject({ type: z.literal('claimed'), ...common }),
  z.strictObject({ type: z.literal('released'), ...common }),
  z.strictObject({ type: z.literal('commented'), ...common, text }),
  z.strictObject({
    type: z.literal('evidence-added'),
    ...common,
    name: z.string().min(1).max(200),
    /** Hash of the document, which is kept elsewhere. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({
    type: z.literal('proposed'),
    ...common,
    outcome: z.enum(verdicts),
    reasonCode: z.string().min(1).max(100),
    text,
  }),
  z.strictObject({ type: z.literal('confirmed'), ...common }),
  z.strictObject({ type: z.literal('returned'), ...common, text }),
  z.strictObject({ type: z.literal('escalated'), ...common, text, dueDay: day }),
  z.strictObject({ type: z.literal('snoozed'), ...common, until: day }),
  z.strictObject({ type: z.literal('expired'), ...common }),
]);

export type ReviewEvent = z.infer<typeof reviewEventSchema>;
export type ReviewEventType = ReviewEvent['type'];
