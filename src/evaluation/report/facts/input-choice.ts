import type { SelectionStep } from '../../../models/artefact.ts';
import type { ModelArtefact } from '../../../models/index.ts';

/** Columns that were left out for one reason. */
export interface LeftOut {
  /** Figures and names in which the columns differ are an ellipsis. */
  readonly reason: string;
  readonly names: readonly string[];
}

/** How the inputs of a scorecard were chosen. */
export interface InputChoice {
  /** In order of entry. */
  readonly kept: readonly SelectionStep[];
  /** The most frequent reason first. */
  readonly leftOut: readonly LeftOut[];
}

/** How the characteristics were chosen; undefined where every candidate was taken. */
export function inputChoice(artefact: ModelArtefact): InputChoice | undefined {
  const kept = artefact.scorecard?.selection;
  return kept && { kept, leftOut: leftOutByReason(artefact) };
}

/** Columns of the training table that are no inputs by reason, the most frequent first. */
export function leftOutByReason({ inputs, excluded }: Pick<ModelArtefact, 'inputs' | 'excluded'>): LeftOut[] {
  const known = new Set([...inputs, ...excluded].map(({ name }) => name));
  const kinds = new Map<string, { readonly name: string; readonly words: readonly string[] }[]>();
  for (const { name, reason } of excluded) {
    const words = reason.split(WORD_ENDS);
    const kind = words.map((word) => (isMeasured(word, known) ? '…' : word)).join('');
    kinds.set(kind, [...(kinds.get(kind) ?? []), { name, words }]);
  }
  return [...kinds.values()]
    .map((own) => ({
      reason: own[0]!.words
        .map((word, w) => (own.every(({ words }) => words[w] === word) ? word : '…'))
        .join(''),
      names: own.map(({ name }) => name),
    }))
    .sort((a, b) => b.names.length - a.names.length);
}

/** Splits a reason into words and what stands between them: joined they are the reason again. */
const WORD_ENDS = /(?<=[\s(),:])|(?=[\s(),:])/;

/** Reasons that differ in a measured value or in the name of another column alone are one reason. */
function isMeasured(word: string, known: ReadonlySet<string>): boolean {
  return known.has(word) || /^[-−]?\d+(\.\d+)?(e[-+]?\d+)?$/.test(word);
}
