import { expect, it } from 'vitest';
import { openLatencyRecorder } from '../../src/service/latency.ts';

it('gives percentiles in microseconds with three digits', () => {
  const recorder = openLatencyRecorder();
  for (let i = 1; i <= 1000; i++) recorder.record(i / 1000);
  const { p50, p90, p99, p999, max, mean } = recorder.summary();
  expect(recorder.count).toBe(1000);
  const within = (got: number, expected: number): void =>
    expect(Math.abs(got / expected - 1)).toBeLessThan(0.002);
  within(p50, 500);
  within(p90, 900);
  within(p99, 990);
  within(p999, 999);
  within(max, 1000);
  within(mean, 500.5);
});

it('counts what is out of range at the ends', () => {
  const recorder = openLatencyRecorder();
  recorder.record(-1);
  recorder.record(1e9);
  expect(recorder.count).toBe(2);
  expect(recorder.summary().max / 60e6).toBeCloseTo(1, 2);
});
