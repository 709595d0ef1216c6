import { beforeAll, describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { categoryColumn, makeTable, type Schema, type Table, writeTable } from '../../../src/table/index.ts';
import {
  countDistinct,
  countDuplicates,
  countRound,
  countTexts,
  countValues,
  type Profile,
  withProfile,
} from '../../../src/table/profile/index.ts';
import { scratchFolder } from '../scratch.ts';

const scratch = scratchFolder();
const ROWS = 6000;
const stream = openStream(1, 'profile test');
/** Amounts over eight powers of ten, some negative, one in ten 0. */
const amounts = Float64Array.from({ length: ROWS }, (_, i) => {
  if (i % 10 === 0) return 0;
  return Math.round(10 ** (8 * stream.uniform(i, 0))) * (i % 7 === 0 ? -1 : 1);
});
/** 3,000 different texts and one that every fifth row has. */
const texts = Array.from({ length: ROWS }, (_, i) => (i % 5 === 0 ? 'often' : `once ${i % 3001}`));
const days = { kind: 'date' as const, values: Int32Array.from({ length: ROWS }, (_, i) => i % 100) };

const schema: Schema = [
  { name: 'firmId', type: 'text' },
  { name: 'eventDate', type: 'date' },
  { name: 'arrivalDate', type: 'date' },
  { name: 'amount', type: 'float64' },
  { name: 'text', type: 'text' },
];

function profiled<T>(body: (profile: Profile) => Promise<T>, threads = 2): Promise<T> {
  return withProfile({ periods: { start: 10, split: 50, end: 89 }, threads }, async (profile) => {
    await profile.open(`${scratch.dir}/records.parquet`, schema);
    return body(profile);
  });
}

beforeAll(async () => {
  const table: Table = makeTable([
    ['firmId', categoryColumn(Array.from({ length: ROWS }, (_, i) => `F${i % 13}`))],
    ['eventDate', days],
    ['arrivalDate', { kind: 'date', values: days.values.map((day) => day + 2) }],
    ['amount', { kind: 'numeric', values: amounts }],
    ['text', categoryColumn(texts)],
  ]);
  await writeTable(`${scratch.dir}/records.parquet`, table);
});

describe('counting values', () => {
  it('puts every value into one bin of the right period, neighbours within 1 %', async () => {
    const bins = await profiled((profile) => countValues(profile, { kind: 'number', column: 'amount' }));
    let total = 0;
    for (const [i, { least, greatest, reference, current, outside }] of bins.entries()) {
      if (i > 0) expect(least).toBeGreaterThan(bins[i - 1]!.greatest);
      expect(Math.abs(greatest - least)).toBeLessThanOrEqual(
        0.01 * Math.min(Math.abs(least), Math.abs(greatest)),
      );
      const inside = [...amounts.keys()].filter((row) => amounts[row]! >= least && amounts[row]! <= greatest);
      const at = (from: number, to: number): number =>
        inside.filter((row) => days.values[row]! >= from && days.values[row]! <= to).length;
      expect([reference, current, outside]).toEqual([at(10, 49), at(50, 89), at(0, 9) + at(90, 99)]);
      total += inside.length;
    }
    expect(total).toBe(ROWS);
    expect(bins.length).toBeLessThan(ROWS / 2);
  });

  it('gives small whole numbers and days a bin each', async () => {
    const bins = await profiled((profile) => countValues(profile, { kind: 'number', column: 'amount' }));
    for (const { least, greatest } of bins) if (Math.abs(least) < 1000) expect(greatest).toBe(least);
    const event = await profiled((profile) => countValues(profile, { kind: 'day', column: 'eventDate' }));
    expect(event.map(({ least }) => least)).toEqual(Array.from({ length: 100 }, (_, day) => day));
    const delay = await profiled((profile) =>
      countValues(profile, { kind: 'days', from: 'eventDate', to: 'arrivalDate' }),
    );
    expect(delay).toEqual([{ least: 2, greatest: 2, reference: 2400, current: 2400, outside: 1200 }]);
  });

  it('counts last digits and round values as plain loops do', async () => {
    const counts = await profiled((profile) =>
      countRound(profile, 'amount', { unit: 100, lastFrom: 10_000, roundTo: 100_000 }),
    );
    const lastDigits = new Array<number>(10).fill(0);
    for (const amount of amounts)
      if (Math.abs(amount) >= 10_000) lastDigits[Math.floor(Math.abs(amount) / 100) % 10]! += 1;
    expect(counts.lastDigits).toEqual(lastDigits);
    expect(counts.large).toBe(amounts.filter((amount) => Math.abs(amount) >= 100_000).length);
  });
});

describe('counting texts', () => {
  it('lists every text of a short column and the common ones of a long one', async () => {
    const firms = await profiled((profile) => countTexts(profile, 'firmId', 13));
    expect(firms.complete).toBe(true);
    expect(firms.values).toHaveLength(13);
    const distinct = await profiled((profile) => countDistinct(profile, 'text'));
    expect(distinct).toBe(new Set(texts).size);
    const found = await profiled((profile) => countTexts(profile, 'text', distinct));
    expect(found.complete).toBe(false);
    expect(found.values).toEqual([{ text: 'often', reference: 480, current: 480, outside: 240 }]);
  });
});

describe('counting repeats', () => {
  it('agrees with sets of joined fields', async () => {
    const found = await profiled((profile) =>
      countDuplicates(profile, {
        all: schema.map(({ name }) => name),
        key: ['firmId', 'eventDate'],
        naming: ['text'],
      }),
    );
    const different = (of: (row: number) => unknown[]): number =>
      new Set([...amounts.keys()].map((row) => of(row).join('|'))).size;
    const whole = different((row) => [row % 13, row % 100, amounts[row], texts[row]]);
    const content = different((row) => [row % 13, row % 100, amounts[row]]);
    expect(found).toEqual({
      byKey: ROWS - different((row) => [row % 13, row % 100]),
      exact: ROWS - whole,
      renumbered: whole - content,
      redelivered: 0,
    });
    expect(found.renumbered).toBeGreaterThan(0);
  });
});

it('does not depend on the number of threads', async () => {
  const count = (threads: number) =>
    profiled(
      async (profile) => [
        await countValues(profile, { kind: 'number', column: 'amount' }),
        await countTexts(profile, 'firmId', 13),
      ],
      threads,
    );
  expect(await count(4)).toEqual(await count(1));
});

it('refuses a file that is no Parquet', async () => {
  const path = scratch.file('broken.parquet', 'not at all');
  const opened = withProfile({ periods: { start: 0, split: 1, end: 2 }, threads: 1 }, (profile) =>
    profile.open(path, schema),
  );
  await expect(opened).rejects.toMatchObject({ code: 'PARUS_FILE_FORMAT' });
});
