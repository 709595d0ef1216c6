import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runParus } from '../../e2e/run-parus.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const SOURCES = 'registry,tax,applications,outcomes';
const SIZE = ['--firms', '250', '--oracle', '1'];
let page: string;

beforeAll(async () => {
  for (const command of [
    ['simulate', ...SIZE, '--sources', SOURCES, '--out', at('book')],
    ['train', '--data', at('book'), '--algorithm', 'logistic', '--out', at('model.json')],
    ['report', '--model', at('model.json'), '--data', at('book'), '--out', at('page.html')],
  ]) {
    const { code, stderr } = await runParus([...command, '--json']);
    expect([code, stderr]).toEqual([0, '']);
  }
  page = (await readFile(at('page.html'), 'utf8')).replaceAll('<wbr>', '');
}, 60_000);

describe('parus report of a simulated book', () => {
  it('says what bad means, of the rows and of the model', () => {
    const meaning = '<dd>bad: 90 or more days past due within 12 months of disbursement</dd>';
    expect(page.split(meaning)).toHaveLength(3);
    expect(page.includes('= 1 is bad')).toBe(false);
  });

  it('shows how far the model is from the true PDs that the book was simulated with', () => {
    const section = page.slice(page.indexOf('<h3>Distance to the oracle'));
    expect(section).toMatch(/On \d+ test rows with a true PD/);
    expect(section).toContain('the share of a future lived');
  });

  it('names inputs in words, then by column', () => {
    expect(page).toMatch(
      /last tax filing<small class="code"><span lang="zh">[^<]+<\/span> <code>tax_days_since_filing</,
    );
  });
});
