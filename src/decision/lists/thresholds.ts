/** From which likeness on a name is a hit, 0-1. */
export interface NameThresholds {
  /** Company names in Chinese, see `companySimilarity`. */
  readonly firm: number;
  /** Person names in Chinese, see `hanSimilarity`. */
  readonly person: number;
  /** Names in Latin letters, see `latinSimilarity`. */
  readonly latin: number;
}

/**
 * Chosen on one half of generated variants and other firms, reported on the other half: see docs/lists.md and the test of
 * the same name as `screen.ts`.
 */
export const standardThresholds: NameThresholds = { firm: 0.74, person: 0.74, latin: 0.92 };

/** Below it the index could miss a hit: names without a bigram in common can be that alike. */
export const LEAST_THRESHOLD = { firm: 0.66, person: 0.51, latin: 0.8 } as const satisfies NameThresholds;
