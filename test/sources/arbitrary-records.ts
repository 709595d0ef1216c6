/** Records for tests: fast-check arbitraries that keep every contract, and a book written from records. */
import fc from 'fast-check';
import {
  type DossierSource,
  dossierSources,
  fieldsOf,
  openBookWriter,
  type SourceName,
  type SourceRecord,
  sources,
} from '../../src/sources/index.ts';
import { tableOf } from './records-table.ts';

/** Days around which records are drawn; 20,000 is 2024-10-04. */
export const LAST_DAY = 20_000;

export type Records = { readonly [S in DossierSource]: readonly SourceRecord<S>[] };

/** Fields whose texts or numbers say more than that two of them are equal, or are bounded by the contract's meaning. */
const SPECIAL: Readonly<Record<string, fc.Arbitrary<string | number>>> = {
  'reviews.text': fc.constantFrom(
    '味道很好，服务热情',
    '质量太差，再也不会来了',
    '一般般',
    '老板不退款，骗子',
    '不错',
    '不好吃',
    '听说要关门转让了',
  ),
  'reviews.stars': fc.integer({ min: 1, max: 5 }),
  'news.text': fc.constantFrom(
    '公司荣获省级奖项',
    '公司被诉拖欠货款',
    '行业政策支持小微企业',
    '工厂发生火灾',
    '今日天气',
  ),
  'crops.tile': fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 64 }))
    .map(([ndvi, clouds]) =>
      Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => (i < clouds ? 255 : ndvi))).toString('base64'),
    ),
  'crops.cloudShare': fc.double({ min: 0, max: 1, noNaN: true }),
  'crops.areaHa': fc.double({ min: 0.1, max: 50, noNaN: true }),
  'traffic.returningShare': fc.double({ min: 0, max: 1, noNaN: true }),
  'telemetry.load': fc.double({ min: 0, max: 1, noNaN: true }),
  'telemetry.hours': fc.double({ min: 0, max: 168, noNaN: true }),
  'invoices.taxRate': fc.constantFrom(0, 0.01, 0.03, 0.06, 0.09, 0.13),
  'registry.ownerAge': fc.integer({ min: 18, max: 90 }),
  'customs.country': fc.constantFrom('US', 'VN', 'DE'),
  'customs.chapter': fc.constantFrom('61', '62', '84'),
};

/** Amounts that may be negative. */
const SIGNED: ReadonlySet<string> = new Set([
  'bank.balanceFen',
  'invoices.amountFen',
  'invoices.taxFen',
  'statements.profitFen',
  'statements.equityFen',
]);

/** Sources of which a firm has records from long ago. */
const OLD: ReadonlySet<string> = new Set([
  'registry',
  'bureau',
  'judicial',
  'guarantees',
  'links',
  'statements',
]);

function fieldOf(source: DossierSource, name: string, type: string, values?: readonly string[]) {
  const special = SPECIAL[`${source}.${name}`];
  if (special) return special;
  if (values) return fc.constantFrom(...values);
  if (type === 'text') return fc.constantFrom('C9', 'C1', 'C5', 'C3');
  if (type === 'date') return fc.integer({ min: LAST_DAY - 700, max: LAST_DAY + 200 });
  if (name.endsWith('Fen')) {
    return fc.integer({ min: SIGNED.has(`${source}.${name}`) ? -1_000_000_00 : 0, max: 5_000_000_00 });
  }
  if (name === 'daysLate' || name === 'daysPastDue') return fc.constantFrom(0, 0, 3, 40);
  if (type === 'float64') return fc.double({ min: 0, max: 1e6, noNaN: true });
  return fc.integer({ min: 0, max: 60 });
}

/** An arbitrary list of records of `source` for `firmId`, at most `most`: events up to 20 days after LAST_DAY, arrivals up to 40 days late. */
export function listOf<S extends DossierSource>(
  source: S,
  firmId: string,
  most = 25,
): fc.Arbitrary<readonly SourceRecord<S>[]> {
  const fields = fieldsOf(sources[source]).filter(
    ({ name }) => !['firmId', 'eventDate', 'arrivalDate'].includes(name),
  );
  const rest = fc.record(
    Object.fromEntries(fields.map(({ name, type, values }) => [name, fieldOf(source, name, type, values)])),
    { requiredKeys: fields.filter(({ optional }) => !optional).map(({ name }) => name) },
  );
  const back = OLD.has(source) ? 1500 : 480;
  const dates = fc.tuple(
    fc.integer({ min: LAST_DAY - back, max: LAST_DAY + 20 }),
    fc.integer({ min: 0, max: 40 }),
  );
  const holder = source === 'links' ? fc.constantFrom(firmId, firmId, 'X1', 'X2') : fc.constant(firmId);
  return fc.array(
    fc.tuple(holder, dates, rest).map(([owner, [eventDate, delay], more]) => ({
      firmId: owner,
      eventDate,
      arrivalDate: eventDate + delay,
      ...more,
    })),
    { maxLength: most },
  ) as unknown as fc.Arbitrary<readonly SourceRecord<S>[]>;
}

/** An arbitrary list of records of every dossier source for `firmId`, at most `most` each. */
export function recordsOf(firmId: string, most = 25): fc.Arbitrary<Records> {
  const lists = dossierSources.map((source) => [source, listOf(source, firmId, most)]);
  return fc.record(Object.fromEntries(lists)) as unknown as fc.Arbitrary<Records>;
}

/** Writes a book of the given records, in their order; sources without records are left out. */
export async function writeBookOf(
  dir: string,
  records: Partial<{ [S in SourceName]: readonly SourceRecord<S>[] }>,
): Promise<void> {
  const writer = await openBookWriter(dir, { force: true });
  for (const [name, list] of Object.entries(records) as [SourceName, SourceRecord<SourceName>[]][]) {
    if (list.length > 0) writer.append(name, tableOf(name, list, name));
  }
  await writer.finish({ generator: { name: 'test' }, startDate: 0, endDate: LAST_DAY, firms: 1 });
}
