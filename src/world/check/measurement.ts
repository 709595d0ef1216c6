import { median } from './statistics.ts';

/** A measured figure: NaN or infinite where the book cannot show it. `detail` says what lies behind the number. */
export interface Measurement {
  readonly value: number;
  readonly detail?: string;
}

/** Measurements by the id of their target. */
export type Measurements = Readonly<Record<string, Measurement>>;

/** What a book without the necessary part of truth/ shows of a target. */
export function unknownBecause(detail: string): Measurement {
  return { value: Number.NaN, detail };
}

/** Median over the firms that have a value; unknown (NaN) where none has. */
export function medianFirm(values: readonly number[]): Measurement {
  const known = values.filter(Number.isFinite);
  return { value: median(known), detail: `${known.length} firms` };
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
