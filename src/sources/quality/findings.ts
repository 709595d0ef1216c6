import { PSI_FOLKLORE } from '../../kernels/psi.ts';
/** What a report says in words: counts become findings, and findings an order in which to look. */
import type { SourceName } from '../catalogue.ts';
import { namingFields } from './field-plan.ts';
import {
  DIGIT_DISTANCE,
  LEAST_ROWS,
  LEAST_WEEKS,
  ODD_FIRMS,
  ODD_SHARE,
  ONE_FIRM_SHARE,
  ROBUST_Z,
  ROUND_SHARE,
  SILENT_SHARE,
  STEADY_WEEKS,
  VOLUME_RATIO,
} from './limits.ts';
import { inUnit } from './measure-field.ts';
import type { Breach, FieldQuality, Finding, FindingLevel, SourceQuality } from './report.ts';
import { count, inWords, percent, times } from './words.ts';

const LEVELS: readonly FindingLevel[] = ['broken', 'look', 'note'];

/** Findings of all sources: broken rules first, then by how many times its limit each figure is. */
export function findingsOf(sourcesFound: readonly SourceQuality[]): readonly Finding[] {
  const rank = ({ level }: Finding): number => LEVELS.indexOf(level);
  return sourcesFound
    .flatMap((found) => rules.flatMap((rule) => rule(found)))
    .sort((a, b) => rank(a) - rank(b) || b.times - a.times);
}

/** Looks at one aspect of a source. Ties keep the order of sources and of this list. */
type Rule = (found: SourceQuality) => readonly Finding[];

const rules: readonly Rule[] = [
  byKey,
  brokenFields,
  impossible,
  repeatedContent,
  outOfTheBook,
  strangers,
  oneFirm,
  holes,
  stale,
  volumeMoved,
  goneQuiet,
  drifted,
  outlying,
  constant,
  oddDigits,
];

function finding(
  level: FindingLevel,
  source: SourceName,
  text: string,
  times: number,
  field?: string,
): Finding {
  return { level, source, ...(field !== undefined && { field }), text, times };
}

function byKey({ source, rows, key: fields, duplicates: { byKey: n } }: SourceQuality): Finding[] {
  if (n === 0) return [];
  const key = fields.join(', ');
  return [
    finding(
      'broken',
      source,
      `${inWords(n, 'record repeats', 'records repeat')} the key of another (${key}), of ${count(rows)}`,
      n,
    ),
  ];
}

const BREACH_WORDS: Readonly<Record<Breach['kind'], (n: number, field: string) => string>> = {
  early: (n) => inWords(n, 'record arrived before it happened', 'records arrived before they happened'),
  missing: (n, field) =>
    `${inWords(n, 'record has', 'records have')} no ${field}, which the contract demands`,
  forbidden: (n, field) =>
    `${field} of ${inWords(n, 'record', 'records')} is nothing that the contract allows`,
};

function brokenFields({ source, breaches }: SourceQuality): Finding[] {
  return breaches.map(({ kind, field, rows, examples }) =>
    finding(
      'broken',
      source,
      `${BREACH_WORDS[kind](rows, field)}; the first: ${examples.join('; ')}`,
      rows,
      field,
    ),
  );
}

function impossible({ source, combinations }: SourceQuality): Finding[] {
  return combinations.flatMap(({ rule, count: n, of, unit, examples, limit }) => {
    if (n === 0) return [];
    const share = n / of;
    const first = examples.length > 0 ? `; the first: ${examples.join('; ')}` : '';
    const text = `${rule}: ${count(n)} of ${count(of)} ${unit} (${percent(share)})${first}`;
    return [finding(share > limit ? 'look' : 'note', source, text, share / Math.max(limit, ODD_SHARE))];
  });
}

function repeatedContent({
  source,
  rows,
  duplicates: { exact, renumbered, redelivered },
}: SourceQuality): Finding[] {
  const found: Finding[] = [];
  // Whoever issued a document numbered it: two equal ones with two numbers are two. A number within the day is only ours.
  const issued = namingFields(source).some((name) => name !== 'sequence');
  const add = (n: number, what: string, innocent = issued): void => {
    if (n === 0) return;
    const share = n / rows;
    const level = share > ODD_SHARE && !innocent ? 'look' : 'note';
    found.push(
      finding(
        level,
        source,
        `${inWords(n, 'record', 'records')} ${what} (${percent(share)})`,
        share / ODD_SHARE,
      ),
    );
  };
  add(exact, 'equal to another in every field', false);
  add(renumbered, 'equal to another but for the number');
  add(redelivered, 'equal to another but for the day of arrival and the number');
  return found;
}

function outOfTheBook({ source, rows, freshness: { afterEnd } }: SourceQuality): Finding[] {
  // Outcomes are dated by the end of their twelve months.
  if (afterEnd === 0 || source === 'outcomes') return [];
  const text = `${inWords(afterEnd, 'record', 'records')} of events after the last day of the book`;
  return [finding('look', source, text, afterEnd / rows / ODD_SHARE, 'eventDate')];
}

function strangers({ source, coverage: { firms, unregistered } }: SourceQuality): Finding[] {
  if (unregistered === null || unregistered === 0) return [];
  const share = unregistered / firms;
  const text = `${count(unregistered)} of ${inWords(firms, 'firm', 'firms')} (${percent(share)}) have no entry in the registry`;
  return [finding(share > ODD_FIRMS ? 'look' : 'note', source, text, share / ODD_FIRMS)];
}

function oneFirm({ source, rows, coverage: { firms, largestFirm } }: SourceQuality): Finding[] {
  // Of a few firms one always has much.
  if (
    rows < LEAST_ROWS ||
    largestFirm === null ||
    largestFirm <= ONE_FIRM_SHARE ||
    firms * ONE_FIRM_SHARE < 2
  )
    return [];
  return [
    finding(
      'note',
      source,
      `one firm has ${percent(largestFirm)} of the records`,
      largestFirm / ONE_FIRM_SHARE,
    ),
  ];
}

function holes({ source, volume: { thinWeeks, weeks } }: SourceQuality): Finding[] {
  if (thinWeeks.length === 0) return [];
  const first = thinWeeks.slice(0, 3).join(', ');
  const text = `${inWords(thinWeeks.length, 'week', 'weeks')} of ${weeks.length} with hardly any records, beginning ${first}${thinWeeks.length > 3 ? ', ...' : ''}`;
  return [finding('look', source, text, thinWeeks.length)];
}

function stale({
  source,
  freshness: { newestEvent },
  volume: { weeks, trailingEmpty, longestEmpty },
}: SourceQuality): Finding[] {
  if (
    newestEvent === null ||
    weeks.filter((n) => n > 0).length < LEAST_WEEKS ||
    trailingEmpty <= longestEmpty + 1
  )
    return [];
  const text = `nothing for ${inWords(trailingEmpty, 'week', 'weeks')} at the end of the book; before, the longest silence was ${inWords(longestEmpty, 'week', 'weeks')} (newest event ${newestEvent})`;
  return [finding('look', source, text, trailingEmpty / (longestEmpty + 1))];
}

function volumeMoved({ source, rows, volume }: SourceQuality): Finding[] {
  const found: Finding[] = [];
  const add = (what: string, before: number, now: number, shown: (x: number) => string): void => {
    const ratio = now > before ? now / before : before / now;
    if (!(before > 0) || !(ratio > VOLUME_RATIO)) return;
    const text = `${what} went from ${shown(before)} to ${shown(now)}${now > 0 ? ` (${times(now / before)})` : ''}`;
    found.push(finding('look', source, text, Math.min(ratio, MOST_TIMES) / VOLUME_RATIO));
  };
  const steady = volume.weeks.filter((n) => n > 0).length >= STEADY_WEEKS * volume.weeks.length;
  if (rows < LEAST_ROWS || !steady) return found;
  add('records a week', volume.reference, volume.current, (x) => count(Math.round(x * 10) / 10));
  if (volume.activeReference !== null && volume.activeCurrent !== null)
    add('share of firms with records', volume.activeReference, volume.activeCurrent, percent);
  return found;
}

/** A source that stopped is not infinitely worse than one that nearly did. */
const MOST_TIMES = 100;

/** Average days between records of a covered firm up to which three months of silence are news. */
const MONTHLY = 30;

function goneQuiet({
  source,
  rows,
  coverage,
  freshness: { silent90 },
  volume: { weeks },
}: SourceQuality): Finding[] {
  const days = weeks.length * 7;
  if (silent90 === null || rows < LEAST_ROWS || rows * MONTHLY < coverage.firms * days) return [];
  if (silent90 <= SILENT_SHARE) return [];
  return [
    finding(
      'look',
      source,
      `${percent(silent90)} of its firms have no event in the last 90 days of the book`,
      silent90 / SILENT_SHARE,
    ),
  ];
}

function drifted({ source, fields }: SourceQuality): Finding[] {
  return fields.flatMap((field) => {
    const { drift, field: name, unit, type } = field;
    if (!drift || drift.verdict === 'none' || drift.psi <= PSI_FOLKLORE.moderate) return [];
    const subject =
      name === 'arrivalDate'
        ? 'the delay of arrival'
        : type === 'date'
          ? `days from ${name} to the event`
          : name;
    const { psi, criticalFirms, medians, most } = drift;
    const shown = (value: number): string =>
      type === 'number' ? inUnit(value, unit) : inWords(value, 'day', 'days');
    const how =
      medians && shown(medians[0]) !== shown(medians[1])
        ? `median from ${shown(medians[0])} to ${shown(medians[1])}`
        : `"${most.bin}" from ${percent(most.reference)} to ${percent(most.current)}`;
    const text = `${subject} shifted: PSI ${psi.toFixed(3)} (chance, counting firms: below ${criticalFirms.toFixed(3)}); ${how}`;
    return [
      finding(drift.verdict === 'clear' ? 'look' : 'note', source, text, psi / PSI_FOLKLORE.moderate, name),
    ];
  });
}

function outlying({ source, fields }: SourceQuality): Finding[] {
  return fields.flatMap(({ field, outliers }) => {
    if (!outliers || outliers.beyond === 0) return [];
    const { beyond, values, largestZ, examples } = outliers;
    const share = beyond / values;
    const text = `${field}: ${count(beyond)} of ${count(values)} values lie more than ${ROBUST_Z} robust deviations from the median, the farthest by ${largestZ.toFixed(1)}: ${examples.join(', ')}`;
    return [finding(share > ODD_SHARE ? 'look' : 'note', source, text, share / ODD_SHARE, field)];
  });
}

function constant({ source, rows, fields }: SourceQuality): Finding[] {
  if (rows < LEAST_ROWS) return [];
  return fields.flatMap(({ field, distinct, missing, top, quantiles }: FieldQuality) => {
    if (distinct > 1) return [];
    const value = top[0]?.text ?? (quantiles ? String(quantiles.min) : 'nothing');
    const text = missing === 1 ? `${field} is always missing` : `${field} is always ${value}`;
    return [finding('note', source, text, 1, field)];
  });
}

function oddDigits({ source, fields }: SourceQuality): Finding[] {
  return fields.flatMap(({ field, digits }) => {
    if (!digits) return [];
    const { benfordDistance, roundShare, lastDistance } = digits;
    const found: Finding[] = [];
    const add = (figure: number, limit: number, text: string): void => {
      if (figure > limit) found.push(finding('note', source, `${field}: ${text}`, figure / limit, field));
    };
    add(
      benfordDistance,
      DIGIT_DISTANCE,
      `first digits lie ${benfordDistance.toFixed(2)} from Benford's law (a hint only)`,
    );
    // Whole thousands end in 0: the one says the other.
    if (roundShare > ROUND_SHARE)
      add(
        roundShare,
        ROUND_SHARE,
        `${percent(roundShare)} of amounts from 1,000 yuan on are whole thousands`,
      );
    else
      add(
        lastDistance,
        DIGIT_DISTANCE,
        `last digits of whole yuan lie ${lastDistance.toFixed(2)} from equal shares (a hint only)`,
      );
    return found;
  });
}
