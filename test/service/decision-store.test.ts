import { describe, expect, it } from 'vitest';
import { openDecisionStore, type StoredDecision } from '../../src/service/decision-store.ts';

const stored = (name: string): StoredDecision =>
  ({ answer: { name }, trace: {} }) as unknown as StoredDecision;
const request = (applicationId: string, key?: string, bodyHash = applicationId) => ({
  applicationId,
  key,
  bodyHash,
});

describe('openDecisionStore', () => {
  it('makes a decision once per key, also while it is still being made', async () => {
    const store = openDecisionStore(10);
    let made = 0;
    const make = async (): Promise<StoredDecision> => {
      made += 1;
      await Promise.resolve();
      return stored(`made ${made}`);
    };
    const [first, second] = await Promise.all([
      store.once(request('a', 'k'), make),
      store.once(request('a', 'k'), make),
    ]);
    expect(first).toMatchObject({ answer: { name: 'made 1' }, replayed: false });
    expect(second).toMatchObject({ answer: { name: 'made 1' }, replayed: true });
    expect(made).toBe(1);
  });

  it('refuses a key with another body, and an application id with another key or none', async () => {
    const store = openDecisionStore(10);
    await store.once(request('a', 'k'), async () => stored('a'));
    const never = (): Promise<StoredDecision> => Promise.reject(new Error('must not run'));
    await expect(store.once(request('b', 'k'), never)).rejects.toMatchObject({
      code: 'PARUS_IDEMPOTENCY_CONFLICT',
    });
    await expect(store.once(request('a', 'k2'), never)).rejects.toMatchObject({
      code: 'PARUS_APPLICATION_DUPLICATE',
    });
    await expect(store.once(request('a'), never)).rejects.toMatchObject({
      code: 'PARUS_APPLICATION_DUPLICATE',
    });
  });

  it('forgets what failed, so that it can be tried again', async () => {
    const store = openDecisionStore(10);
    await expect(store.once(request('a', 'k'), () => Promise.reject(new Error('down')))).rejects.toThrow(
      'down',
    );
    expect(store.size).toBe(0);
    expect(await store.once(request('a', 'k'), async () => stored('up'))).toMatchObject({ replayed: false });
  });

  it('keeps the latest `capacity` decisions and forgets the keys of the others', async () => {
    const store = openDecisionStore(3);
    for (let i = 0; i < 10; i++) await store.once(request(`a${i}`, `k${i}`), async () => stored(`${i}`));
    expect(store.size).toBe(3);
    expect(store.get('a6')).toBeUndefined();
    expect(await store.get('a7')).toMatchObject({ answer: { name: '7' } });
    expect(await store.once(request('a0', 'k0'), async () => stored('again'))).toMatchObject({
      replayed: false,
    });
  });
});
