import { dataHash, type Model } from '../../../models/index.ts';
import { chooseInputs } from '../../../models/inputs.ts';
import { selectColumns, type Table } from '../../../table/index.ts';

/**
 * Are these, to the byte, the rows that the model was trained on? Only then is the rest of the split sure to be unseen. False also
 * where the same rows are read with other columns left out: nothing is proved then, either way.
 */
export function isTrainingPart(
  { artefact }: Model,
  table: Table,
  bad: Uint8Array,
  skip: ReadonlyMap<string, string>,
): boolean {
  const names = chooseInputs(table, skip).inputs.map(({ name }) => name);
  return dataHash(selectColumns(table, names), bad) === artefact.provenance.data.hash;
}
