import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTraceFile } from '../../src/cli/trace-file.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a trace file', () => {
  it('is there once it is whole, with its pieces in order', async () => {
    const path = join(scratch.dir, 'traces.ndjson');
    const file = await openTraceFile(path);
    await file.write(bytes('{"a":1}\n'));
    expect(existsSync(path)).toBe(false);
    await file.write(bytes('{"中":2}\n'));
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"中":2}\n');
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  it('that is abandoned leaves what was there before', async () => {
    const path = join(scratch.dir, 'kept.ndjson');
    writeFileSync(path, 'before');
    const file = await openTraceFile(path);
    await file.write(bytes('half'));
    await file.abandon();
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  it('names its path where it cannot be written', async () => {
    const path = join(scratch.dir, 'no-such-folder', 'traces.ndjson');
    await expect(openTraceFile(path)).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
    await expect(openTraceFile(path)).rejects.toThrow(path);
  });
});
