import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  appendToQueue,
  type ReviewEvent,
  readReviewQueue,
  repairQueue,
} from '../../../src/decision/review/index.ts';
import { scratchFolder } from '../../table/scratch.ts';
import { DAY, opened, refusal } from './cases.ts';

const scratch = scratchFolder();
let count = 0;
const newPath = (): string => `${scratch.dir}/queue-${count++}.ndjson`;
const corrupt = (line: number) =>
  expect.objectContaining({
    code: 'PARUS_REVIEW_QUEUE_CORRUPT',
    message: expect.stringContaining(`line ${line}:`),
  });
const at = { caseId: 'app-1', day: DAY, role: 'head' };
const claimed: ReviewEvent = { type: 'claimed', ...at, by: 'ann' };
const proposed: ReviewEvent = {
  type: 'proposed',
  ...at,
  by: 'ann',
  outcome: 'approve',
  reasonCode: 'R',
  text: 'why\nwith a line',
};
const confirmed: ReviewEvent = { type: 'confirmed', ...at, by: 'bo' };

/** A queue of four events, one a write. */
async function fourEvents(): Promise<string> {
  const path = newPath();
  for (const event of [opened(), claimed, proposed, confirmed]) await appendToQueue(path, () => [event]);
  return path;
}

describe('the queue file', () => {
  it('replays to the state it was written in', async () => {
    const path = newPath();
    expect(await readReviewQueue(path)).toEqual({ events: [], cases: new Map() });
    const written = await appendToQueue(path, () => [opened(), claimed]);
    const last = await appendToQueue(path, ({ cases }) => {
      expect(cases.get('app-1')).toEqual(written.cases.get('app-1'));
      return [proposed, confirmed];
    });
    const read = await readReviewQueue(path);
    expect(read).toEqual(last);
    expect(read.cases.get('app-1')?.resolution).toMatchObject({ confirmedBy: 'bo' });
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('only grows: what was written stays, byte for byte', async () => {
    const path = newPath();
    let before = '';
    for (const event of [opened(), claimed, proposed, confirmed]) {
      await appendToQueue(path, () => [event]);
      const now = readFileSync(path, 'utf8');
      expect(now.startsWith(before)).toBe(true);
      before = now;
    }
  });

  it('records all events of a write or none', async () => {
    const path = newPath();
    await appendToQueue(path, () => [opened()]);
    const before = readFileSync(path, 'utf8');
    const own = { ...confirmed, by: 'ann' } as ReviewEvent;
    await expect(appendToQueue(path, () => [claimed, proposed, own])).rejects.toThrow(
      refusal('another person'),
    );
    await expect(
      appendToQueue(path, () => {
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('lets writers at the same time follow one another', async () => {
    const path = newPath();
    const ids = Array.from({ length: 12 }, (_, i) => `app-${i}`);
    await Promise.all(ids.map((caseId) => appendToQueue(path, () => [opened({ caseId })])));
    expect([...(await readReviewQueue(path)).cases.keys()].sort()).toEqual(ids.sort());
  });

  it('tells of a lock that nobody lifts', async () => {
    const path = newPath();
    writeFileSync(`${path}.lock`, '');
    await expect(appendToQueue(path, () => [opened()])).rejects.toMatchObject({
      code: 'PARUS_REVIEW_QUEUE_BUSY',
    });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a damaged queue file', () => {
  it('is refused wherever the last line was cut, is left as it is, and loses no whole line in the repair', async () => {
    const whole = await fourEvents();
    const text = readFileSync(whole);
    const third = text.lastIndexOf('\n', text.length - 2) + 1;
    for (let cut = third + 1; cut < text.length; cut += 7) {
      const path = newPath();
      writeFileSync(path, text.subarray(0, cut));
      await expect(readReviewQueue(path)).rejects.toEqual(corrupt(4));
      await expect(appendToQueue(path, () => [confirmed])).rejects.toEqual(corrupt(4));
      expect(readFileSync(path).equals(text.subarray(0, cut))).toBe(true);
      const aside = await repairQueue(path);
      expect(readFileSync(aside!).equals(text.subarray(third, cut))).toBe(true);
      expect(readFileSync(path).equals(text.subarray(0, third))).toBe(true);
      const after = await appendToQueue(path, () => [confirmed]);
      expect(after.cases.get('app-1')?.status).toBe('closed');
    }
  });

  it('is told by its chain where an event was altered, left out, swapped or put in', async () => {
    const whole = await fourEvents();
    const lines = readFileSync(whole, 'utf8').trimEnd().split('\n');
    const write = (changed: readonly string[]): string => {
      const path = newPath();
      writeFileSync(path, changed.map((line) => `${line}\n`).join(''));
      return path;
    };
    const altered = lines.map((line) => line.replace('"approve"', '"decline"'));
    await expect(readReviewQueue(write(altered))).rejects.toEqual(corrupt(3));
    await expect(readReviewQueue(write([lines[0]!, ...lines.slice(2)]))).rejects.toEqual(corrupt(2));
    await expect(readReviewQueue(write([lines[1]!, lines[0]!]))).rejects.toEqual(corrupt(1));
    await expect(readReviewQueue(write([lines[0]!, lines[0]!]))).rejects.toEqual(corrupt(2));
    // Damage before the last line is no torn write: nothing is cut away.
    const path = write(altered);
    await expect(repairQueue(path)).rejects.toEqual(corrupt(3));
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5);
  });

  it('needs no repair when it is whole, empty or not there', async () => {
    expect(await repairQueue(await fourEvents())).toBeUndefined();
    expect(await repairQueue(newPath())).toBeUndefined();
    const empty = newPath();
    writeFileSync(empty, '');
    expect(await repairQueue(empty)).toBeUndefined();
  });

  it('does not write over a tail that was set aside before', async () => {
    const path = await fourEvents();
    const size = readFileSync(path).length;
    appendFileSync(path, '{"event');
    writeFileSync(`${path}.torn-${size}`, 'kept');
    await expect(repairQueue(path)).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
    expect(readFileSync(`${path}.torn-${size}`, 'utf8')).toBe('kept');
    truncateSync(path, size);
    expect((await readReviewQueue(path)).events).toHaveLength(4);
  });
});
