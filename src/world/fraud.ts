/** Kinds of fraud, each a label of truth/. */
export const FRAUDS = [
  'shell',
  'invoice-inflation',
  'loan-stacking',
  'identity-takeover',
  'fund-diversion',
  'collusive-ring',
  'review-brushing',
] as const;

export type FraudKind = (typeof FRAUDS)[number];
