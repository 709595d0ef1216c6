import { fail } from '../core/index.ts';
import type { DecisionTrace } from '../decision/index.ts';
import type { DecisionAnswer } from './answer.ts';

export interface StoredDecision {
  readonly answer: DecisionAnswer;
  readonly trace: DecisionTrace;
}

interface Entry {
  readonly applicationId: string;
  readonly key: string | undefined;
  readonly bodyHash: string;
  readonly result: Promise<StoredDecision>;
}

export interface Recorded extends StoredDecision {
  /** True where an earlier request with the same key made the decision. */
  readonly replayed: boolean;
}

/**
 * The decisions of this process, at most `capacity` of them: the oldest makes room, and its Idempotency-Key and
 * application id are forgotten with it. In memory only, until the ledger takes over.
 */
export interface DecisionStore {
  /**
   * Runs `make` once per application. The same `key` with the same `bodyHash` gives the first decision again, also
   * while that one is still being made. What fails is not kept.
   * @throws PARUS_IDEMPOTENCY_CONFLICT, PARUS_APPLICATION_DUPLICATE, and whatever `make` throws.
   */
  once(
    request: { applicationId: string; key: string | undefined; bodyHash: string },
    make: () => Promise<StoredDecision>,
  ): Promise<Recorded>;
  get(applicationId: string): Promise<StoredDecision> | undefined;
  readonly size: number;
}

/** `capacity` >= 1. */
export function openDecisionStore(capacity: number): DecisionStore {
  const byApplication = new Map<string, Entry>();
  const byKey = new Map<string, Entry>();

  const forget = (entry: Entry): void => {
    if (byApplication.get(entry.applicationId) === entry) byApplication.delete(entry.applicationId);
    if (entry.key !== undefined && byKey.get(entry.key) === entry) byKey.delete(entry.key);
  };

  return {
    async once({ applicationId, key, bodyHash }, make) {
      const earlier = key === undefined ? undefined : byKey.get(key);
      if (earlier && key !== undefined) {
        if (earlier.bodyHash !== bodyHash) throw fail('PARUS_IDEMPOTENCY_CONFLICT', { key });
        return { ...(await earlier.result), replayed: true };
      }
      if (byApplication.has(applicationId)) throw fail('PARUS_APPLICATION_DUPLICATE', { applicationId });

      // Entered before the decision is made: a concurrent retry must find it.
      const entry: Entry = { applicationId, key, bodyHash, result: make() };
      byApplication.set(applicationId, entry);
      if (key !== undefined) byKey.set(key, entry);
      if (byApplication.size > capacity) {
        const oldest = byApplication.values().next().value;
        if (oldest) forget(oldest);
      }
      try {
        return { ...(await entry.result), replayed: false };
      } catch (error) {
        forget(entry);
        throw error;
      }
    },
    get: (applicationId) => byApplication.get(applicationId)?.result,
    get size() {
      return byApplication.size;
    },
  };
}
