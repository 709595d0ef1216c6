import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportInput, renderReport } from '../../../src/evaluation/report/index.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { exampleInput } from './example-input.ts';

/** Comparison; ROC, precision, capture, lift; for either model KS, scores, reliability and two by quarter; three characteristics; two dependences. */
const CHARTS = 1 + 4 + 2 * 5 + 3 + 2;
const MAX_BYTES = 2 * 1024 * 1024;
const CHROMIUM = '/usr/bin/chromium';

const pool = openPool({ workers: 2 });
let input: ReportInput;
let page: string;

beforeAll(async () => {
  input = await exampleInput(pool);
  page = await renderReport(input);
});
afterAll(() => pool.close());

/** One element a line and no style sheet, so that a changed chart shows as changed lines. */
const normalised = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/, '<style></style>').replace(/></g, '>\n<');

const size = (html: string): number => Buffer.byteLength(html);

describe('renderReport', () => {
  it('draws a small input as it did before', async () => {
    const { models, ...rest } = await exampleInput(pool, 40);
    await expect(normalised(await renderReport({ ...rest, models: models.slice(0, 1) }))).toMatchFileSnapshot(
      'fixtures/small-report.snap',
    );
  });

  it('gives the same bytes for the same input, whatever was drawn in between', async () => {
    expect((await renderReport(input)) === page).toBe(true);
  });

  it('asks the net for nothing and runs no script', () => {
    expect(page.match(/\b(src|srcset|action|poster)=/i)).toBeNull();
    expect(page.match(/<(script|iframe|object|embed|img)\b/i)).toBeNull();
    expect(page.match(/@import|url\((?!#)/i)).toBeNull();
    for (const [, target] of page.matchAll(/\bhref="([^"]*)"/g)) expect(target).toMatch(/^(data:,|#)/);
    expect(page.includes('default-src &#39;none&#39;')).toBe(true);
  });

  it('shows every part of the input, escaped', () => {
    expect(page.match(/<title>.*?<\/title>/)![0]).toBe(
      '<title>Who repays? &lt;SME&gt; loans &amp; co.</title>',
    );
    expect(page.includes('<SME>')).toBe(false);
    for (const text of [
      'parus demo --firms 5000 --seed 1',
      'simulated book, 5,000 firms, 36 months',
      'tax_late_count_12m',
      'bank_inflow_mean_6m',
      '近3个月有6家机构查询',
      'approval over HTTP with simulated sources',
      'The economy is simulated',
      'by DeLong',
      'H-measure',
      'Bads caught in the',
      'Brier score in parts',
      'Hosmer-Lemeshow',
      'Rating grades',
      'Stability, train against test',
      'Folklore calls an index below 0.1 stable',
      '2024Q3',
      'Fairness by region',
      'north &lt;hills&gt;',
      'Chouldechova 2017',
      'tax paid late, last 12 months',
      '<small class="code"><span lang="zh">近12个月逾期缴税次数</span> <code>tax_late_count_12m</code></small>',
      'AUC 0.',
      'Scorecard at a glance',
      '± 0.120',
      'IV 0.620 · coefficient 0.810 · 15 to 68 points',
      'below\u00a0−0.35',
      'How the inputs were chosen',
      '41.2<small>on 3</small>',
      '3 columns left out',
      'information value … below 0.02',
      'crop_ndvi',
      'Distance to the oracle: SME scorecard',
      'the share of 200 futures',
      'The score is 512 plus',
      'From train to test it moved the mean score by −0.310 points',
      'What drives the model',
      'Of 40 inputs that move the score the 11 that promised most were dealt',
      '0.062 <small>± 0.008</small>',
      '<summary>1 more</summary>',
      'How the PD follows the 2 most important inputs',
      '12.3K: mean PD 15.0%, in 80 rows of 100 4.0% to 38.0%; 10.0% of the test rows',
      '1 retail &lt;street&gt; · 2 catering · 3 rarer levels are not drawn',
      'it rises with 1, falls with 1, is the same for all numbers of 1, does neither throughout with 1, and was not decided in the steps allowed for 1.',
      'Of 3 trends that training was asked to keep 1 is proven, 1 refuted, 1 not decided.',
      'asked to fall, refuted',
      'risk proven to rise with it',
    ]) {
      expect(page.replaceAll('<wbr>', '').includes(text), text).toBe(true);
    }
    expect(page.match(/<svg /g)).toHaveLength(CHARTS);
    expect(page.match(/<title>[^<]*PD &gt;= /g)!.length).toBeGreaterThan(400);
  });

  it('escapes hostile names wherever they may stand', async () => {
    const evil = `"><img src=x onerror=alert(1)>'`;
    const hostile: ReportInput = {
      ...input,
      title: evil,
      generatedBy: evil,
      provenance: [[evil, evil]],
      models: input.models.map((model) => ({
        ...model,
        name: evil,
        algorithm: evil,
        hash: evil,
        provenance: [[evil, evil]],
        reasons: {
          ...model.reasons!,
          reasons: [{ ...model.reasons!.reasons[0]!, feature: evil, en: evil, zh: evil }],
        },
        stability: {
          score: model.stability!.score,
          inputs: {
            incomparable: [evil],
            columns: model.stability!.inputs.columns.map((own) => ({
              ...own,
              column: evil,
              bins: own.bins.map((bin) => ({ ...bin, label: evil })),
            })),
          },
        },
        segments: {
          ...model.segments!,
          splits: 1,
          segments: [{ ...model.segments!.segments[0]!, conditions: [evil, evil] }],
        },
        fairness: { ...model.fairness!, column: evil },
        table: [
          {
            characteristic: evil,
            meaning: { en: evil, zh: evil },
            iv: 1,
            coefficient: 1,
            missingShare: 0,
            rows: [{ label: evil, share: 1, badRate: 0.1, woe: 0, points: 1 }],
          },
        ],
        meanings: new Map([[evil, { en: evil, zh: evil }]]),
        choice: {
          kept: [{ name: evil, iv: 1, correlation: { with: evil, r: 1 } }],
          leftOut: [{ reason: evil, names: [evil] }],
        },
        coefficients: [[evil, 1]],
        drivers: {
          ...model.drivers!,
          inputs: model.drivers!.inputs.map((own) => ({ ...own, name: evil })),
        },
        dependence: [
          { name: evil, rows: 9, leftOut: 0, points: [{ level: evil, share: 1, pd: 0.1, low: 0, high: 1 }] },
        ],
        trends: [{ name: evil, trend: 'none', asked: { trend: 'ascending', verdict: 'refuted' } }],
      })),
      comparison: {
        ...input.comparison!,
        models: input.comparison!.models.map((model) => ({ ...model, name: evil })),
      },
      decisions: {
        outcomes: { [evil]: 1 },
        examples: [
          {
            id: evil,
            outcome: evil,
            score: 1,
            grade: evil,
            limit: 1,
            rate: 0.1,
            reasons: [{ en: evil, zh: evil }],
          },
        ],
      },
      latency: [{ label: evil, p50: 1, p99: 2, unit: evil }],
      notes: [evil],
    };
    expect((await renderReport(hostile)).includes('<img')).toBe(false);
  });

  it('leaves out what is not given', async () => {
    const { title, generatedBy, provenance, models } = input;
    const { name, algorithm, hash, metrics, ci95, curves } = models[0]!;
    const plain = { name, algorithm, hash, metrics, ci95, curves };
    const bare = await renderReport({ title, generatedBy, provenance, models: [plain], notes: [] });
    for (const heading of [
      'Comparison',
      'Decisions',
      'Latency',
      'Limits',
      'Points',
      'Coefficients',
      'Rating grades',
      'Stability',
      'By quarter',
      'Out of time',
      'Segments',
      'Fairness',
      'Reasons',
      'by DeLong',
      'Scorecard at a glance',
      'How the inputs',
      'Distance to the oracle',
      'What drives',
      'Trends, proven',
    ]) {
      expect(bare.includes(`>${heading}`), heading).toBe(false);
    }
    expect(bare.includes('How well the model ranks')).toBe(true);
  });

  it('stays under 2 MB with nine models, hundreds of characteristics and thousands of examples', async () => {
    expect(size(page)).toBeLessThan(MAX_BYTES);
    const bins = Array.from({ length: 50 }, (_, i) => ({
      label: `(${i}.12345, ${i + 1}.12345]`,
      share: 0.02,
      badRate: 0.1,
      woe: 0.1,
      points: i,
    }));
    const table = Array.from({ length: 300 }, (_, i) => ({
      characteristic: `feature_${i}_12m`,
      iv: 0.1,
      coefficient: 0.5,
      missingShare: 0,
      rows: bins,
    }));
    const coefficients = Array.from({ length: 500 }, (_, i) => [`feature_${i}_12m`, 1 / (i + 1)] as const);
    const models = Array.from({ length: 9 }, (_, i) => ({
      ...input.models[i % 2]!,
      name: `model ${i}`,
      ...(i === 0 ? { table } : { coefficients }),
    }));
    const { outcomes, examples } = input.decisions!;
    const decisions = { outcomes, examples: Array.from({ length: 3_000 }, () => examples[0]!) };
    const large = await renderReport({ ...input, models, decisions });
    expect(size(large)).toBeLessThan(MAX_BYTES);
    for (const note of [
      '240 more characteristics are in the model file.',
      'Charts show the first 6 of 9 models.',
      '2960 more examples were given.',
    ]) {
      expect(large.includes(note), note).toBe(true);
    }
  });

  it('does not show groups of a few rows, whose figures would be about persons', async () => {
    const [model] = input.models;
    const { column, report } = model!.fairness!;
    const few = { ...report.groups.at(-1)!, group: 'two persons', rows: 2 };
    const contrasts = [...report.contrasts, { ...report.contrasts[0]!, group: 'two persons' }];
    const fairness = { column, report: { ...report, groups: [...report.groups, few], contrasts } };
    const shown = await renderReport({ ...input, models: [{ ...model!, fairness }] });
    const section = shown.slice(shown.indexOf('<h3>Fairness'));
    expect(section.includes('two persons')).toBe(false);
    expect(section.includes('1 group is not shown')).toBe(true);
  });

  it('says why there is no out-of-time figure, and shows it where there is', async () => {
    const [model] = input.models;
    const without = await renderReport({ ...input, models: [{ ...model!, outOfTime: { quarters: [] } }] });
    expect(without.includes('too short a time to train anew')).toBe(true);
    const quarters = model!.quarters!.map((own) => ({ ...own, trainRows: 4_321, embargoed: 98 }));
    const outOfTime = { quarters, pooled: model!.diagnosis!.deLong };
    const shown = await renderReport({ ...input, models: [{ ...model!, outOfTime }] });
    expect(shown.includes('4,321<small>98 still open</small>')).toBe(true);
  });

  it('lists the latest quarters of many and draws them all', async () => {
    const [model] = input.models;
    const [own] = model!.quarters!;
    const quarters = Array.from({ length: 30 }, (_, q) => ({ ...own!, quarter: `quarter ${q}` }));
    const many = await renderReport({ ...input, models: [{ ...model!, quarters }] });
    expect(many.match(/<th scope="row">quarter \d+</g)).toHaveLength(12);
    expect(many.includes('18 earlier quarters are in the charts.')).toBe(true);
    expect(many.match(/<title>quarter \d+: AUC/g)).toHaveLength(30);
  });

  it('leads from the contents to every part, each in the page once', () => {
    const targets = [...page.matchAll(/\bhref="#([^"]*)"/g)].map(([, target]) => target!);
    const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    for (const id of [
      'metrics',
      'comparison',
      'model-1',
      'model-1-scorecard',
      'model-2-coefficients',
      'limits',
    ])
      expect(targets, id).toContain(id);
  });

  it('puts the parts of a lone model into the contents of the page', async () => {
    const alone = await renderReport({ ...input, models: input.models.slice(0, 1) });
    expect(alone.match(/<nav /g)).toHaveLength(1);
    expect(alone.match(/<nav class="contents sticky".*?<\/nav>/s)![0]).toContain('href="#model-1-scorecard"');
    expect(page.match(/<nav /g)).toHaveLength(3);
  });

  it('sets the points of each characteristic beside those of the others', () => {
    const overview = page.match(/<table class="figures full overview">.*?<\/table>/s)![0];
    const lines = [...overview.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([line]) => line!);
    // Ranges 15 to 68, 22 to 71 and 39 to 63: together 126 points, on an axis from 0 to 71.
    for (const [i, [points, share, left, width]] of [
      ['15 to 68', '42.1%', '21.1', '74.6'],
      ['22 to 71', '38.9%', '31.0', '69.0'],
      ['39 to 63', '19.0%', '54.9', '33.8'],
    ].entries()) {
      expect(lines[i]).toContain(`<span>${points}</span>`);
      expect(lines[i]).toContain(`<td>${share}</td>`);
      expect(lines[i]).toContain(`left:${left}%;width:${width}%`);
      expect(lines[i]).toContain(`href="#model-1-card-${i + 1}"`);
    }
    expect(lines.map((line) => line.includes('check for leakage'))).toEqual([true, false, false]);
    // 512 + 15 + 22 + 39 and 512 + 68 + 71 + 63.
    expect(page).toContain('scores run from 588 to 714');
  });

  it('draws the AUC lost to either side of zero, with two standard errors', () => {
    const bars = page.match(/<span class="dealt".*?<\/span>/g)!;
    const [first, last] = [bars[0], bars[10]];
    // From -0.002 - 0.002 to 0.062 + 0.008: zero stands at 4 / 74 of the width.
    expect(first).toContain('<i style="left:5.4%;width:83.8%"></i><b style="left:78.4%;width:21.6%"></b>');
    expect(last).toContain('<i style="left:2.7%;width:2.7%"></i><b style="left:0.0%;width:5.4%"></b>');
  });

  it('refuses no models', async () => {
    await expect(renderReport({ ...input, models: [] })).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
    });
  });
});

const missing = existsSync(CHROMIUM) ? '' : `: skipped, ${CHROMIUM} is missing`;

/** Width in CSS pixels of what A4 leaves between margins of 10 mm. */
const A4_WIDTH = 718;

async function withTab<T>(
  html: string,
  width: number,
  body: (tab: Page, file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parus-report-'));
  const file = pathToFileURL(join(folder, 'report.html')).href;
  await writeFile(new URL(file), html);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  try {
    return await body(await browser.newPage({ viewport: { width, height: 900 } }), file);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

describe(`the report in a browser${missing}`, () => {
  it.skipIf(missing !== '').each([
    ['desktop', 1200],
    ['phone', 390],
  ])('opens on a %s without an error, a request or a sideways scroll, with its charts in sight', (_, width) =>
    withTab(page, width, async (tab, file) => {
      const problems: string[] = [];
      const requests: string[] = [];
      tab.on('console', (message) => problems.push(message.text()));
      tab.on('pageerror', (error) => problems.push(error.message));
      tab.on('request', (request) => requests.push(request.url()));
      await tab.goto(file);
      expect(problems).toEqual([]);
      expect(requests).toEqual([file]);

      const charts = await tab.locator('figure.chart svg').all();
      expect(charts).toHaveLength(CHARTS);
      for (const chart of charts) {
        expect(await chart.isVisible()).toBe(true);
        const box = (await chart.boundingBox())!;
        expect(box.width).toBeGreaterThan(250);
        expect(box.height).toBeGreaterThan(90);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
      }
      const scrollWidth = await tab.evaluate('document.documentElement.scrollWidth');
      expect(scrollWidth).toBeLessThanOrEqual(width);
    }),
  );

  it.skipIf(missing !== '')('prints on A4 without a cut table, with five models side by side', async () => {
    const models = Array.from({ length: 5 }, (_, i) => ({ ...input.models[i % 2]!, name: `model ${i + 1}` }));
    await withTab(await renderReport({ ...input, models }), A4_WIDTH, async (tab, file) => {
      await tab.emulateMedia({ media: 'print' });
      await tab.goto(file);
      const cut = await tab.evaluate(`[...document.querySelectorAll('table, svg, figure, dl, pre')]
        .filter((element) => element.getBoundingClientRect().right > ${A4_WIDTH} + 0.5)
        .map((element) => element.tagName + ': ' + element.textContent.slice(0, 60))`);
      expect(cut).toEqual([]);
      const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  const manyCards = async (): Promise<string> => {
    const [model] = input.models;
    const table = Array.from({ length: 15 }, (_, i) => ({
      ...model!.table![i % 3]!,
      characteristic: `characteristic_${i + 1}`,
    }));
    return renderReport({ ...input, models: [{ ...model!, table }] });
  };
  const LAST_CARD = '#model-1-card-15 svg';

  it.skipIf(missing !== '')(
    'folds cards beyond the twelfth, opens them by a link, and prints them',
    async () => {
      await withTab(await manyCards(), 1200, async (tab, file) => {
        await tab.goto(file);
        expect(await tab.locator('#model-1-card-12 svg').isVisible()).toBe(true);
        expect(await tab.locator(LAST_CARD).isVisible()).toBe(false);
        await tab.emulateMedia({ media: 'print' });
        expect(await tab.locator(LAST_CARD).isVisible()).toBe(true);
        await tab.emulateMedia({ media: 'screen' });
        await tab.locator('.overview a[href="#model-1-card-15"]').click();
        expect(await tab.locator(LAST_CARD).isVisible()).toBe(true);
      });
    },
  );

  it.skipIf(missing !== '')(
    'keeps the contents in sight on a desktop, and off what a link leads to',
    async () => {
      await withTab(await manyCards(), 1200, async (tab, file) => {
        await tab.goto(file);
        await tab.locator('nav.sticky a[href="#model-1-grades"]').click();
        const nav = (await tab.locator('nav.sticky').boundingBox())!;
        const heading = (await tab.locator('#model-1-grades h3').boundingBox())!;
        expect(nav.y).toBe(0);
        expect(heading.y).toBeGreaterThanOrEqual(nav.height);
        expect(heading.y).toBeLessThan(200);
      });
    },
  );

  it.skipIf(missing !== '')('gives every chart its tooltips', async () => {
    await withTab(page, 1200, async (tab, file) => {
      await tab.goto(file);
      const silent = await tab.evaluate(`[...document.querySelectorAll('figure.chart svg')]
        .filter((svg) => svg.querySelectorAll('title').length === 0)
        .map((svg) => svg.getAttribute('aria-label'))`);
      expect(silent).toEqual([]);
    });
  });
});
