import type { OnProgress } from './pool.ts';

const POLL_MS = 200;

/**
 * Tells a listener how far a team has come, which counts its steps in shared memory since it cannot send messages in between.
 * @param counter IN shared, one element
 * @returns ends the watch
 */
export function watchCounter(
  counter: Int32Array,
  label: string,
  total: number,
  onProgress: OnProgress | undefined,
): () => void {
  if (!onProgress) return () => undefined;
  const timer = setInterval(() => onProgress({ label, done: Atomics.load(counter, 0), total }), POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
