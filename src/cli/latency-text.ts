import type { BenchApprovalResult, BenchHttpResult } from '../service/index.ts';
import { textTable, thousands } from './terminal.ts';

/** Latencies of approvals as a table, with how they were measured. */
export function latencyText({
  inProcess,
  http,
}: {
  readonly inProcess: BenchApprovalResult;
  readonly http: BenchHttpResult;
}): string {
  const rows = (
    [
      ['in process', inProcess],
      ['HTTP', http],
    ] as const
  ).map(([name, { latency, perSecond }]) => [
    name,
    ...[latency.p50, latency.p90, latency.p99, latency.p999, latency.max].map(thousands),
    thousands(perSecond),
  ]);
  return [
    textTable(['microseconds', 'p50', 'p90', 'p99', 'p99.9', 'max', 'per second'], rows),
    '',
    `in process: ${inProcess.method}`,
    `HTTP: ${http.method}`,
  ].join('\n');
}
