import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ProgressEvent, sharedInt32, watchCounter } from '../../src/parallel/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells how far a shared counter has come, until the watch ends', () => {
  const counter = sharedInt32(1);
  const events: ProgressEvent[] = [];
  const unwatch = watchCounter(counter, 'trees', 9, (event) => events.push(event));
  Atomics.store(counter, 0, 4);
  vi.advanceTimersByTime(200);
  unwatch();
  Atomics.store(counter, 0, 5);
  vi.advanceTimersByTime(1000);
  expect(events).toEqual([{ label: 'trees', done: 4, total: 9 }]);
});

it('does nothing where nobody listens', () => {
  watchCounter(sharedInt32(1), 'trees', 9, undefined)();
  expect(vi.getTimerCount()).toBe(0);
});
