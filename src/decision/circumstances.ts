import type { Day } from '../core/index.ts';
import type { Book, SourceColumns } from '../sources/index.ts';
import type { Application, FirmFacts } from './application.ts';
import { assumeConsented, type ConsentBook, consentedSources } from './consent/index.ts';
import type { DecisionInput } from './decision.ts';
import { type DuplicateIndex, openDuplicateIndex } from './identity/index.ts';
import type { Screen } from './lists/index.ts';

/** Everything of a decision's input that neither the application says nor a model computes. */
export type Circumstances = Omit<
  DecisionInput,
  'application' | 'assessment' | 'features' | 'fraud' | 'model'
>;

export interface CircumstanceOptions {
  /** What the firms consented to; default: all that a credit decision admits, as is settled for simulated books. */
  readonly consents?: ConsentBook | undefined;
  /** The lists as they stood on a day; default: there are none. */
  readonly screenOn?: ((day: Day) => Screen) | undefined;
}

const PURPOSE = 'credit-decision';
/** An application within a week of another over nearly the same amount is the same one sent twice. OWN. */
const DUPLICATES = { withinDays: 7, amountTolerance: 0.05, capacity: 1_000_000 };
const RECENT_DAYS = 30;

/**
 * Looks up the circumstances of a book's applications, which are asked for once each and in the order in which they came: an
 * earlier one makes a later one a duplicate. A book has no liveness check and no claim to compare with the registry, so a
 * firm of the registry is taken for who it says it is. `book` must hold registry and applications.
 */
export function openCircumstances(
  book: Book,
  { consents, screenOn }: CircumstanceOptions = {},
): (application: Application, deviceFirms: number) => Circumstances {
  const duplicates = openDuplicateIndex(DUPLICATES);
  const assumed = assumeConsented(PURPOSE);
  const screens = new Map<Day, Screen>();
  const screenOf = (day: Day): Screen | undefined => {
    if (screenOn && !screens.has(day)) screens.set(day, screenOn(day));
    return screens.get(day);
  };
  return (application, deviceFirms) => {
    const { firmId, eventDate } = application;
    const firm = firmOn(book, firmId, eventDate);
    return {
      facts: {
        firmKnown: firm !== null,
        registry: firm ? 'match' : 'unknown',
        registryDifferences: [],
        liveness: 'not-required',
        livenessScore: null,
        deviceFirms: Number.isNaN(deviceFirms) ? null : deviceFirms,
        recentApplications: recentApplications(book, firmId, eventDate),
        duplicate: isDuplicate(duplicates, application),
        applicant: 'unknown',
      },
      firm: firm ?? { industry: null, region: null },
      consent: consents ? consentedSources(consents.get(firmId) ?? [], PURPOSE, eventDate) : assumed,
      hits: screenOf(eventDate)?.match({ firms: [firmId] }) ?? [],
    };
  };
}

function isDuplicate(duplicates: DuplicateIndex, application: Application): boolean {
  return duplicates.add(application).duplicate;
}

/** The registry's newest entry of a firm that was known on the day; null without one. */
export function firmOn({ firmIndex, rows }: Book, firmId: string, day: Day): FirmFacts | null {
  const { columns, offsets, levels } = rows.registry;
  const firm = firmIndex.get(firmId);
  if (firm === undefined) return null;
  for (let row = offsets[firm + 1]! - 1; row >= offsets[firm]!; row--) {
    if (columns.eventDate[row]! > day || columns.arrivalDate[row]! > day) continue;
    return {
      industry: textIn(levels, columns, 'industry', row),
      region: textIn(levels, columns, 'region', row),
    };
  }
  return null;
}

function textIn(
  levels: Readonly<Record<string, readonly string[]>>,
  columns: SourceColumns<'registry'>,
  name: 'industry' | 'region',
  row: number,
): string | null {
  return levels[name]?.[columns[name][row]!] ?? null;
}

/** Other applications of the firm in the 30 days before; those of the day itself come at the same time. */
function recentApplications({ firmIndex, rows }: Book, firmId: string, day: Day): number {
  const { columns, offsets } = rows.applications;
  const firm = firmIndex.get(firmId);
  if (firm === undefined) return 0;
  let count = 0;
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    const days = day - columns.eventDate[row]!;
    if (days > 0 && days <= RECENT_DAYS) count += 1;
  }
  return count;
}
