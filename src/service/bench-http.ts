import { Agent, request } from 'node:http';
import { type LatencySummary, openLatencyRecorder } from './latency.ts';

export interface BenchHttpOptions {
  /** Base address of the service, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Bodies of POST /v1/applications, each sent once: application ids must differ. The run ends with the last. */
  readonly bodies: Iterable<unknown>;
  /** Connections kept open, each with one request in flight at a time. */
  readonly connections: number;
  /** The run ends after it, even where bodies are left. */
  readonly seconds: number;
  /** Milliseconds from any start, monotonic, fractions welcome. */
  readonly clock: () => number;
}

export interface BenchHttpResult {
  /** How it was measured, in one sentence. */
  readonly method: string;
  readonly requests: number;
  /** Answers by HTTP status; `failed` counts requests without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Microseconds, over answered requests. */
  readonly latency: LatencySummary;
  readonly perSecond: number;
}

/**
 * Closed-loop load over loopback HTTP with keep-alive: each connection sends its next request when the last answer is
 * in. A slow server is therefore asked less often (coordinated omission): percentiles are those of this load only.
 */
export async function benchApprovalHttp(options: BenchHttpOptions): Promise<BenchHttpResult> {
  const { url, bodies, connections, seconds, clock } = options;
  const target = new URL('/v1/applications', url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const recorder = openLatencyRecorder();
  const statuses: Record<string, number> = {};
  const supply = bodies[Symbol.iterator]();
  const begun = clock();
  const deadline = begun + seconds * 1000;

  const connection = async (): Promise<void> => {
    while (clock() < deadline) {
      const next = supply.next();
      if (next.done) return;
      const payload = JSON.stringify(next.value);
      const before = clock();
      const status = await post(agent, target, payload).catch(() => 'failed');
      if (status !== 'failed') recorder.record(clock() - before);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    agent.destroy();
  }
  const elapsedMs = clock() - begun;
  return {
    method: `closed loop over loopback HTTP, ${connections} keep-alive connections, load generator in this process, at most ${seconds} s`,
    requests: Object.values(statuses).reduce((sum, n) => sum + n, 0),
    statuses,
    latency: recorder.summary(),
    perSecond: elapsedMs > 0 ? (recorder.count * 1000) / elapsedMs : 0,
  };
}

const ANSWER_TIMEOUT_MS = 30_000;

/** Sends one body and reads the whole answer; gives the status. */
function post(agent: Agent, target: URL, payload: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
    const sent = request(target, { method: 'POST', agent, headers, timeout: ANSWER_TIMEOUT_MS }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(String(answer.statusCode)));
      answer.once('error', reject);
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.once('error', reject);
    sent.end(payload);
  });
}
