import type { AdditiveBody, InputFunction, ModelInput } from './artefact.ts';
import type { Fitted } from './trainer.ts';

/** Leaves out the inputs that the fitted body does not read, and renumbers the others: scoring must not ask for them. */
export function pruneInputs(
  inputs: readonly ModelInput[],
  { body, scorecard }: Pick<Fitted, 'body' | 'scorecard'>,
): { inputs: readonly ModelInput[] } & Pick<Fitted, 'body' | 'scorecard'> {
  const used = [...new Set(inputsOf(body))].sort((a, b) => a - b);
  const place = new Map(used.map((input, i) => [input, i]));
  const placeOf = (input: number): number => place.get(input)!;
  return {
    inputs: used.map((input) => inputs[input]!),
    body: renumbered(body, placeOf),
    ...(scorecard && {
      scorecard: {
        ...scorecard,
        characteristics: scorecard.characteristics.map((c) => ({ ...c, input: placeOf(c.input) })),
      },
    }),
  };
}

type Body = Fitted['body'];

function factorsOf({ products = [] }: AdditiveBody): InputFunction[] {
  return products.flatMap(({ factors }) => factors);
}

function inputsOf(body: Body): number[] {
  switch (body.kind) {
    case 'additive':
      return [...body.terms, ...factorsOf(body)].map(({ input }) => input);
    case 'ml-random-forest':
    case 'random-features':
    case 'networks':
      return body.design.map(({ input }) => input);
    case 'trees':
      return body.trees.flatMap(({ input }) => input);
  }
}

function renumbered(body: Body, placeOf: (input: number) => number): Body {
  switch (body.kind) {
    case 'additive':
      return {
        ...body,
        terms: body.terms.map((term) => ({ ...term, input: placeOf(term.input) })),
        ...(body.products && {
          products: body.products.map(({ factors: [a, b], mean }) => ({
            factors: [
              { ...a, input: placeOf(a.input) },
              { ...b, input: placeOf(b.input) },
            ],
            mean,
          })),
        }),
      };
    case 'ml-random-forest':
    case 'random-features':
    case 'networks':
      return { ...body, design: body.design.map((spec) => ({ ...spec, input: placeOf(spec.input) })) };
    case 'trees':
      return { ...body, trees: body.trees.map((tree) => ({ ...tree, input: tree.input.map(placeOf) })) };
  }
}
