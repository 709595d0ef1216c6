import { z } from 'zod';

/** A comparison of one feature with a number. A missing feature makes it unknown. */
export interface Comparison {
  readonly feature: string;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

/** What a rule asks of the features: comparisons joined by `all` and `any`. */
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

const bound = z.number().optional();

const comparison = z
  .strictObject({ feature: z.string().min(1), atLeast: bound, atMost: bound, above: bound, below: bound })
  .refine(
    ({ atLeast, atMost, above, below }) =>
      [atLeast, atMost, above, below].filter((limit) => limit !== undefined).length === 1,
    'expected exactly one of atLeast, atMost, above, below',
  );

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    comparison,
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
  ]),
);

/** The features that a condition reads, each once, in order of first use. */
export function featuresOf(when: Condition): string[] {
  const names =
    'all' in when
      ? when.all.flatMap(featuresOf)
      : 'any' in when
        ? when.any.flatMap(featuresOf)
        : [when.feature];
  return [...new Set(names)];
}

/** Answers of a condition; three-valued as in Kleene's strong logic, so that a missing feature never proves anything. */
export const ANSWER = { no: 0, unknown: 1, yes: 2 } as const;
export type Answer = (typeof ANSWER)[keyof typeof ANSWER];

/** A condition ready to run on values in the order it was compiled for; NaN is missing. */
export type Test = (values: Float64Array) => Answer;

/** Compiles a condition; `placeOf` says where a feature stands in the values. */
export function compileCondition(when: Condition, placeOf: (feature: string) => number): Test {
  if ('all' in when) return combine(when.all, placeOf, ANSWER.no);
  if ('any' in when) return combine(when.any, placeOf, ANSWER.yes);
  return compare(when, placeOf(when.feature));
}

/** `all` ends at the first no, `any` at the first yes; short of that, one unknown part leaves the whole unknown. */
function combine(parts: readonly Condition[], placeOf: (feature: string) => number, decisive: Answer): Test {
  const tests = parts.map((part) => compileCondition(part, placeOf));
  const otherwise = decisive === ANSWER.no ? ANSWER.yes : ANSWER.no;
  return (values) => {
    let unknown = false;
    for (let i = 0; i < tests.length; i++) {
      const answer = tests[i]!(values);
      if (answer === decisive) return decisive;
      if (answer === ANSWER.unknown) unknown = true;
    }
    return unknown ? ANSWER.unknown : otherwise;
  };
}

function compare({ atLeast, atMost, above, below }: Comparison, place: number): Test {
  const test = (holds: (value: number) => boolean): Test => {
    return (values) => {
      const value = values[place]!;
      if (Number.isNaN(value)) return ANSWER.unknown;
      return holds(value) ? ANSWER.yes : ANSWER.no;
    };
  };
  if (atLeast !== undefined) return test((value) => value >= atLeast);
  if (atMost !== undefined) return test((value) => value <= atMost);
  if (above !== undefined) return test((value) => value > above);
  return test((value) => value < below!);
}
