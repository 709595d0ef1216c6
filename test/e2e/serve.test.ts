import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();
const book = `${scratch.dir}/book`;
const model = 'models/sme-scorecard.json';

let service: ChildProcess;
let url = '';

beforeAll(async () => {
  await runParus(['simulate', '--firms', '300', '--months', '24', '--out', book]);
  service = spawn(process.execPath, ['bin/parus.js', 'serve', '--data', book, '--port', '0']);
  url = await new Promise<string>((resolve, reject) => {
    service.stderr!.on('data', (chunk: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString());
      if (found) resolve(found[0]);
      else reject(new Error(chunk.toString()));
    });
  });
}, 60_000);
afterAll(() => service.kill('SIGKILL'));

describe('parus serve', () => {
  it('decides an application with the shipped model and shows it again', async () => {
    const body = {
      applicationId: 'e2e-1',
      firmId: 'F0000001',
      amountYuan: 120_000,
      termMonths: 12,
      purpose: 'operations',
      applicationDate: '2025-12-31',
    };
    const answer = await fetch(`${url}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    const decision = (await answer.json()) as Record<string, unknown>;
    expect(['approve', 'review', 'decline']).toContain(decision['outcome']);
    const again = (await (await fetch(`${url}/v1/decisions/e2e-1`)).json()) as Record<string, unknown>;
    expect(again['outcome']).toBe(decision['outcome']);
    expect(again['trace']).toBeDefined();
  });

  it('refuses an unknown firm and a bad body with codes', async () => {
    for (const [body, code] of [
      [
        { applicationId: 'e2e-2', firmId: 'nobody', amountYuan: 1000, termMonths: 6, purpose: 'operations' },
        'PARUS_FIRM_UNKNOWN',
      ],
      [{ applicationId: 'e2e-3' }, 'PARUS_APPLICATION_INVALID'],
    ] as const) {
      const answer = await fetch(`${url}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.json()).toMatchObject({ error: { code } });
    }
  });

  it('says when its port is taken', async () => {
    const { port } = new URL(url);
    const { code, stderr } = await runParus(['serve', '--data', book, '--port', port]);
    expect(code).toBe(2);
    expect(stderr).toContain('PARUS_PORT_IN_USE');
  });

  it('ends with exit code 0 when it is asked to stop', async () => {
    service.kill('SIGTERM');
    expect(await new Promise((done) => service.on('close', done))).toBe(0);
  });
});

it('bench approval measures in process and over HTTP', async () => {
  const data = jsonOf(
    await runParus([
      'bench',
      'approval',
      '--data',
      book,
      '--model',
      model,
      '--rounds',
      '1',
      '--limit',
      '50',
      '--json',
    ]),
  ) as Record<'inProcess' | 'http', { latency: { p50: number; p99: number }; perSecond: number }>;
  for (const part of [data.inProcess, data.http]) {
    expect(part.latency.p50).toBeGreaterThan(0);
    expect(part.latency.p99).toBeGreaterThanOrEqual(part.latency.p50);
    expect(part.perSecond).toBeGreaterThan(0);
  }
});
