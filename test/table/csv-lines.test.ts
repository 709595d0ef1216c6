import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCsvLines, readTable } from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

describe('openCsvLines', () => {
  it('writes rows as they come, quoting what needs it', async () => {
    const path = `${scratch.dir}/lines.csv`;
    const lines = openCsvLines(path, ['a', 'b']);
    await lines.append([['x, "y"', 1]]);
    await lines.append([]);
    await lines.append([
      ['two\nlines', 2],
      ['', 3],
    ]);
    await lines.close();
    expect(readFileSync(path, 'utf8')).toBe('a,b\n"x, ""y""",1\n"two\nlines",2\n,3\n');
    expect((await readTable(path)).nRows).toBe(3);
  });

  it('reports a place that cannot be written to, with a code', async () => {
    const lines = openCsvLines(`${scratch.dir}/none/lines.csv`, ['a']);
    await expect(lines.append([['x']])).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
    await expect(lines.close()).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
  });

  it.runIf(existsSync('/dev/full'))('reports a full disk', async () => {
    const lines = openCsvLines('/dev/full', ['a']);
    const written = lines.append([['x']]).then(() => lines.close());
    await expect(written).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
  });
});
