export { type CompanyName, parseCompanyName } from './company-name.ts';
export {
  type ListEntry,
  type ListKind,
  type ListName,
  listKinds,
  listNames,
} from './entry.ts';
export { foldCompanyName, foldText } from './fold.ts';
export type { Bilingual, HitPart, ListHit } from './hit.ts';
export { jaro, jaroWinkler } from './jaro-winkler.ts';
export { judgeHits, type ListParams, type ListVerdict } from './judge-hits.ts';
export { listParamsSchema } from './params.ts';
export { type GivenRow, parseListEntries, readListEntries } from './read-entries.ts';
export { buildScreen, type Screen, type ScreenOptions, type ScreenSubject } from './screen.ts';
export { companySimilarity, hanSimilarity, partLikeness } from './similarity.ts';
export { type NameThresholds, standardThresholds } from './thresholds.ts';
