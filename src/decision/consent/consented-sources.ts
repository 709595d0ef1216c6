import type { Day } from '../../core/index.ts';
import { type DossierSource, dossierSources } from '../../sources/index.ts';
import { type ConsentPurpose, consentNeed, sourcesOfPurpose } from './purposes.ts';
import type { ConsentRecord, ConsentSummary, WithheldWhy } from './record.ts';

/**
 * What may be read of a firm for `purpose` on `day`. `records` are those of one firm in the order in which they were given;
 * of several about one source and purpose the last that had begun by `day` counts. Records that begin later are not looked
 * at, so that a decision of the past can be judged by what was known then.
 *
 * A public source may be read unless the firm's last word is a refusal; any other needs a consent for this purpose that
 * stands on the day, personal ones a separate one. A source that the purpose does not admit is withheld as `other-purpose`
 * whatever was consented to.
 */
export function consentedSources(
  records: readonly ConsentRecord[],
  purpose: ConsentPurpose,
  day: Day,
): ConsentSummary {
  const lastWord = new Map<DossierSource, ConsentRecord>();
  const elsewhere = new Set<DossierSource>();
  for (const record of records) {
    const begins = record.grantedOn ?? record.withdrawnOn;
    if (begins === null || begins > day) continue;
    if (record.purpose === purpose) lastWord.set(record.source, record);
    else if (objectionTo(record, record.source, day) === null) elsewhere.add(record.source);
  }
  const admitted = sourcesOfPurpose(purpose);
  const used: DossierSource[] = [];
  const withheld: { source: DossierSource; why: WithheldWhy }[] = [];
  for (const source of dossierSources) {
    const why = admitted.includes(source)
      ? whyNot(source, lastWord.get(source), elsewhere.has(source), day)
      : 'other-purpose';
    if (why === null) used.push(source);
    else withheld.push({ source, why });
  }
  return { purpose, used, withheld };
}

/**
 * A summary for books whose consents were settled before they were handed over: every source that the purpose admits is
 * used. For simulation and back-tests, never for a live application.
 */
export function assumeConsented(purpose: ConsentPurpose): ConsentSummary {
  const used = sourcesOfPurpose(purpose);
  const withheld = dossierSources
    .filter((source) => !used.includes(source))
    .map((source) => ({ source, why: 'other-purpose' as const }));
  return { purpose, used, withheld };
}

function whyNot(
  source: DossierSource,
  lastWord: ConsentRecord | undefined,
  consentedElsewhere: boolean,
  day: Day,
): WithheldWhy | null {
  const isPublic = consentNeed(source) === 'none';
  if (!lastWord) return isPublic ? null : consentedElsewhere ? 'other-purpose' : 'never-granted';
  const why = objectionTo(lastWord, source, day);
  // Of a public record only a refusal counts: a consent that ran out was never needed.
  return isPublic && why !== 'withdrawn' ? null : why;
}

/** Why a record that had begun by `day` does not allow reading; null where it does. */
function objectionTo(
  { grantedOn, withdrawnOn, expiresOn, separately }: ConsentRecord,
  source: DossierSource,
  day: Day,
): WithheldWhy | null {
  if (grantedOn === null || (withdrawnOn !== null && withdrawnOn <= day)) return 'withdrawn';
  if (expiresOn !== null && expiresOn <= day) return 'expired';
  return consentNeed(source) === 'given-separately' && !separately ? 'not-separate' : null;
}
