/** Bits of LightGBM's `decision_type` (its include/LightGBM/tree.h). */
export const CATEGORY_BIT = 1;
export const DEFAULT_LEFT_BIT = 2;

/** What counts as missing at a split: bits 2 and 3 of `decision_type`. */
export const missingTypes = ['none', 'zero', 'nan'] as const;
export type MissingType = (typeof missingTypes)[number];

const MISSING_SHIFT = 2;

export interface SplitCode {
  readonly category: boolean;
  readonly defaultLeft: boolean;
  readonly missing: MissingType;
}

/** Packs a split's flags. */
export function packSplitCode({ category, defaultLeft, missing }: SplitCode): number {
  return (
    (category ? CATEGORY_BIT : 0) |
    (defaultLeft ? DEFAULT_LEFT_BIT : 0) |
    (missingTypes.indexOf(missing) << MISSING_SHIFT)
  );
}

/** Reads a split's flags; undefined where they are none that LightGBM writes. */
export function unpackSplitCode(code: number): SplitCode | undefined {
  const missing = missingTypes[code >> MISSING_SHIFT];
  if (missing === undefined) return undefined;
  return { category: (code & CATEGORY_BIT) !== 0, defaultLeft: (code & DEFAULT_LEFT_BIT) !== 0, missing };
}
