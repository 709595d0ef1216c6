import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardCommand } from '../../../src/cli/commands/card.ts';
import { healthCommand } from '../../../src/cli/commands/health.ts';
import { reviewCommand } from '../../../src/cli/commands/review.ts';
import { dayOf } from '../../../src/core/index.ts';
import type { Card } from '../../../src/decision/card/index.ts';
import { standardPolicyPath } from '../../../src/decision/index.ts';
import type { ReviewCase } from '../../../src/decision/review/index.ts';
import { runParus } from '../../e2e/run-parus.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { testContext } from './command-context.ts';

const scratch = scratchFolder();
const data = (): string => `${scratch.dir}/book`;
const model = 'models/sme-scorecard.json';
const context = testContext();
const policy = standardPolicyPath;

beforeAll(async () => {
  const { code, stderr } = await runParus(['simulate', '--firms', '120', '--workers', '1', '--out', data()]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

describe('parus review', () => {
  const day = dayOf(2026, 1, 5);
  const queue = (): string => `${scratch.dir}/queue.ndjson`;
  const run = (args: readonly string[], options: object = {}) =>
    reviewCommand.run({ queue: queue(), day, policy, ...options }, context, args);
  const text = 'The missing record came by mail and is clean.';

  it('opens the referrals of a book once, and walks one through two persons', async () => {
    const opened = (await run(['open'], { data: data(), model })).data as { opened: number };
    expect(opened.opened).toBeGreaterThan(0);
    expect((await run(['open'], { data: data(), model })).data).toEqual({ opened: 0 });
    const { cases } = (await run(['list'])).data as { cases: ReviewCase[] };
    expect(cases).toHaveLength(opened.opened);
    const { caseId } = cases.find(({ regulatory }) => regulatory.length === 0)!;
    const ann = { as: 'Ann', role: 'officer' };
    await run(['claim', caseId], ann);
    await run(['propose', caseId], { ...ann, outcome: 'approve', reason: 'NEW_EVIDENCE', text });
    await expect(run(['confirm', caseId], { as: 'ANN', role: 'head' })).rejects.toMatchObject({
      code: 'PARUS_REVIEW_REFUSED',
    });
    const closed = await run(['confirm', caseId], { as: 'Bo', role: 'head' });
    expect(closed.data).toMatchObject({ status: 'closed', resolution: { by: 'ann', confirmedBy: 'bo' } });
    expect((await run(['stats'])).data).toMatchObject({ decided: 1, referrals: { hits: 1, trials: 1 } });
    const out = `${scratch.dir}/cases.json`;
    await run(['export'], { out });
    expect((JSON.parse(readFileSync(out, 'utf8')) as { events: unknown[] }).events).toHaveLength(
      opened.opened + 3,
    );
    const { data: late } = await run(['expire'], { day: day + 31 });
    expect((late as { expired: string[] }).expired).toHaveLength(opened.opened - 1);
  });

  it('says what is missing or unknown', async () => {
    await expect(run(['approve'])).rejects.toMatchObject({ code: 'PARUS_USAGE' });
    await expect(run(['claim'])).rejects.toMatchObject({ code: 'PARUS_USAGE' });
    await expect(run(['claim', 'x'])).rejects.toThrow('got no --as');
    await expect(run(['show', 'no-such'])).rejects.toThrow('no case no-such');
  });

  it('sets a torn tail aside on request', async () => {
    const torn = `${scratch.dir}/torn.ndjson`;
    writeFileSync(torn, '{"event"');
    await expect(run(['list'], { queue: torn })).rejects.toMatchObject({
      code: 'PARUS_REVIEW_QUEUE_CORRUPT',
    });
    expect((await run(['repair'], { queue: torn })).data).toEqual({ aside: `${torn}.torn-0` });
    expect((await run(['list'], { queue: torn })).text).toBe('no case waits');
  });
});

describe('parus card', () => {
  const options = { model, policy, lang: 'en', format: 'text' } as const;

  it('explains one application of a book, in both languages and as a page', async () => {
    const queue = `${scratch.dir}/for-card.ndjson`;
    await reviewCommand.run({ queue, day: 20_458, policy, data: data(), model }, context, ['open']);
    const { data: listed } = await reviewCommand.run({ queue, day: 20_458, policy }, context, ['list']);
    const { caseId } = (listed as { cases: ReviewCase[] }).cases[0]!;
    const english = await cardCommand.run({ ...options, data: data(), id: caseId }, context, []);
    expect(english.data).toMatchObject({ applicationId: caseId, outcome: 'review', language: 'en' });
    expect(english.text).toContain('A person is looking at it');
    const out = `${scratch.dir}/card.html`;
    const chinese = await cardCommand.run(
      { ...options, data: data(), id: caseId, lang: 'zh', format: 'html', out },
      context,
      [],
    );
    expect(readFileSync(out, 'utf8')).toContain('<html lang="zh-CN">');
    expect((chinese.data as Card).marks).toEqual((english.data as Card).marks);
  });

  it('names an application that it does have where it is asked for another', async () => {
    await expect(cardCommand.run({ ...options, data: data(), id: 'none' }, context, [])).rejects.toThrow(
      /--id got none; expected one of the \d+ applications/,
    );
  });
});

describe('parus health', () => {
  it('scores a firm among the firms of its book, at the last day of the book', async () => {
    const options = { data: data(), firm: 'F0000001', lang: 'zh', format: 'text' } as const;
    const { data: health, text } = await healthCommand.run(options, context, []);
    expect(health).toMatchObject({ firmId: 'F0000001', asOf: dayOf(2025, 12, 31) });
    const { score } = health as { score: number };
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(100);
    expect(text).toContain('健康度不是信用评分');
    await expect(healthCommand.run({ ...options, firm: 'none' }, context, [])).rejects.toMatchObject({
      code: 'PARUS_FIRM_UNKNOWN',
    });
  });
});
