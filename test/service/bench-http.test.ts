import { expect, it } from 'vitest';
import { benchApprovalHttp, startService } from '../../src/service/index.ts';
import { body, deps, steppingClock } from './fixtures.ts';

it('sends every body once over kept connections and counts the answers', async () => {
  const service = await startService({ ...deps(), port: 0 });
  let connections = 0;
  service.app.server.on('connection', () => {
    connections += 1;
  });
  try {
    const bodies = Array.from({ length: 60 }, (_, i) => (i % 20 === 7 ? { bad: i } : body(`app-${i}`)));
    const result = await benchApprovalHttp({
      url: service.url,
      bodies,
      connections: 4,
      seconds: 3600,
      clock: steppingClock(),
    });
    expect(result).toMatchObject({ requests: 60, statuses: { 200: 57, 400: 3 } });
    expect(result.latency.p50).toBeGreaterThan(0);
    expect(result.perSecond).toBeGreaterThan(0);
    expect(connections).toBe(4);
  } finally {
    await service.close();
  }
});

it('ends when its time is over, even where bodies never do', async () => {
  const service = await startService({ ...deps(), port: 0 });
  function* endless() {
    for (let i = 0; ; i++) yield body(`app-${i}`);
  }
  try {
    const options = { url: service.url, bodies: endless(), connections: 2, seconds: 0.05 };
    const result = await benchApprovalHttp({ ...options, clock: steppingClock(1) });
    expect(result.requests).toBeGreaterThan(0);
    expect(result.requests).toBeLessThan(60);
  } finally {
    await service.close();
  }
});

it('counts requests that got no answer', async () => {
  const service = await startService({ ...deps(), port: 0 });
  await service.close();
  const options = { url: service.url, bodies: [body()], connections: 1, seconds: 60 };
  const result = await benchApprovalHttp({ ...options, clock: steppingClock() });
  expect(result).toMatchObject({ requests: 1, statuses: { failed: 1 }, perSecond: 0 });
});
