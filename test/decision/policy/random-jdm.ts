import fc from 'fast-check';
import type { PolicyContext } from '../../../src/decision/policy/index.ts';

/**
 * Random policies and contexts for the comparison of the two engines. Figures are quarters within +-100, which decimals
 * and doubles add, subtract, multiply and halve alike, and lists have 0, 1, 2 or 4 items, for their means; a remainder is only taken by a figure that is not 0, because
 * the rule engine ends the whole process on the other.
 */
const quarters = fc.integer({ min: -12, max: 12 }).map((n) => n / 4);
const figure = fc.oneof(quarters, fc.constantFrom(0, 1, 2, 3, 10, 100));
const word = fc.constantFrom('A', 'B2', 'stock', '', 'wages', '经营');
const quoted = word.chain((text) => fc.constantFrom(`"${text}"`, `'${text}'`));
const numberField = fc.constantFrom(
  'application.amountYuan',
  'application.termMonths',
  'assessment.pd',
  'assessment.score',
  'features.a',
  'features.b',
  'features.absent',
  'fraud.probability',
  'made.x',
  'made.y',
);
const textField = fc.constantFrom(
  'application.purpose',
  'assessment.grade',
  'identity.registry',
  'made.word',
);
const listField = fc.constantFrom('fraud.rules', 'hits', 'features.a', '[1, 2.5]', '[0.25, 3, 3, -1]');

const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((words) => words.join(''));
const lit = (text: string) => fc.constant(text);

const { numeric, truth, texts } = fc.letrec<{ numeric: string; truth: string; texts: string }>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(figure.map(String), numberField),
    join(lit('('), tie('numeric'), fc.constantFrom(' + ', ' - ', ' * ', '+'), tie('numeric'), lit(')')),
    join(
      lit('('),
      tie('numeric'),
      fc.constantFrom(' / 2)', ' / 0.25)', ' / 0)', ' % 3)', ' % 0.5)', ' ^ 2)', ' ^ 0)'),
    ),
    join(lit('('), tie('numeric'), lit(' ?? '), tie('numeric'), lit(')')),
    join(lit('-'), tie('numeric')),
    join(lit('('), tie('truth'), lit(' ? '), tie('numeric'), lit(' : '), tie('numeric'), lit(')')),
    join(fc.constantFrom('abs', 'floor', 'ceil', 'round', 'trunc'), lit('('), tie('numeric'), lit(')')),
    join(fc.constantFrom('round', 'trunc'), lit('('), tie('numeric'), lit(', 0)')),
    join(
      fc.constantFrom('sum', 'min', 'max'),
      lit('(['),
      tie('numeric'),
      lit(', '),
      tie('numeric'),
      lit('])'),
    ),
    join(fc.constantFrom('len', 'sum', 'min', 'max', 'avg'), lit('('), listField, lit(')')),
    join(lit('len('), tie('texts'), lit(')')),
    join(lit('count('), listField, lit(', # > '), figure.map(String), lit(')')),
  ),
  texts: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(quoted, textField),
    join(tie('texts'), lit(' + '), tie('texts')),
    join(fc.constantFrom('upper', 'lower', 'trim'), lit('('), tie('texts'), lit(')')),
  ),
  truth: fc.oneof(
    { maxDepth: 3 },
    join(tie('numeric'), fc.constantFrom(' > ', ' < ', ' >= ', '<=', ' == ', ' != '), tie('numeric')),
    join(textField, fc.constantFrom(' == ', ' != '), fc.oneof(tie('texts'), lit('null'))),
    join(tie('numeric'), fc.constantFrom(' in [1..3]', ' not in (0..10)', ' in [1, 2, -0.25]', ' in ]0..3[')),
    join(textField, fc.constantFrom(' in ["A", "stock"]', ' not in ["B2"]', " in ['', null]")),
    join(lit('('), tie('truth'), fc.constantFrom(' and ', ' or '), tie('truth'), lit(')')),
    join(lit('not ('), tie('truth'), lit(')')),
    join(
      fc.constantFrom('contains', 'startsWith', 'endsWith'),
      lit('('),
      textField,
      lit(', '),
      quoted,
      lit(')'),
    ),
    join(lit('contains('), listField, lit(', '), figure.map(String), lit(')')),
    join(
      fc.constantFrom('some', 'all', 'none', 'one'),
      lit('('),
      listField,
      lit(', # >= '),
      figure.map(String),
      lit(')'),
    ),
    lit('true'),
  ),
}));

/** Expressions that stand for themselves, of every kind. */
export const anyExpression = fc.oneof(numeric, truth, texts, listField, lit('null'));

const sign = fc.constantFrom('> ', '< ', '>= ', '<= ', '== ', '!= ');
const alternative = fc.oneof(
  { weight: 4, arbitrary: join(sign, figure.map(String)) },
  { weight: 2, arbitrary: figure.map(String) },
  { weight: 3, arbitrary: quoted },
  {
    weight: 3,
    arbitrary: fc.constantFrom('[1..3]', '(0..10)', '[-1..0.25)', ']0..2[', '[1, 2, 3]', '["A", "B2"]'),
  },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', 'not in [1, 2]', 'in ["stock"]', '!= null', '$') },
  { weight: 2, arbitrary: join(sign, numberField) },
  { weight: 1, arbitrary: join(fc.constantFrom('$ * 2 > ', '$ + 1 <= ', 'abs($) < '), figure.map(String)) },
  { weight: 1, arbitrary: join(lit('contains($, '), quoted, lit(')')) },
  // Inside of a cell `and` and `or` end an alternative, in brackets, too.
  { weight: 1, arbitrary: numeric.filter((text) => !/ (?:and|or) /.test(text)) },
);

/** Cells of a column that has a field. */
export const anyCell = fc.oneof(
  { weight: 3, arbitrary: lit('') },
  { weight: 6, arbitrary: alternative },
  { weight: 2, arbitrary: join(alternative, fc.constantFrom(' or ', ', ', ' and '), alternative) },
  {
    weight: 1,
    arbitrary: join(sign, figure.map(String), lit(' and '), sign, figure.map(String), lit(', '), quoted),
  },
);

const column = fc.oneof(
  { weight: 5, arbitrary: numberField },
  { weight: 3, arbitrary: textField },
  { weight: 1, arbitrary: numeric },
  { weight: 1, arbitrary: lit('') },
  { weight: 1, arbitrary: lit('len(hits)') },
);

const transform = fc.record({
  passThrough: fc.boolean(),
  inputField: fc.constant(null),
  outputPath: fc.constantFrom<string | null>(null, null, 'made', 'hits', 'made.deep'),
  executionMode: lit('single'),
});

const table = fc
  .tuple(fc.array(column, { minLength: 1, maxLength: 3 }), fc.constantFrom('first', 'collect'), transform)
  .chain(([fields, hitPolicy, around]) =>
    fc
      .array(
        fc.tuple(
          fc.tuple(...fields.map((field) => (field === '' ? fc.oneof(lit(''), truth) : anyCell))),
          fc.oneof(quoted, figure.map(String), numeric, lit('')),
        ),
        { maxLength: 5 },
      )
      .map((rows) => ({
        type: 'decisionTableNode',
        content: {
          hitPolicy,
          ...around,
          // What a table collects without a path takes the place of the whole context: closures refuse to go on then.
          outputPath: around.outputPath ?? (hitPolicy === 'collect' ? 'hits' : null),
          inputs: fields.map((field, i) => ({ id: `i${i}`, name: `i${i}`, field })),
          outputs: [
            { id: 'o0', name: 'o0', field: 'x' },
            { id: 'o1', name: 'o1', field: 'word' },
          ],
          rules: rows.map(([cells, answer], r) => ({
            _id: `r${r}`,
            ...Object.fromEntries(cells.map((cell, i) => [`i${i}`, cell])),
            o0: answer,
            o1: '"row"',
          })),
        },
      })),
  );

const loop = fc.tuple(fc.boolean(), fc.constantFrom('first', 'collect')).map(([passThrough, hitPolicy]) => ({
  type: 'decisionTableNode',
  content: {
    hitPolicy,
    passThrough,
    inputField: 'things',
    outputPath: 'looped',
    executionMode: 'loop',
    inputs: [{ id: 'i0', name: 'i0', field: 'n' }],
    outputs: [{ id: 'o0', name: 'o0', field: 'is' }],
    rules: [
      { _id: 'big', i0: '> 1', o0: '"big"' },
      { _id: 'known', i0: '!= null', o0: '"known"' },
    ],
  },
}));

const expressions = fc
  .tuple(fc.array(anyExpression, { minLength: 1, maxLength: 3 }), transform)
  .map(([list, around]) => ({
    type: 'expressionNode',
    content: {
      ...around,
      expressions: [
        ...list.map((value, i) => ({ id: `e${i}`, key: ['x', 'made.y', 'word'][i], value })),
        { id: 'again', key: 'again', value: '$.x' },
      ],
    },
  }));

const choice = fc
  .tuple(fc.array(truth, { minLength: 1, maxLength: 3 }), fc.constantFrom('first', 'collect'))
  .map(([list, hitPolicy]) => ({
    type: 'switchNode',
    content: {
      hitPolicy,
      statements: [
        ...list.map((condition, i) => ({ id: `s${i}`, condition })),
        { id: 'else', condition: '' },
      ],
    },
  }));

const step = fc.oneof(
  { weight: 5, arbitrary: table },
  { weight: 3, arbitrary: expressions },
  { weight: 2, arbitrary: choice },
  { weight: 1, arbitrary: loop },
);

export interface RandomNode {
  readonly id: string;
  readonly type: string;
  readonly content: { readonly statements?: readonly { readonly id: string }[] };
}

/** A graph of up to six nodes between the input and the output; edges only lead forward, and all ways to the output. */
export const anyPolicy = fc
  .tuple(
    fc.array(step, { minLength: 1, maxLength: 6 }),
    fc.array(fc.nat({ max: 1_000_000 }), { minLength: 40, maxLength: 40 }),
  )
  .map(([steps, draws]) => {
    let nDrawn = 0;
    const draw = (n: number): number => (draws[nDrawn++ % draws.length] ?? 0) % n;
    const nodes: RandomNode[] = [
      { id: 'in', type: 'inputNode', content: {} },
      ...steps.map((one, i) => ({ id: `n${i}`, ...one }) as RandomNode),
    ];
    const output: RandomNode = { id: 'out', type: 'outputNode', content: {} };
    const edges: { id: string; sourceId: string; targetId: string; sourceHandle: string | null }[] = [];
    const edge = (source: RandomNode, target: RandomNode): void => {
      const statements = source.content.statements ?? [];
      const sourceHandle = statements[draw(statements.length + 1)]?.id ?? statements[0]?.id ?? null;
      edges.push({ id: `e${edges.length}`, sourceId: source.id, targetId: target.id, sourceHandle });
    };
    for (let i = 1; i < nodes.length; i++) {
      const more = draw(2);
      for (let k = 0; k <= more; k++) edge(nodes[draw(i)]!, nodes[i]!);
    }
    for (const node of nodes)
      if (!edges.some(({ sourceId }) => sourceId === node.id) || draw(6) === 0) edge(node, output);
    return {
      nodes: [...nodes, output].map((node) => ({ ...node, name: node.id, position: { x: 0, y: 0 } })),
      edges,
    };
  });

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary }, fc.constant(null));

/** Contexts whose figures meet those of the cells often; with nulls, absent roots and texts where figures belong. */
export const anyContext: fc.Arbitrary<PolicyContext> = fc
  .record(
    {
      application: fc.record({
        amountYuan: figure,
        termMonths: fc.integer({ min: 1, max: 3 }),
        purpose: word,
      }),
      assessment: fc.record({ pd: figure, score: figure, grade: word }),
      features: fc.record({ a: maybe(figure), b: maybe(figure) }),
      fraud: fc.record({
        probability: maybe(figure),
        rules: maybe(
          fc.constantFrom(0, 1, 2, 4).chain((n) => fc.array(figure, { minLength: n, maxLength: n })),
        ),
      }),
      identity: fc.record({ registry: maybe(word) }),
      things: fc.array(fc.record({ n: maybe(figure) }), { maxLength: 3 }),
    },
    { requiredKeys: ['application', 'assessment', 'features'] },
  )
  .map((context) => context as PolicyContext);
