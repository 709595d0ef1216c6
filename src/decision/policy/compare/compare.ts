import { fail } from '../../../core/index.ts';
import { type Outcome, outcomes } from '../../outcome.ts';
import type { Comparable } from './comparable.ts';
import { type ApprovedTotals, approvedTotals, type BadRate, badRateOf } from './totals.ts';

/** An application that two policies do not decide alike. `before` is under the first policy, `after` under the second. */
export interface ChangedApplication {
  readonly applicationId: string;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Reasons that only the second policy gives, in its order. */
  readonly gained: readonly string[];
  /** Reasons that only the first policy gives, in its order. */
  readonly lost: readonly string[];
  readonly limitFen: readonly [before: number, after: number];
  readonly annualRate: readonly [before: number | null, after: number | null];
  readonly expectedLossFen: readonly [before: number, after: number];
  /** How it ended, where that is known. */
  readonly bad: boolean | null;
}

export interface ReasonChange {
  readonly code: string;
  readonly gained: number;
  readonly lost: number;
}

/** What a second policy would do differently from a first one on the same applications. */
export interface PolicyComparison {
  readonly applications: number;
  /** Applications by outcome under the first policy, then under the second. */
  readonly transitions: Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;
  readonly outcomesChanged: number;
  /** In the order of the applications; outcome, reasons, limit or rate differ. */
  readonly changes: readonly ChangedApplication[];
  /** Most moved first, then by code. */
  readonly reasons: readonly ReasonChange[];
  readonly before: ApprovedTotals;
  readonly after: ApprovedTotals;
  /** Where ends are known: bad rates of what each policy approves, and of each transition; null where none is known. */
  readonly badRates: {
    readonly before: BadRate;
    readonly after: BadRate;
    readonly transitions: Readonly<Record<Outcome, Readonly<Record<Outcome, BadRate>>>>;
  } | null;
}

/**
 * Compares the decisions of two policies on the same applications. `bads` says of applications whether they went bad;
 * declined ones have no end, so what a policy would newly approve is judged by its expected loss alone.
 * @throws PARUS_APPLICATION_INVALID where the two lists are not of the same applications in the same order.
 */
export function compareDecisions(
  before: readonly Comparable[],
  after: readonly Comparable[],
  bads: ReadonlyMap<string, boolean> = new Map(),
): PolicyComparison {
  const changes: ChangedApplication[] = [];
  const reasons = new Map<string, { gained: number; lost: number }>();
  const ids = byTransition((): string[] => []);
  if (before.length !== after.length)
    throw fail('PARUS_APPLICATION_INVALID', {
      problem: `${before.length} decisions cannot be compared with ${after.length}`,
    });
  before.forEach((a, i) => {
    const b = after[i]!;
    if (a.applicationId !== b.applicationId)
      throw fail('PARUS_APPLICATION_INVALID', {
        problem: `decision ${i} is of ${a.applicationId} before and of ${b.applicationId} after`,
      });
    ids[a.outcome][b.outcome].push(a.applicationId);
    const change = changeOf(a, b, bads.get(a.applicationId) ?? null);
    if (!change) return;
    changes.push(change);
    for (const code of change.gained) tally(reasons, code).gained += 1;
    for (const code of change.lost) tally(reasons, code).lost += 1;
  });
  const known = before.some(({ applicationId }) => bads.has(applicationId));
  const approvedIds = (list: readonly Comparable[]): string[] =>
    list.filter(({ outcome }) => outcome === 'approve').map(({ applicationId }) => applicationId);
  return {
    applications: before.length,
    transitions: byTransition((a, b) => ids[a][b].length),
    outcomesChanged: changes.filter((change) => change.before !== change.after).length,
    changes,
    reasons: [...reasons]
      .map(([code, counts]) => ({ code, ...counts }))
      .sort((a, b) => b.gained + b.lost - a.gained - a.lost || (a.code < b.code ? -1 : 1)),
    before: approvedTotals(before),
    after: approvedTotals(after),
    badRates: known
      ? {
          before: badRateOf(approvedIds(before), bads),
          after: badRateOf(approvedIds(after), bads),
          transitions: byTransition((a, b) => badRateOf(ids[a][b], bads)),
        }
      : null,
  };
}

/**
 * Decides recorded applications under two sets of rules and compares the answers. Nothing else is asked: the snapshots
 * hold all that a decision is a function of.
 * @throws whatever `decide` throws.
 */
export async function comparePolicies<Snapshot, Rules>(
  snapshots: Iterable<Snapshot>,
  rulesBefore: Rules,
  rulesAfter: Rules,
  decide: (snapshot: Snapshot, rules: Rules) => Comparable | Promise<Comparable>,
  bads?: ReadonlyMap<string, boolean>,
): Promise<PolicyComparison> {
  const before: Comparable[] = [];
  const after: Comparable[] = [];
  for (const snapshot of snapshots) {
    before.push(await decide(snapshot, rulesBefore));
    after.push(await decide(snapshot, rulesAfter));
  }
  return compareDecisions(before, after, bads);
}

function changeOf(a: Comparable, b: Comparable, bad: boolean | null): ChangedApplication | undefined {
  const codes = (decision: Comparable): string[] => decision.reasons.map(({ code }) => code);
  const [had, has] = [codes(a), codes(b)];
  const gained = has.filter((code) => !had.includes(code));
  const lost = had.filter((code) => !has.includes(code));
  const same =
    a.outcome === b.outcome &&
    gained.length + lost.length === 0 &&
    a.limitFen === b.limitFen &&
    a.annualRate === b.annualRate;
  if (same) return undefined;
  return {
    applicationId: a.applicationId,
    before: a.outcome,
    after: b.outcome,
    gained,
    lost,
    limitFen: [a.limitFen, b.limitFen],
    annualRate: [a.annualRate, b.annualRate],
    expectedLossFen: [a.expectedLossFen, b.expectedLossFen],
    bad,
  };
}

function tally(
  reasons: Map<string, { gained: number; lost: number }>,
  code: string,
): { gained: number; lost: number } {
  const counts = reasons.get(code) ?? { gained: 0, lost: 0 };
  reasons.set(code, counts);
  return counts;
}

function byTransition<T>(make: (before: Outcome, after: Outcome) => T): Record<Outcome, Record<Outcome, T>> {
  const row = (before: Outcome) =>
    Object.fromEntries(outcomes.map((after) => [after, make(before, after)])) as Record<Outcome, T>;
  return Object.fromEntries(outcomes.map((before) => [before, row(before)])) as Record<
    Outcome,
    Record<Outcome, T>
  >;
}
