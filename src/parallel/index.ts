export {
  type OnProgress,
  openPool,
  type PoolOptions,
  type ProgressEvent,
  type RunOptions,
  type TaskRef,
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
} from './shared.ts';
