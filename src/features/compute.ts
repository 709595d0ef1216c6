import type { Day } from '../core/index.ts';
import type { Dossier } from '../sources/index.ts';
import { type ApplicationFacts, summariseApplication } from './application.ts';
import { summariseBank } from './bank.ts';
import { summariseBureau } from './bureau.ts';
import { features, newSummary } from './catalogue.ts';
import { summariseRegistry } from './registry.ts';
import { summariseTax } from './tax.ts';
import { summariseUtility } from './utility.ts';

// One scratch a thread: the function below is synchronous and leaves nothing in it that the next call reads.
const summary = newSummary();

/**
 * Writes the feature vector of a firm at day `asOf`, in catalogue order, to out[offset .. offset + featureNames.length)
 * (OUT). Only records with eventDate <= asOf and arrivalDate <= asOf are read: what was known then. NaN where a feature
 * cannot be computed (its source has no known record, or its divisor is 0); every other value is finite.
 * The only code that computes features: offline tables, batch and the service all call it.
 */
export function computeFeatures(
  dossier: Pick<Dossier, 'records'>,
  application: ApplicationFacts | undefined,
  asOf: Day,
  out: Float64Array,
  offset: number,
): void {
  const { registry, tax, utility, bank, bureau } = dossier.records;
  summariseRegistry(registry, asOf, summary.registry);
  summariseTax(tax, asOf, summary.tax);
  summariseUtility(utility, asOf, summary.utility);
  summariseBank(bank, asOf, summary.bank);
  summariseBureau(bureau, asOf, summary.bureau);
  summariseApplication(application, summary.application);
  for (let i = 0; i < features.length; i++) out[offset + i] = features[i]!.value(summary);
}
