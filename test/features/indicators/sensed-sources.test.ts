import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LiveSource } from '../../../src/features/engine/live-source.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { accumulators, indicators } from '../../../src/features/indicators/index.ts';
import type { DossierSource, SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, FIRM, featuresOf, TODAY } from './reading.ts';

/** Words from which texts are made: praise, blame, negation, topics, nothing. */
const texts = fc
  .array(
    fc.constantFrom(
      '不',
      '很',
      '好',
      '差',
      '服务',
      '味道',
      '快递慢',
      '退款',
      '，',
      '但是',
      '投诉',
      '欠薪',
      'a',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((words) => words.join(''));
const names = fc.constantFrom('x', 'y', 'z');
const quantities = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 200, noNaN: true }), fc.constant(1e12));
const counts = fc.integer({ min: 0, max: 1000 });
const tiles = fc
  .uint8Array({ minLength: 64, maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const RECORDS = {
  reviews: fc.record({
    sequence: counts,
    platform: names,
    reviewer: names,
    stars: fc.integer({ min: 0, max: 5 }),
    text: texts,
  }),
  news: fc.record({ sequence: counts, outlet: names, text: texts }),
  traffic: fc.record({ visitors: counts, dwellMinutes: quantities, returningShare: quantities }),
  telemetry: fc.record({ machine: names, hours: quantities, load: quantities, faults: counts, cell: names }),
  crops: fc.record({ parcel: names, areaHa: quantities, cloudShare: quantities, tile: tiles }),
} satisfies Partial<Record<DossierSource, unknown>>;

type Sensed = keyof typeof RECORDS;

const listsOf = (source: Sensed): fc.Arbitrary<SourceRecord<DossierSource>[]> =>
  fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 30 }),
        RECORDS[source] as fc.Arbitrary<object>,
      )
      .map(([days, delay, rest]) => ({ ...daysAgo(days, delay), ...rest }) as SourceRecord<DossierSource>),
    { maxLength: 60 },
  );

describe.each(Object.keys(RECORDS) as Sensed[])('%s', (source) => {
  const features = indicators[source] as readonly {
    readonly name: string;
    readonly unit: string;
    readonly value: (state: object) => number;
  }[];

  test('every value is in the range of its unit, whatever the records', () => {
    fc.assert(
      fc.property(listsOf(source), (records) => {
        const got = featuresOf(source, records as never);
        for (const { name, unit } of features) {
          const value = got[name]!;
          if (Number.isNaN(value)) continue;
          const [least, most] =
            unit === 'share'
              ? [0, 1]
              : unit === 'index'
                ? [-1, 1]
                : unit === 'ratio'
                  ? [-1e12, 1e12]
                  : [0, 1e15];
          expect(value, name).toBeGreaterThanOrEqual(least!);
          expect(value, name).toBeLessThanOrEqual(most!);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a stream gives the bits of a batch', () => {
    fc.assert(
      fc.property(listsOf(source), (records) => {
        const live = new LiveSource(new SourceState(accumulators[source]), FIRM, TODAY - 900);
        for (const record of [...records].sort((a, b) => a.arrivalDate - b.arrivalDate)) {
          if (record.arrivalDate > TODAY) continue;
          live.advance(record.arrivalDate);
          live.insert(record);
        }
        live.advance(TODAY);
        live.settle();
        const streamed = Object.fromEntries(features.map(({ name, value }) => [name, value(live.state)]));
        // Ties of a day are ordered by arrival in a stream, and so they are in a file.
        const inOrder = [...records].sort((a, b) => a.arrivalDate - b.arrivalDate);
        expect(streamed).toEqual(featuresOf(source, inOrder as never));
      }),
      { numRuns: 40 },
    );
  });
});
