import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Assessed, startService } from '../../src/service/index.ts';
import { body, deps, goodFirm } from './fixtures.ts';

function post(url: string, payload: unknown): Promise<{ status: number; json: { outcome?: string } }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(new URL('/v1/applications', url), { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text) }));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(payload));
  });
}

function rawBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

describe('startService', () => {
  it('answers over HTTP on the local machine', async () => {
    const service = await startService({ ...deps(), port: 0 });
    expect(service.url).toBe(`http://127.0.0.1:${service.port}`);
    expect(await post(service.url, body())).toMatchObject({ status: 200, json: { outcome: 'approve' } });
    await service.close();
    await service.closed;
    await expect(post(service.url, body('app-2'))).rejects.toThrow(/ECONNREFUSED|socket hang up/);
  });

  it('says that the port is taken', async () => {
    const first = await startService({ ...deps(), port: 0 });
    await expect(startService({ ...deps(), port: first.port })).rejects.toMatchObject({
      code: 'PARUS_PORT_IN_USE',
      message: expect.stringContaining('EADDRINUSE'),
    });
    await first.close();
  });

  it('finishes the request under way when the signal aborts, then closes', async () => {
    const controller = new AbortController();
    let release: (firm: Assessed) => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      const assess = (): Promise<Assessed> => {
        resolve();
        return new Promise((done) => {
          release = done;
        });
      };
      started = startService({ ...deps({ assess }), port: 0, signal: controller.signal });
    });
    const service = await started;
    const answer = post(service.url, body());
    await reached;
    controller.abort();
    release(goodFirm);
    expect(await answer).toMatchObject({ status: 200, json: { outcome: 'approve' } });
    await service.closed;
  });

  it('does not start under a signal that was aborted before', async () => {
    await expect(startService({ ...deps(), port: 0, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'PARUS_CANCELLED',
    });
  });

  it('answers bytes that are no HTTP with a coded refusal', async () => {
    const service = await startService({ ...deps(), port: 0 });
    const answer = await rawBytes(service.port, '\u0016\u0003\u0001 not http\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'PARUS_BODY_INVALID', issues: [] },
    });
    expect((await post(service.url, body())).status).toBe(200);
    await service.close();
  });
});

let started: ReturnType<typeof startService>;
