import { join } from 'node:path';
import { formatDay } from '../../core/index.ts';
import {
  countBreaks,
  countConditions,
  countDuplicates,
  countFirms,
  countOverview,
  countSuccession,
  countWeeks,
  type FirmCounts,
  type Overview,
  type Profile,
  placesForbidden,
  placesWhere,
  type RowPlace,
} from '../../table/profile/index.ts';
import { type SourceName, sources } from '../catalogue.ts';
import { shown } from '../record.ts';
import { schemaOfSource } from '../schema.ts';
import { CHAIN_LIMIT, type Combination, combinations, SUCCESSION_LIMITS } from './combinations.ts';
import { type FieldPlan, namingFields, planFields } from './field-plan.ts';
import { EXAMPLES, SILENT_DAYS } from './limits.ts';
import { measureDelay, measureField } from './measure-field.ts';
import { quantileOf } from './numbers.ts';
import type {
  Breach,
  CombinationCount,
  Coverage,
  FieldQuality,
  Freshness,
  GroupShare,
  SourceQuality,
} from './report.ts';
import { volumeOf } from './volume.ts';

export interface BookFirms {
  /** As the manifest says. */
  readonly firms: number;
  /** In the registry; 0 without one. */
  readonly registered: number;
}

/** Name under which the delay of arrival stands among the fields. */
export const DELAY_FIELD = 'arrivalDate';

/** Everything about one source of the book at `dir`, whose firms the session knows and whose records `key` tells apart. @throws as `Profile.open` */
export async function measureSource(
  profile: Profile,
  dir: string,
  source: SourceName,
  book: BookFirms,
  key: readonly string[],
): Promise<SourceQuality> {
  await profile.open(join(dir, `${source}.parquet`), schemaOfSource(sources[source]));
  const plans = planFields(source);
  const overview = await countOverview(
    profile,
    plans.map(({ rule }) => rule),
  );
  const firmCounts = await countFirms(profile, SILENT_DAYS);
  const active = { reference: firmCounts.activeReference, current: firmCounts.activeCurrent };
  const near = { reference: firmCounts.nearReference, current: firmCounts.nearCurrent };
  const delay = await measureDelay(profile, active);
  const arrived = delay.bins.length > 0 ? quantileOf(delay.bins, 0.9) : 0;
  const fields: FieldQuality[] = [];
  for (const [i, plan] of plans.entries()) {
    const field = await measureField(profile, plan, overview.columns[i]!, overview, active);
    fields.push(plan.name === DELAY_FIELD ? { ...field, drift: delay.drift } : field);
  }
  return {
    source,
    rows: overview.rows,
    key,
    coverage: coverageOf(firmCounts, overview.rows, book),
    freshness: freshnessOf(overview, firmCounts, delay.bins),
    duplicates: await countDuplicates(profile, {
      all: plans.map(({ name }) => name),
      key,
      naming: namingFields(source),
    }),
    breaches: await breachesOf(profile, plans, overview),
    combinations: await combinationsOf(profile, source, overview, firmCounts),
    volume: volumeOf(await countWeeks(profile), profile.periods, overview, near, book.firms, arrived),
    fields,
  };
}

function coverageOf(counts: FirmCounts, rows: number, { firms, registered }: BookFirms): Coverage {
  const { covered, unregistered, mostRecords, groups } = counts;
  const shares = (key: 'industry' | 'region'): GroupShare[] =>
    [...Map.groupBy(groups, (group) => group[key])].map(([group, members]) => ({
      group,
      firms: members.reduce((sum, member) => sum + member.firms, 0),
      covered: members.reduce((sum, member) => sum + member.covered, 0),
    }));
  return {
    firms: covered,
    share: firms > 0 ? covered / firms : null,
    unregistered: registered > 0 ? unregistered : null,
    byIndustry: shares('industry'),
    byRegion: shares('region').sort((a, b) => (a.group < b.group ? -1 : 1)),
    largestFirm: rows > 0 ? mostRecords / rows : null,
  };
}

function freshnessOf(
  overview: Overview,
  { covered, silent }: FirmCounts,
  delays: Parameters<typeof quantileOf>[0],
): Freshness {
  const dayOf = (day: number | undefined): string | null => (day === undefined ? null : formatDay(day));
  const silentShare = (i: number): number | null => (covered > 0 ? silent[i]! / covered : null);
  const last = delays.at(-1);
  return {
    oldestEvent: dayOf(overview.oldestEvent),
    newestEvent: dayOf(overview.newestEvent),
    newestArrival: dayOf(overview.newestArrival),
    delay: last
      ? {
          p50: quantileOf(delays, 0.5),
          p90: quantileOf(delays, 0.9),
          p99: quantileOf(delays, 0.99),
          max: last.greatest,
        }
      : null,
    silent30: silentShare(0),
    silent90: silentShare(1),
    beforeStart: overview.beforeStart,
    afterEnd: overview.afterEnd,
  };
}

async function breachesOf(
  profile: Profile,
  plans: readonly FieldPlan[],
  overview: Overview,
): Promise<Breach[]> {
  const breaches: Breach[] = [];
  if (overview.early > 0) {
    const early = { compare: [{ column: 'arrivalDate' }, '<', { column: 'eventDate' }] } as const;
    const examples = placesText(await placesWhere(profile, early, EXAMPLES));
    breaches.push({ kind: 'early', field: 'arrivalDate', rows: overview.early, examples });
  }
  for (const [i, { name, optional, rule }] of plans.entries()) {
    const { missing, forbidden } = overview.columns[i]!;
    if (missing > 0 && !optional) {
      const examples = placesText(await placesWhere(profile, { missing: name }, EXAMPLES));
      breaches.push({ kind: 'missing', field: name, rows: missing, examples });
    }
    if (forbidden > 0) {
      const places = await placesForbidden(profile, rule, EXAMPLES);
      const examples = placesText(places).map((place, j) => `${shown(places[j]?.value)} (${place})`);
      breaches.push({ kind: 'forbidden', field: name, rows: forbidden, examples });
    }
  }
  return breaches;
}

async function combinationsOf(
  profile: Profile,
  source: SourceName,
  { rows }: Overview,
  { covered }: FirmCounts,
): Promise<CombinationCount[]> {
  const rules: readonly Combination[] = combinations[source] ?? [];
  const conditions = rules.flatMap((rule) => ('where' in rule ? [rule] : []));
  const counts = await countConditions(
    profile,
    conditions.map(({ where }) => where),
  );
  const found: CombinationCount[] = [];
  for (const rule of rules) {
    if ('where' in rule) {
      const count = counts[conditions.indexOf(rule)]!;
      const examples = count > 0 ? placesText(await placesWhere(profile, rule.where, EXAMPLES)) : [];
      found.push({ rule: rule.rule, count, of: rows, unit: 'records', examples, limit: rule.limit });
    } else if ('succession' in rule) {
      const { groups, alone, before } = await countSuccession(profile, rule.succession);
      const common = { of: groups, unit: rule.unit, examples: [] };
      found.push(
        { ...common, rule: rule.before, count: before, limit: SUCCESSION_LIMITS.before },
        { ...common, rule: rule.alone, count: alone, limit: SUCCESSION_LIMITS.alone },
      );
    } else {
      const { firms } = await countBreaks(profile, rule.chain);
      found.push({
        rule: rule.rule,
        count: firms,
        of: covered,
        unit: 'firms',
        examples: [],
        limit: CHAIN_LIMIT,
      });
    }
  }
  return found;
}

function placesText(places: readonly RowPlace[]): string[] {
  return places.map(
    ({ firmId = '(no firm)', eventDate }) =>
      `${firmId}, ${eventDate === undefined ? '(no day)' : formatDay(eventDate)}`,
  );
}
