import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type WorkerPool } from '../../../src/parallel/index.ts';
import { type Book, openBook, readManifest } from '../../../src/sources/index.ts';
import { range } from '../../../src/world/check/calibration-markdown.ts';
import {
  calibrationMarkdown,
  checkBook,
  compareWithTargets,
  measureLeadTimes,
  targets,
} from '../../../src/world/check/index.ts';
import { measureBook } from '../../../src/world/check/measure.ts';
import { simulateBook } from '../../../src/world/index.ts';
import { jsonOf, runParus } from '../../e2e/run-parus.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { founded, lent, loansBook, paid, START, tinyBook } from './tiny-book.ts';

const scratch = scratchFolder();
const dir = `${scratch.dir}/simulated`;
let pool: WorkerPool;
let simulated: Book;

beforeAll(async () => {
  pool = openPool({ workers: 2 });
  await simulateBook({ firms: 400, months: 24, seed: 7, out: dir, pool });
  simulated = await openBook(dir);
});
afterAll(() => pool.close());

describe('the table of targets', () => {
  it('has unique ids, ranges, sources and notes', () => {
    expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
    for (const { id, meaning, low, high, source, note } of targets) {
      expect(low, id).toBeLessThanOrEqual(high);
      expect(source, id).toMatch(/^(CAL|CLAIMS|WORLD|OWN): ./);
      expect(meaning.length * note.length, id).toBeGreaterThan(0);
    }
  });

  it('names what is measured, all of it and nothing else', async () => {
    const records = { ...loansBook([lent('A', START + 400)]), registry: [founded('A')] };
    const { book, truth } = await tinyBook(`${scratch.dir}/one`, records);
    expect(Object.keys(await measureBook(book, truth)).sort()).toEqual(targets.map(({ id }) => id).sort());
  });
});

describe('checkBook', () => {
  it('gives every target a value, the same each time', async () => {
    const results = await checkBook(simulated);
    expect(results.map(({ id }) => id)).toEqual(targets.map(({ id }) => id));
    expect(await checkBook(simulated)).toEqual(results);
    for (const { value, low, high, pass } of results)
      expect(pass).toBe(value !== null && value >= low && value <= high);
    const approved = results.find(({ id }) => id === 'approved.badRate')!;
    expect(approved.detail).toMatch(/^\d+\.\d % of \d+ approved; bad rate of the declined \d+\.\d %$/);
  });

  it('fails a target that nothing can meet, and passes one that everything does', async () => {
    const east = targets.find(({ id }) => id === 'firms.eastShare')!;
    const options = (low: number, high: number) => ({ targets: [{ ...east, low, high }] });
    expect((await checkBook(simulated, options(1.5, 2)))[0]!.pass).toBe(false);
    expect((await checkBook(simulated, options(0, 1)))[0]!.pass).toBe(true);
  });

  it('does not judge trade by anything but invoices', async () => {
    const { book } = await tinyBook(`${scratch.dir}/no-invoices`, {
      registry: [founded('A')],
      bank: Array.from({ length: 24 }, (_, i) => paid('A', START + 30 * i)),
    });
    const trade = (await checkBook(book)).filter(
      ({ id }) => /^(sales|invoices|buyers|purchases)\./.test(id) && id !== 'sales.declaredSeasonDeviation',
    );
    expect(trade).toHaveLength(20);
    for (const { id, value, pass } of trade)
      expect({ id, value, pass }).toEqual({ id, value: null, pass: false });
  });
});

describe('compareWithTargets', () => {
  const target = { ...targets[0]!, low: 1, high: 2 };

  it('includes the ends of the range', () => {
    const passes = [0.999, 1, 2, 2.001].map(
      (value) => compareWithTargets({ [target.id]: { value } }, [target])[0]!.pass,
    );
    expect(passes).toEqual([false, true, true, false]);
  });

  it('does not pass what could not be measured', () => {
    for (const value of [Number.NaN, Infinity])
      expect(compareWithTargets({ [target.id]: { value } }, [target])[0]).toMatchObject({
        value: null,
        pass: false,
      });
  });

  it('knows no target that nothing measures', () => {
    expect(() => compareWithTargets({}, [target])).toThrow(RangeError);
  });
});

describe('calibrationMarkdown', () => {
  it('says what failed, with value, tolerance and source', () => {
    const measured = Object.fromEntries(targets.map(({ id, low }) => [id, { value: low }]));
    const results = compareWithTargets({ ...measured, 'loans.meanAmount': { value: 1_234_567 } }, targets);
    const page = calibrationMarkdown(results, 'parus simulate --check');
    expect(page).toContain(`**${targets.length - 1} of ${targets.length} targets hold.**`);
    expect(page).toContain('These do not: `loans.meanAmount`.');
    expect(page).toContain(
      '| `loans.meanAmount` | mean loan | 1,234,567 | 149,600 to 224,400 | CLAIMS: mean loan 187,000 yuan | **fail** |',
    );
  });
});

describe('calibrationMarkdown with lead times', () => {
  it('sets overdue and good loans side by side, with intervals, and says what was left out', () => {
    const count = { loans: 40, withSign: 30, medianDays: 81, interval: [52, 127] } as const;
    const none = { loans: 0, withSign: 0, medianDays: null, interval: null };
    const sign = { sign: 'late utility payment', source: 'utility', meaning: 'a bill is late' };
    const page = calibrationMarkdown([], 'parus', {
      ...{ overdue: 40, withoutDay: 9, good: 120, signs: [{ ...sign, overdue: count, good: none }] },
    });
    expect(page).toContain('| late utility payment | 75 % of 40 | 81 (52 to 127) | not measured | none |');
    expect(page).toContain(
      '40 loans that went from 30 to 90 days past due, 120 good ones beside them. 9 more',
    );
    expect(calibrationMarkdown([], 'parus')).not.toContain('## Lead times');
  });
});

describe('docs/calibration.md', () => {
  it('shows every target with its present tolerance and source', () => {
    const page = readFileSync('docs/calibration.md', 'utf8');
    for (const { id, low, high, unit, source } of targets) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\` |`));
      expect(row, id).toContain(`| ${range(low, high, unit)} | ${source} |`);
    }
  });
});

describe('parus simulate --check', () => {
  it('exits with 3 and names what does not hold: a small book cannot show cells of 300 loans', async () => {
    const args = ['simulate', '--firms', '60', '--out', `${scratch.dir}/cli`, '--check'];
    const outcome = await runParus([...args, '--json']);
    expect(outcome.stderr).toBe('');
    expect(outcome.code).toBe(3);
    const { checks, hash, leadTimes } = jsonOf(outcome) as {
      checks: { id: string; pass: boolean }[];
      hash: string;
      leadTimes: unknown;
    };
    expect(leadTimes).toEqual(await measureLeadTimes(await openBook(`${scratch.dir}/cli`)));
    expect(checks.map(({ id }) => id)).toEqual(targets.map(({ id }) => id));
    expect(checks.find(({ id }) => id === 'loans.badRate.industry.lowest')!.pass).toBe(false);
    expect((await readManifest(`${scratch.dir}/cli`)).hash).toBe(hash);
    const text = await runParus([...args, '--force']);
    expect(text.code).toBe(3);
    expect(text.stdout).toContain('PARUS_CHECK_FAILED');
    expect(text.stdout).toContain('not measured');
    expect(text.stdout).toMatch(/^late utility payment +\S/m);
  });
});
