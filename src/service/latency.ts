import { build, type Histogram } from 'hdr-histogram-js';

/** Latencies in microseconds. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly mean: number;
}

/** Collects latencies with three significant digits, from 1 ns to a minute. */
export interface LatencyRecorder {
  /** `ms` >= 0; what takes longer than a minute counts as a minute. */
  record(ms: number): void;
  readonly count: number;
  summary(): LatencySummary;
}

const NS_PER_MS = 1e6;
const LONGEST_NS = 60e9;

export function openLatencyRecorder(): LatencyRecorder {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_NS,
    numberOfSignificantValueDigits: 3,
  });
  const at = (percentile: number): number => histogram.getValueAtPercentile(percentile) / 1000;
  return {
    record: (ms) => histogram.recordValue(Math.min(LONGEST_NS, Math.max(0, Math.round(ms * NS_PER_MS)))),
    get count() {
      return histogram.totalCount;
    },
    summary: () => ({
      p50: at(50),
      p90: at(90),
      p99: at(99),
      p999: at(99.9),
      max: histogram.maxValue / 1000,
      mean: histogram.mean / 1000,
    }),
  };
}
