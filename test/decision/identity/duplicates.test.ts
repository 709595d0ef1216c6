import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DuplicateApplication,
  type DuplicateParams,
  findDuplicates,
  openDuplicateIndex,
} from '../../../src/decision/identity/index.ts';

const params: DuplicateParams = { withinDays: 7, amountTolerance: 0.1, capacity: 1000 };
const ask = (
  applicationId: string,
  firmId: string,
  amountFen: number,
  eventDate: number,
): DuplicateApplication => ({ applicationId, firmId, amountFen, eventDate });
const why = (...applications: DuplicateApplication[]) =>
  findDuplicates(applications, params).map((finding) => finding.why);

describe('findDuplicates', () => {
  it('finds the same identifier, and the same firm with a similar amount', () => {
    expect(why(ask('a', 'F', 1000, 10), ask('a', 'G', 5, 12))).toEqual([null, 'same-id']);
    expect(why(ask('a', 'F', 1000, 10), ask('b', 'F', 900, 17))).toEqual([null, 'same-firm-similar-amount']);
    expect(findDuplicates([ask('a', 'F', 1000, 10), ask('b', 'F', 1000, 10)], params)[1]).toEqual({
      duplicate: true,
      why: 'same-firm-similar-amount',
      ofApplicationId: 'a',
      complete: true,
    });
  });

  it('lets pass another amount, another firm, and a later week', () => {
    expect(why(ask('a', 'F', 1000, 10), ask('b', 'F', 899, 10))).toEqual([null, null]);
    expect(why(ask('a', 'F', 1000, 10), ask('b', 'G', 1000, 10))).toEqual([null, null]);
    expect(why(ask('a', 'F', 1000, 10), ask('b', 'F', 1000, 18), ask('a', 'F', 5000, 18))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('finds nothing in an empty stream', () => {
    expect(findDuplicates([], params)).toEqual([]);
  });

  const streams = fc.array(
    fc.record({
      applicationId: fc.constantFrom(...'abcdefghijklmnop'),
      firmId: fc.constantFrom('F', 'G', 'H'),
      amountFen: fc.constantFrom(900, 1000, 1100, 5000, 5400),
      pause: fc.nat(3),
    }),
    { maxLength: 60 },
  );
  const dated = (
    stream: readonly { applicationId: string; firmId: string; amountFen: number; pause: number }[],
  ) => {
    let day = 100;
    return stream.map(({ pause, ...rest }) => {
      day += pause;
      return { ...rest, eventDate: day };
    });
  };

  it('agrees with comparing every pair', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const applications = dated(stream);
        const found = findDuplicates(applications, params).map(({ duplicate }) => duplicate);
        const naive = applications.map((a, i) =>
          applications.slice(0, i).some((b) => {
            if (a.eventDate - b.eventDate > params.withinDays) return false;
            if (a.applicationId === b.applicationId) return true;
            const larger = Math.max(a.amountFen, b.amountFen);
            return a.firmId === b.firmId && Math.abs(a.amountFen - b.amountFen) <= 0.1 * larger;
          }),
        );
        expect(found).toEqual(naive);
      }),
    );
  });

  it('holds no more than its capacity, and says when it had to forget', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 5 }), (stream, capacity) => {
        const index = openDuplicateIndex({ ...params, capacity });
        const applications = dated(stream);
        const whole = findDuplicates(applications, params);
        applications.forEach((application, i) => {
          const finding = index.add(application);
          expect(index.size).toBeLessThanOrEqual(capacity);
          // Where nothing of the window was forgotten, nothing is missed.
          if (finding.complete) expect(finding.duplicate).toBe(whole[i]!.duplicate);
        });
      }),
    );
    const tight = openDuplicateIndex({ ...params, capacity: 1 });
    tight.add(ask('a', 'F', 1, 10));
    tight.add(ask('b', 'G', 1, 10));
    expect(tight.add(ask('c', 'F', 1, 10))).toMatchObject({ duplicate: false, complete: false });
  });

  it('forgets what is older than the window', () => {
    const index = openDuplicateIndex(params);
    for (let day = 0; day < 5000; day++) index.add(ask(`a${day}`, `F${day % 50}`, 1000, day));
    expect(index.size).toBe(params.withinDays + 1);
  });
});
