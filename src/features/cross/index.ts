import type { Feature } from '../feature.ts';
import type { KnownFirm } from '../known-firm.ts';
import { activityFeatures } from './activity.ts';
import { debtFeatures } from './debt.ts';
import { missingnessFeatures } from './missingness.ts';
import { moneyFeatures } from './money.ts';

/** Features that read several sources, or the application. */
export const crossSourceFeatures: readonly Feature<KnownFirm>[] = [
  ...moneyFeatures,
  ...debtFeatures,
  ...activityFeatures,
  ...missingnessFeatures,
];
