/** Models whose log-odds are a plain function of the row, for tests of what explains any model. */
import type { Model, ModelArtefact } from '../../../src/models/index.ts';

export function madeUpModel(nInputs: number, marginOf: (row: readonly number[]) => number): Model {
  const inputs = Array.from({ length: nInputs }, (_, f) => ({ name: `x${f}`, kind: 'numeric' as const }));
  return {
    artefact: { inputs } as unknown as ModelArtefact,
    margins({ columns }, start, end, out) {
      for (let i = start; i < end; i++) out[i - start] = marginOf(columns.map((column) => column[i]!));
    },
  };
}
