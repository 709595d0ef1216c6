import type { Model } from '../models/index.ts';
import type { Column } from '../table/index.ts';

/** The kinds of the columns a model reads: a file must be read the way the model was trained, not as it looks today. */
export function kindsOf({ artefact }: Model): Record<string, Column['kind']> {
  return Object.fromEntries(artefact.inputs.map(({ name, kind }) => [name, kind]));
}
