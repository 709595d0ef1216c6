import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, FIRM, featuresOf, knownOf, TODAY } from './reading.ts';

type Link = SourceRecord<'links'>;

const shown = (days: number, firmId: string, kind: Link['kind'], value: string, delay = 0): Link => ({
  ...daysAgo(days, delay),
  firmId,
  kind,
  value,
});

describe('links features', () => {
  test('worked by hand', () => {
    const records = [
      shown(900, FIRM, 'address', 'street 1'),
      shown(900, FIRM, 'owner', 'o'),
      shown(800, 'A', 'address', 'street 1'),
      shown(400, FIRM, 'phone', '1'),
      shown(170, 'B', 'address', 'street 1'),
      shown(100, 'B', 'phone', '1'),
      shown(29, 'C', 'device', 'd'),
      shown(30, 'D', 'device', 'd'),
      // A second showing of the same by the same, and one of a thing that is not the firm's.
      shown(28, 'C', 'device', 'd'),
      shown(5, 'E', 'device', 'other'),
      // The text of a phone of the firm, but as an owner.
      shown(5, 'E', 'owner', '1'),
      shown(3, FIRM, 'device', 'd'),
      shown(2, FIRM, 'device', 'own'),
      shown(2, FIRM, 'device', 'own'),
      // Not known yet.
      shown(1, 'G', 'device', 'd', 2),
    ];
    expect(featuresOf('links', records)).toEqual({
      links_firms: 4,
      links_device_firms: 2,
      links_phone_firms: 1,
      links_address_firms: 2,
      links_owner_firms: 0,
      links_new_firms_30: 1,
      links_new_firms_180: 3,
      links_most_firms_on_one: 2,
      links_most_kinds_with_one: 2,
      links_shared_share: 3 / 5,
      links_devices: 2,
      links_phones: 1,
      links_addresses: 1,
    });
  });

  test('what others showed links to nothing before the firm itself is known to have shown it', () => {
    const records = [shown(50, 'A', 'device', 'd'), shown(10, FIRM, 'device', 'd')];
    expect(featuresOf('links', records)['links_firms']).toBe(1);
    for (const value of Object.values(featuresOf('links', records, TODAY - 11))) expect(value).toBeNaN();
  });

  test('a kind the firm did not show has no firms on it', () => {
    const got = featuresOf('links', [shown(50, FIRM, 'owner', 'o')]);
    expect(got['links_owner_firms']).toBe(0);
    expect(got['links_device_firms']).toBeNaN();
    expect(got['links_devices']).toBe(0);
  });

  test('agree with a naive twin', () => {
    const link = fc
      .record({
        days: fc.integer({ min: 0, max: 400 }),
        delay: fc.integer({ min: 0, max: 3 }),
        firm: fc.constantFrom(FIRM, FIRM, 'A', 'B', 'C'),
        kind: fc.constantFrom('device', 'phone', 'address', 'owner'),
        value: fc.constantFrom('1', '2', '3'),
      })
      .map(({ days, delay, firm, kind, value }) => shown(days, firm, kind as Link['kind'], value, delay));
    fc.assert(
      fc.property(fc.array(link, { maxLength: 25 }), (records) => {
        const known = knownOf(records, TODAY);
        const nameOf = (r: Link) => `${r.kind} ${r.value}`;
        const own = new Set(known.filter((r) => r.firmId === FIRM).map(nameOf));
        const others = known.filter((r) => r.firmId !== FIRM && own.has(nameOf(r)));
        const firmsOn = (list: readonly Link[]) => new Set(list.map((r) => r.firmId)).size;
        const got = featuresOf('links', records);
        if (own.size === 0) {
          expect(got['links_firms']).toBeNaN();
          return;
        }
        expect(got['links_firms']).toBe(firmsOn(others));
        expect(got['links_new_firms_180']).toBe(firmsOn(others.filter((r) => r.eventDate > TODAY - 180)));
        expect(got['links_most_firms_on_one']).toBe(
          Math.max(...[...own].map((thing) => firmsOn(others.filter((r) => nameOf(r) === thing)))),
        );
        expect(got['links_shared_share']).toBe(new Set(others.map(nameOf)).size / own.size);
        const kindsOf = (firm: string) =>
          new Set(others.filter((r) => r.firmId === firm).map((r) => r.kind)).size;
        expect(got['links_most_kinds_with_one']).toBe(Math.max(...['A', 'B', 'C'].map(kindsOf)));
      }),
      { numRuns: 100 },
    );
  });
});
