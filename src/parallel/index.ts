export { inlinePool } from './inline-pool.ts';
export {
  nativeTaskRef,
  type OnProgress,
  openPool,
  type PoolOptions,
  type ProgressEvent,
  type RunOptions,
  type TaskRef,
  type TeamInput,
  taskRef,
  type WorkerPool,
  withPool,
} from './pool.ts';
export {
  type ShardRange,
  shardRanges,
  sharedFloat32,
  sharedFloat64,
  sharedInt32,
  sharedUint8,
  sharedUint32,
} from './shared.ts';
export { readSharedJson, type SharedJson, shareJson } from './shared-json.ts';
export { joinTeam, type Team, type TeamSeat } from './team.ts';
export { watchCounter } from './watch-counter.ts';
