export type { Card, CardOffer, CardReason, Standing } from './card.ts';
export { cardHtml } from './card-html.ts';
export { type CardContext, cardOf } from './card-of.ts';
export type { Influence } from './card-reasons.ts';
export { cardText } from './card-text.ts';
export { type CardTexts, loadCardTexts, parseCardTexts, standardCardTextsPath } from './card-texts.ts';
export { featureInfo, featureTitle } from './catalogue-info.ts';
export type { ChangeAnswer, ChangeOption, ChangeQuestion, ProposedChange } from './change.ts';
export { type Bilingual, filled, type Language, languages } from './language.ts';
export { dateText, percentText, valueText } from './plain-numbers.ts';
export {
  type FeatureReference,
  LEAST_REFERENCE_ROWS,
  type Reference,
  referenceOf,
  shareAtLeast,
  shareAtMost,
} from './reference.ts';
export { sheetPage } from './sheet.ts';
export { nearestChanges } from './what-if.ts';
