export { applyOverlay, type FactorEffect, type OverlaidAssessment, type OverlayScale } from './apply.ts';
export { localPolicyPath, withLocalPolicy } from './local-policy.ts';
export {
  checkOverlayBase,
  featuresOfOverlay,
  loadOverlay,
  type Overlay,
  type OverlayFactor,
  parseOverlay,
} from './overlay.ts';
