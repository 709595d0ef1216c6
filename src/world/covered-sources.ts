import type { SourceName } from '../sources/index.ts';

/** Sources that some firms have and others lack; the order fixes which draw decides of which source. */
export const COVERED_SOURCES = [
  'tax',
  'utility',
  'bank',
  'bureau',
  'invoices',
  'pos',
  'orders',
  'reviews',
  'waybills',
  'payroll',
  'judicial',
  'customs',
  'telemetry',
  'crops',
  'traffic',
  'guarantees',
  'links',
  'news',
  'statements',
] as const satisfies readonly SourceName[];

export type CoveredSource = (typeof COVERED_SOURCES)[number];
