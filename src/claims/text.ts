import type { Estimate } from './t-interval.ts';

/** A number with `digits` decimals; an en dash where there is none. */
export function number(value: number, digits = 1): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** Mean and interval with a unit: `12.3 [10.1, 14.5] pp`. */
export function shown({ mean, ci95 }: Estimate, unit = '', digits = 1): string {
  const interval = ci95 ? ` [${number(ci95[0], digits)}, ${number(ci95[1], digits)}]` : '';
  return `${number(mean, digits)}${interval}${unit && ` ${unit}`}`;
}

/** `3 seeds`, `1 seed`. */
export function seedsText(n: number): string {
  return `${n} seed${n === 1 ? '' : 's'}`;
}
