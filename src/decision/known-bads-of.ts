import { openBook } from '../sources/index.ts';
import { firmNumber, type KnownBad, type RelationGraph } from './graph/index.ts';

/** The bads of a book's own loans, each from the day on which it was 90 days past due and the lender knew. */
export async function knownBadsOf(dir: string, graph: RelationGraph): Promise<KnownBad[]> {
  const { firmIds, rows } = await openBook(dir, { sources: ['outcomes'] });
  const { columns, offsets } = rows.outcomes;
  return firmIds.flatMap((firmId, i) => {
    const firm = firmNumber(graph, firmId);
    const bads: KnownBad[] = [];
    for (let row = offsets[i]!; row < offsets[i + 1]!; row++) {
      if (firm === undefined || columns.bad[row] !== 1) continue;
      bads.push({ firm, knownDay: columns.badDate[row]! });
    }
    return bads;
  });
}
