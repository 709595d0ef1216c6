/**
 * Latency of one firm's vector in a process of its own, started by benchmarks/features.ts; prints one JSON object. Proves first
 * that ready dossier, records and stream give the same bits.
 */
import { parseArgs } from 'node:util';
import { computeFeatures, featureNames, LiveVector } from '../../src/features/index.ts';
import {
  type DossierSource,
  dossierFromRecords,
  dossierSources,
  openBookReader,
  type SourceRecord,
} from '../../src/sources/index.ts';
import { type BusyFirm, busyFirms } from './busy-firms.ts';
import { allocationPerCall, Timings } from './latency.ts';
import type { CallLatency } from './results.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    records: { type: 'string' },
    firms: { type: 'string' },
    calls: { type: 'string' },
  },
});
const calls = Number(args.calls);
const firms = await busyFirms(await openBookReader(args.data!), Number(args.records), Number(args.firms));
const dossiers = firms.map(({ firmId, records }) => dossierFromRecords(firmId, records));
const application = { amountFen: 50_000_000, termMonths: 12 };
const out = new Float64Array(featureNames.length);

function fromDossier(call: number): void {
  const i = call % firms.length;
  computeFeatures(dossiers[i]!, application, firms[i]!.asOf, out, 0);
}

function fromRecords(call: number): void {
  const { firmId, records, asOf } = firms[call % firms.length]!;
  computeFeatures(dossierFromRecords(firmId, records), application, asOf, out, 0);
}

/** The first pass lets the code be compiled, the second is timed, the third looked at for what it allocates. */
function measureCalls(body: (call: number) => void): CallLatency {
  for (let call = 0; call < calls; call++) body(call);
  const timings = new Timings();
  const cpu = process.cpuUsage();
  for (let call = 0; call < calls; call++) timings.time(() => body(call));
  const used = process.cpuUsage(cpu);
  return { ...timings.latency(), cpu: (used.user + used.system) / calls, bytes: allocationPerCall(body) };
}

interface Arrival {
  readonly source: DossierSource;
  readonly record: SourceRecord<DossierSource>;
}

function arrivalsOf({ records }: BusyFirm): Arrival[] {
  return dossierSources
    .flatMap((source) => (records[source] ?? []).map((record) => ({ source, record })))
    .sort((a, b) => a.record.arrivalDate - b.record.arrivalDate);
}

/** Days of a firm's stream that are timed, the newest: by then the window of 455 days is full, in a book of two years. */
const TIMED_DAYS = 180;

interface StreamTimings {
  readonly append: Timings;
  readonly bySource: Readonly<Record<DossierSource, Timings>>;
  readonly newDay: Timings;
}

/** Follows a firm to its last day; what is timed always ends with the whole vector. */
function follow(firm: BusyFirm, { append, bySource, newDay }: StreamTimings): LiveVector {
  const arrivals = arrivalsOf(firm);
  const firstTimed = firm.asOf - TIMED_DAYS;
  const live = new LiveVector(
    firm.firmId,
    Math.min(firstTimed, arrivals[0]!.record.arrivalDate),
    application,
  );
  let next = 0;
  for (; next < arrivals.length && arrivals[next]!.record.arrivalDate <= firstTimed; next++) {
    live.append(arrivals[next]!.source, arrivals[next]!.record);
  }
  if (live.asOf < firstTimed) live.advance(firstTimed);
  live.vector();
  for (let day = firstTimed + 1; day <= firm.asOf; day++) {
    newDay.time(() => {
      live.advance(day);
      return live.vector();
    });
    for (; next < arrivals.length && arrivals[next]!.record.arrivalDate === day; next++) {
      const { source, record } = arrivals[next]!;
      const from = process.hrtime.bigint();
      live.append(source, record);
      live.vector();
      const microseconds = Number(process.hrtime.bigint() - from) / 1000;
      append.add(microseconds);
      bySource[source].add(microseconds);
    }
  }
  return live;
}

function newStreamTimings(): StreamTimings {
  const bySource = Object.fromEntries(dossierSources.map((source) => [source, new Timings()]));
  return {
    append: new Timings(),
    newDay: new Timings(),
    bySource: bySource as Record<DossierSource, Timings>,
  };
}

assertSameBits();
const fromReadyDossier = measureCalls(fromDossier);
const withDossier = measureCalls(fromRecords);
for (const firm of firms) follow(firm, newStreamTimings());
const stream = newStreamTimings();
for (const firm of firms) follow(firm, stream);
const bySource = dossierSources.flatMap((source) => {
  const timings = stream.bySource[source];
  return timings.calls > 0 ? [{ source, ...timings.latency() }] : [];
});
console.log(
  JSON.stringify({
    features: featureNames.length,
    firms: firms.length,
    records: median(firms.map(({ recentRecords }) => recentRecords)),
    fromReadyDossier,
    withDossier,
    append: stream.append.latency(),
    newDay: stream.newDay.latency(),
    bySource,
  }),
);

function assertSameBits(): void {
  const bits = (values: Float64Array): string => Buffer.from(values.slice().buffer).toString('base64');
  for (const [i, firm] of firms.entries()) {
    fromDossier(i);
    const expected = bits(out);
    fromRecords(i);
    const streamed = follow(firm, newStreamTimings()).vector();
    if (bits(out) === expected && bits(streamed) === expected) continue;
    throw new Error(`dossier, records and stream of ${firm.firmId} give different vectors`);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
