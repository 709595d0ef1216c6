import { beforeAll, describe, expect, it } from 'vitest';
import { renderQualityReport } from '../../../src/cli/quality-report/render.ts';
import { withPool } from '../../../src/parallel/index.ts';
import { measureBook, type QualityReport } from '../../../src/sources/quality/index.ts';
import { simulateBook } from '../../../src/world/index.ts';
import { handBook, writeHandBook } from '../../sources/quality/hand-book.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
let report: QualityReport;
beforeAll(async () => {
  await withPool({ workers: 2 }, (pool) =>
    simulateBook({ firms: 200, months: 18, seed: 7, out: `${scratch.dir}/book`, pool }),
  );
  report = await measureBook(`${scratch.dir}/book`, { threads: 2 });
}, 120_000);

describe('the page about a book', () => {
  it('stands alone, is the same every time and fits a phone', async () => {
    const page = await renderQualityReport(report, 'parus quality --data book');
    expect(await renderQualityReport(report, 'parus quality --data book')).toBe(page);
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    // Two maps of coverage, weeks of every source, drift.
    expect(page.match(/<svg/g)).toHaveLength(3 + report.sources.length);
    for (const { source } of report.sources) {
      expect(page).toContain(`id="${source}"`);
      expect(page).toContain(`href="#${source}"`);
    }
    for (const { text } of report.findings.slice(0, 5)) expect(page).toContain(text.slice(0, 30));
  });

  it('of a simulated book finds no broken rule', () => {
    expect(report.broken).toBe(0);
    expect(report.sources.length).toBeGreaterThan(18);
  });

  it('escapes what a foreign file says', async () => {
    const [first, ...others] = handBook.pos;
    const dir = await writeHandBook(`${scratch.dir}/foreign`, {
      pos: [{ ...first, channel: '<script>' }, ...others],
    });
    const page = await renderQualityReport(await measureBook(dir, { threads: 1 }), 'parus quality');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
    expect(page).toContain('Broken rules</b><strong>1<');
  });

  it('of a book with nothing in it is still a page', async () => {
    const dir = await writeHandBook(`${scratch.dir}/nothing`, { pos: [] });
    const page = await renderQualityReport(await measureBook(dir, { threads: 1 }), 'parus quality');
    expect(page).toContain('Nothing: no rule is broken');
    expect(page).toContain('No field has records in both periods.');
    expect(page).not.toMatch(/NaN|undefined/);
  });
});
