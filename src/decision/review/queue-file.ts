import { open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { canonicalJson, fail, ParusError, sha256 } from '../../core/index.ts';
import { firstLine } from '../json-file.ts';
import { nextCase, type ReviewCase } from './case.ts';
import { type ReviewEvent, reviewEventSchema } from './events.ts';

/** A queue as its file tells it: the events in order and the cases they fold into. */
export interface ReviewQueue {
  readonly events: readonly ReviewEvent[];
  readonly cases: ReadonlyMap<string, ReviewCase>;
}

/** What the first line is chained to. */
const GENESIS = '0'.repeat(64);

interface Replayed extends ReviewQueue {
  readonly events: ReviewEvent[];
  readonly cases: Map<string, ReviewCase>;
  hash: string;
  /** Bytes of the whole lines that were read. */
  bytes: number;
}

/**
 * Reads a queue: one event a line, `{ "event", "hash" }`, where hash = SHA-256 of the line before's hash and the event's canonical JSON.
 * A file that is not there is an empty queue. The file is never changed by reading.
 * @throws PARUS_REVIEW_QUEUE_CORRUPT with the line: cut short, altered, out of order, or an event that no case allows
 */
export async function readReviewQueue(path: string): Promise<ReviewQueue> {
  const { events, cases } = replay(path, await bytesOf(path));
  return { events, cases };
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw fail('PARUS_WRITE_FAILED', { path, problem: firstLine(error) }, [], error);
  }
}

const NEWLINE = 10;

/** Folds the lines of a queue; with `upToTear`, stops before a last line that is broken instead of failing. */
function replay(path: string, bytes: Buffer, upToTear = false): Replayed {
  const queue: Replayed = { events: [], cases: new Map(), hash: GENESIS, bytes: 0 };
  let line = 0;
  while (queue.bytes < bytes.length) {
    line += 1;
    const end = bytes.indexOf(NEWLINE, queue.bytes);
    const isLast = end < 0 || end === bytes.length - 1;
    try {
      if (end < 0) throw new TypeError('the last line is cut short');
      takeLine(queue, bytes.toString('utf8', queue.bytes, end));
      queue.bytes = end + 1;
    } catch (error) {
      if (upToTear && isLast) return queue;
      const problem = error instanceof ParusError ? error.message : firstLine(error);
      throw fail('PARUS_REVIEW_QUEUE_CORRUPT', { path, line, problem }, [], error);
    }
  }
  return queue;
}

/** @param queue INOUT */
function takeLine(queue: Replayed, text: string): void {
  const json = JSON.parse(text) as { readonly event?: unknown; readonly hash?: unknown };
  const parsed = reviewEventSchema.safeParse(json.event);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TypeError(`not an event: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const hash = chained(queue.hash, parsed.data);
  if (json.hash !== hash)
    throw new TypeError('its hash does not follow from the lines before: it was altered');
  const { caseId } = parsed.data;
  queue.cases.set(caseId, nextCase(queue.cases.get(caseId), parsed.data));
  queue.events.push(parsed.data);
  queue.hash = hash;
}

function chained(before: string, event: ReviewEvent): string {
  return sha256(before + canonicalJson(event));
}

/**
 * Appends the events that `make` gives for the queue as it stands, all or none, on disk (fsync) before it returns. Writers exclude each
 * other by a lock file beside the queue; a write that fails is taken back, so that the file keeps ending in a whole line.
 * @throws whatever `make` throws: nothing is recorded then; PARUS_REVIEW_QUEUE_CORRUPT, PARUS_REVIEW_QUEUE_BUSY, PARUS_WRITE_FAILED,
 * and PARUS_REVIEW_REFUSED where an event does not follow
 */
export async function appendToQueue(
  path: string,
  make: (queue: ReviewQueue) => readonly ReviewEvent[],
): Promise<ReviewQueue> {
  return locked(path, async () => {
    const bytes = await bytesOf(path);
    const queue = replay(path, bytes);
    const events = make(queue);
    let lines = '';
    for (const event of events) {
      queue.cases.set(event.caseId, nextCase(queue.cases.get(event.caseId), event));
      queue.events.push(event);
      queue.hash = chained(queue.hash, event);
      lines += `${JSON.stringify({ event, hash: queue.hash })}\n`;
    }
    if (events.length > 0) await writeAt(path, bytes.length, lines);
    return { events: queue.events, cases: queue.cases };
  });
}

async function writeAt(path: string, offset: number, lines: string): Promise<void> {
  try {
    const file = await open(path, 'a');
    try {
      await file.appendFile(lines);
      await file.sync();
    } catch (error) {
      await file.truncate(offset);
      throw error;
    } finally {
      await file.close();
    }
    if (offset === 0) await syncFolder(path);
  } catch (error) {
    throw fail('PARUS_WRITE_FAILED', { path, problem: firstLine(error) }, [], error);
  }
}

/** A new file is only there after a power cut if its folder knows of it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Sets a torn last line aside, as `<path>.torn-<offset>`, and leaves the whole lines before it. For a queue whose last write
 * was cut off by a power failure; damage anywhere else is refused. Gives the name of the file set aside, undefined where
 * nothing was torn.
 * @throws PARUS_REVIEW_QUEUE_CORRUPT, PARUS_REVIEW_QUEUE_BUSY, PARUS_WRITE_FAILED
 */
export async function repairQueue(path: string): Promise<string | undefined> {
  return locked(path, async () => {
    const bytes = await bytesOf(path);
    const whole = replay(path, bytes, true).bytes;
    if (whole === bytes.length) return undefined;
    const aside = `${path}.torn-${whole}`;
    try {
      const kept = await open(aside, 'wx');
      try {
        await kept.writeFile(bytes.subarray(whole));
        await kept.sync();
      } finally {
        await kept.close();
      }
      await syncFolder(path);
      const file = await open(path, 'r+');
      try {
        await file.truncate(whole);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw fail('PARUS_WRITE_FAILED', { path, problem: firstLine(error) }, [], error);
    }
    return aside;
  });
}

/** Tries for the lock and the pause between them: a write takes milliseconds. OWN. */
const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 20;

async function locked<T>(path: string, body: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  for (let i = 0; ; i++) {
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw fail('PARUS_WRITE_FAILED', { path: lock, problem: firstLine(error) }, [], error);
      if (i >= LOCK_TRIES) throw fail('PARUS_REVIEW_QUEUE_BUSY', { path, lock });
      await new Promise((resume) => setTimeout(resume, LOCK_PAUSE_MS));
    }
  }
  try {
    return await body();
  } finally {
    await rm(lock, { force: true });
  }
}
