import type { ModelInput } from './artefact.ts';
import type { Fitted } from './trainer.ts';

/** Leaves out the inputs that the fitted body does not read, and renumbers the others: scoring must not ask for them. */
export function pruneInputs(
  inputs: readonly ModelInput[],
  { body, scorecard }: Pick<Fitted, 'body' | 'scorecard'>,
): { inputs: readonly ModelInput[] } & Pick<Fitted, 'body' | 'scorecard'> {
  const parts = body.kind === 'additive' ? body.terms : body.design;
  const used = [...new Set(parts.map(({ input }) => input))].sort((a, b) => a - b);
  const place = new Map(used.map((input, i) => [input, i]));
  const renumber = <T extends { readonly input: number }>(part: T): T => ({
    ...part,
    input: place.get(part.input)!,
  });
  return {
    inputs: used.map((input) => inputs[input]!),
    body:
      body.kind === 'additive'
        ? { ...body, terms: body.terms.map(renumber) }
        : { ...body, design: body.design.map(renumber) },
    ...(scorecard && {
      scorecard: { ...scorecard, characteristics: scorecard.characteristics.map(renumber) },
    }),
  };
}
