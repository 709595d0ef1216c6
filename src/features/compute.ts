import type { Day } from '../core/index.ts';
import { type Dossier, dossierSources } from '../sources/index.ts';
import { type ApplicationFacts, summariseApplication } from './application.ts';
import { readColumns } from './engine/read-columns.ts';
import { newKnownFirm } from './known-firm.ts';
import { writeVector } from './vector.ts';

// One scratch a thread: the function below is synchronous and leaves nothing in it that the next call reads.
const firm = newKnownFirm();

/**
 * Writes the feature vector of a firm at day `asOf`, in catalogue order, to out[offset .. offset + featureNames.length)
 * (OUT). Only records with eventDate <= asOf and arrivalDate <= asOf are read: what was known then. NaN where a feature
 * cannot be computed (its source has no known record, or its divisor is 0); every other value is finite.
 * Offline tables, batch and the service call it; `LiveVector` gives the same bits record by record.
 */
export function computeFeatures(
  dossier: Pick<Dossier, 'records'>,
  application: ApplicationFacts | undefined,
  asOf: Day,
  out: Float64Array,
  offset: number,
): void {
  for (const source of dossierSources) {
    const slice = dossier.records[source];
    const state = firm[source];
    state.read(readColumns(state.accumulator, slice), slice.start, slice.end, asOf);
  }
  summariseApplication(application, firm.application);
  writeVector(firm, out, offset);
}
