import { ANSWER, compileCondition, featuresOf } from './condition.ts';
import { isGraphName } from './graph-names.ts';
import type { FraudRule, FraudRules, Typology } from './rules-file.ts';

/** One feature as it is shown: null where it is not known. */
export interface Shown {
  readonly feature: string;
  readonly value: number | null;
}

/** A rule that holds, with what it rests on. */
export interface RuleHit {
  readonly code: string;
  readonly typology: Typology;
  readonly severity: FraudRule['severity'];
  /** What it reads: features of the firm alone, or of its relations too. */
  readonly reads: 'firm' | 'graph';
  readonly evidence: readonly Shown[];
}

/** What the rules say of one application. */
export interface RuleFindings {
  /** In the order of the file. */
  readonly hits: readonly RuleHit[];
  /** Rules that could not be judged because what they read is missing. */
  readonly unknown: number;
}

/** Rules ready to run on values in a given order; NaN is missing. */
export type RuleMatcher = (values: Float64Array) => RuleFindings;

/** Compiles rules once; `placeOf` says where a feature stands in the values. */
export function compileRules({ rules }: FraudRules, placeOf: (feature: string) => number): RuleMatcher {
  const compiled = rules.map(({ code, typology, severity, when, evidence }) => ({
    head: { code, typology, severity, reads: featuresOf(when).some(isGraphName) ? 'graph' : 'firm' } as const,
    test: compileCondition(when, placeOf),
    evidence: evidence.map((feature) => ({ feature, place: placeOf(feature) })),
  }));
  return (values) => {
    const hits: RuleHit[] = [];
    let unknown = 0;
    for (let i = 0; i < compiled.length; i++) {
      const { head, test, evidence } = compiled[i]!;
      const answer = test(values);
      if (answer === ANSWER.unknown) unknown += 1;
      if (answer !== ANSWER.yes) continue;
      hits.push({ ...head, evidence: evidence.map(({ feature, place }) => shown(feature, values[place]!)) });
    }
    return { hits, unknown };
  };
}

/** A value as it goes into a trace: JSON has no NaN. */
export function shown(feature: string, value: number): Shown {
  return { feature, value: Number.isNaN(value) ? null : value };
}
