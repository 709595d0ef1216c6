export { calibrationMarkdown } from './calibration-markdown.ts';
export { type CheckOptions, type CheckResult, checkBook, compareWithTargets } from './check.ts';
export { CHECK_HEADER, checkRows, checkSummary } from './check-rows.ts';
export { type Target, targets } from './targets.ts';
