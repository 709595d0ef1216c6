export { isOverride, nextCase, type Proposal, type Resolution, type ReviewCase } from './case.ts';
export { type Actor, openCase, personOf, type ReviewCommand, reviewEvent, SYSTEM } from './commands.ts';
export {
  type Priority,
  priorities,
  type ReviewEvent,
  type ReviewEventType,
  reviewEventSchema,
  type Verdict,
  verdicts,
} from './events.ts';
export { loadReviewParams, parseReviewParams, type ReviewParams, standardReviewParams } from './params.ts';
export { dueToExpire, isOpen, overdueDays, queueOf } from './queue.ts';
export { appendToQueue, type ReviewQueue, readReviewQueue, repairQueue } from './queue-file.ts';
export { type OverturnRow, type ReviewStatistics, reviewStatistics } from './statistics.ts';
