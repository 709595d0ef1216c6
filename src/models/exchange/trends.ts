import type { ModelArtefact } from '../artefact.ts';
import { trendDoubts } from '../tree/explaining/monotone.ts';

export interface ProvenTrend {
  readonly input: string;
  /** Of the log-odds of bad as the input grows. */
  readonly trend: 'ascending' | 'descending';
}

/** The numeric inputs in which trees provably only rise or only fall; none for other models. */
export function provenTrends({ body, inputs }: ModelArtefact): ProvenTrend[] {
  if (body.kind !== 'trees') return [];
  return inputs.flatMap(({ name, kind }, input): ProvenTrend[] => {
    if (kind !== 'numeric') return [];
    if (trendDoubts(body.trees, input, 1).length === 0) return [{ input: name, trend: 'ascending' }];
    if (trendDoubts(body.trees, input, -1).length === 0) return [{ input: name, trend: 'descending' }];
    return [];
  });
}
