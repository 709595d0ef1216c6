import { type Dossier, type DossierSource, dossierFromRecords, dossierSources } from '../../sources/index.ts';

/** Slices of a firm of which nothing was ever collected; shared, for nobody writes to them. */
const unread = dossierFromRecords('-', {}).records;

/**
 * A dossier that holds the sources of `used` and no others: the rest are as if never collected, so that every feature that
 * reads only them is missing, not zero. The slices of withheld sources are not even looked at.
 */
export function restrictDossier(dossier: Dossier, used: Iterable<DossierSource>): Dossier {
  const kept = new Set(used);
  const { firmId } = dossier;
  const records = Object.fromEntries(
    dossierSources.map((source) => [source, kept.has(source) ? dossier.records[source] : unread[source]]),
  );
  return { firmId, records: records as unknown as Dossier['records'] };
}
