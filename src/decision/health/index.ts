export {
  type HealthDefinition,
  type HealthDimension,
  type Indicator,
  type IndicatorFamily,
  loadHealthDefinition,
  parseHealthDefinition,
  standardHealthPath,
} from './definition.ts';
export { type HealthSubject, healthHtml, healthText } from './health-pages.ts';
export { healthScore } from './health-score.ts';
export type { HealthAdvice, HealthScore, RatedDimension, RatedFamily, RatedIndicator } from './rated.ts';
