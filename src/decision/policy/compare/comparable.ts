import type { Outcome } from '../../outcome.ts';
import { balanceYears } from '../../terms/index.ts';

/** What a comparison looks at of a decision; a `Decision` is one. */
export interface Comparable {
  readonly applicationId: string;
  readonly outcome: Outcome;
  readonly limitFen: number;
  readonly annualRate: number | null;
  readonly termMonths: number;
  readonly expectedLossFen: number;
  readonly reasons: readonly { readonly code: string }[];
  readonly trace?: { readonly steps: readonly ComparableStep[] };
}

interface ComparableStep {
  readonly step: string;
  readonly input?: unknown;
  readonly output: unknown;
}

interface PriceStep {
  readonly input: { readonly limitFen: number; readonly termMonths: number; readonly fenYears?: number };
  readonly output: {
    readonly annualRate: number;
    readonly parts: Readonly<Record<string, number>>;
  };
}

/**
 * What an approved loan is expected to leave over its term after funding, expected loss and operating cost, in fen: the
 * rate less those parts of the price floor, on the balance outstanding. What is charged for capital is profit. 0 for
 * an application that is not approved, null where the decision carries no traced price.
 */
export function contributionFen({ outcome, trace }: Comparable): number | null {
  if (outcome !== 'approve') return 0;
  const step = trace?.steps.find(({ step: name }) => name === 'price') as PriceStep | undefined;
  if (!step) return null;
  const { limitFen, termMonths, fenYears } = step.input;
  const { annualRate, parts } = step.output;
  const cost = (parts['funding'] ?? 0) + (parts['expectedLoss'] ?? 0) + (parts['operating'] ?? 0);
  return Math.round((annualRate - cost) * (fenYears ?? balanceYears(limitFen, termMonths)));
}
