/** What a review may speak of: 质量, 物流, 服务, 价格, 环境, 包装. */
export const ASPECTS = ['quality', 'delivery', 'service', 'price', 'place', 'packing'] as const;

export type Aspect = (typeof ASPECTS)[number];

/** How customers of a trade speak of one aspect. */
export interface AspectWords {
  readonly aspect: Aspect;
  readonly nouns: readonly string[];
  /** Predicates that take a word of degree before them: 很新鲜, 有点咸. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

/**
 * The words of one trade. In lines and openings `#` stands for a digit of 2 to 9 and `@` for one of `items`.
 */
export interface Scene {
  readonly items: readonly string[];
  readonly openings: readonly string[];
  readonly aspects: readonly AspectWords[];
  /** Whole clauses, praise and blame. */
  readonly goodLines: readonly string[];
  readonly badLines: readonly string[];
  readonly goodClosings: readonly string[];
  readonly badClosings: readonly string[];
}
