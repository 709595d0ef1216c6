export { answerOf, type DecisionAnswer } from './answer.ts';
export { type BenchApprovalOptions, type BenchApprovalResult, benchApproval } from './bench.ts';
export { type BenchHttpOptions, type BenchHttpResult, benchApprovalHttp } from './bench-http.ts';
export type { LatencySummary } from './latency.ts';
export { type Assessed, businessDay, createService, type ServiceDeps } from './service.ts';
export { type RunningService, type StartOptions, startService } from './start.ts';
