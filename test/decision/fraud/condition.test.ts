import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ANSWER,
  type Answer,
  type Condition,
  compileCondition,
  condition,
  featuresOf,
} from '../../../src/decision/fraud/condition.ts';

const names = ['a', 'b', 'c'];
const ask = (when: Condition, values: readonly number[]): Answer =>
  compileCondition(when, (name) => names.indexOf(name))(Float64Array.from(values));

test('each comparison at its edge', () => {
  expect(ask({ feature: 'a', atLeast: 2 }, [2])).toBe(ANSWER.yes);
  expect(ask({ feature: 'a', above: 2 }, [2])).toBe(ANSWER.no);
  expect(ask({ feature: 'a', atMost: 2 }, [2])).toBe(ANSWER.yes);
  expect(ask({ feature: 'a', below: 2 }, [2])).toBe(ANSWER.no);
  expect(ask({ feature: 'a', atLeast: 2 }, [Number.NaN])).toBe(ANSWER.unknown);
});

test('a missing feature proves nothing, and takes nothing away from what is known', () => {
  const a: Condition = { feature: 'a', atLeast: 1 };
  const b: Condition = { feature: 'b', atLeast: 1 };
  expect(ask({ all: [a, b] }, [Number.NaN, 1])).toBe(ANSWER.unknown);
  expect(ask({ all: [a, b] }, [Number.NaN, 0])).toBe(ANSWER.no);
  expect(ask({ any: [a, b] }, [Number.NaN, 0])).toBe(ANSWER.unknown);
  expect(ask({ any: [a, b] }, [Number.NaN, 1])).toBe(ANSWER.yes);
});

const leaf = fc.record({ feature: fc.constantFrom(...names), atLeast: fc.constantFrom(0, 1, 2) });
const tree = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
  ),
})).node;

/** Kleene: false, unknown, true as 0, 1, 2; all is the least, any the largest. */
function naive(when: Condition, values: readonly number[]): number {
  if ('all' in when) return Math.min(...when.all.map((part) => naive(part, values)));
  if ('any' in when) return Math.max(...when.any.map((part) => naive(part, values)));
  const value = values[names.indexOf(when.feature)]!;
  return Number.isNaN(value) ? 1 : value >= when.atLeast! ? 2 : 0;
}

const value = fc.constantFrom(0, 1, 2, Number.NaN);

test('conditions answer as their naive twin', () => {
  fc.assert(
    fc.property(tree, fc.tuple(value, value, value), (when, values) => {
      expect(ask(when, values)).toBe(naive(when, values));
    }),
  );
});

test('what becomes known later never turns a yes or a no', () => {
  fc.assert(
    fc.property(tree, fc.tuple(value, value, value), fc.tuple(value, value, value), (when, before, later) => {
      const answer = ask(when, before);
      fc.pre(answer !== ANSWER.unknown);
      expect(
        ask(
          when,
          before.map((v, i) => (Number.isNaN(v) ? later[i]! : v)),
        ),
      ).toBe(answer);
    }),
  );
});

test('features are named once, in order of first use', () => {
  const when: Condition = {
    any: [
      { feature: 'b', atLeast: 1 },
      {
        all: [
          { feature: 'a', below: 1 },
          { feature: 'b', above: 3 },
        ],
      },
    ],
  };
  expect(featuresOf(when)).toEqual(['b', 'a']);
});

test('a comparison has one bound, and a group is not empty', () => {
  expect(condition.safeParse({ feature: 'a' }).success).toBe(false);
  expect(condition.safeParse({ feature: 'a', atLeast: 1, below: 3 }).success).toBe(false);
  expect(condition.safeParse({ all: [] }).success).toBe(false);
  expect(condition.safeParse({ any: [{ feature: 'a', atLeast: 1 }] }).success).toBe(true);
});
