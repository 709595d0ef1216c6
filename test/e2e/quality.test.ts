import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { day, handBook, writeHandBook } from '../sources/quality/hand-book.ts';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();
const TIME_LIMIT = 60_000;

describe('parus quality', () => {
  it(
    'prints sources and findings, writes the page and ends with 0 where every record keeps its contract',
    async () => {
      const dir = await writeHandBook(`${scratch.dir}/book`, handBook);
      const page = `${scratch.dir}/quality.html`;
      const { code, stdout, stderr } = await runParus(['quality', '--data', dir, '--report', page]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(
        '24 records of 4 firms, 2024-01-01 to 2024-03-30; compared: from 2024-03-01 on',
      );
      expect(stdout).toMatch(/^pos +20 +2 +50\.0 % +2024-03-10 +1 \/ 2 d +0\.0 % +0 /m);
      expect(stdout).toContain('every record keeps its contract');
      expect(await readFile(page, 'utf8')).toContain('<title>Data quality of a book</title>');
    },
    TIME_LIMIT,
  );

  it(
    'ends with 3 where a rule is broken, and says which',
    async () => {
      const [first, ...others] = handBook.pos;
      const dir = await writeHandBook(`${scratch.dir}/broken`, {
        ...handBook,
        pos: [{ ...first, arrivalDate: day(-1) }, ...others],
      });
      const outcome = await runParus(['quality', '--data', dir, '--split', '2024-02-01', '--json']);
      expect(outcome.code).toBe(3);
      const data = jsonOf(outcome);
      expect(data).toMatchObject({ broken: 1, split: '2024-02-01' });
      expect((data['findings'] as unknown[])[0]).toMatchObject({
        level: 'broken',
        source: 'pos',
        field: 'arrivalDate',
        times: 1,
      });
    },
    TIME_LIMIT,
  );

  it(
    'refuses a folder that is no book, and a split outside it',
    async () => {
      const missing = await runParus(['quality', '--data', scratch.dir]);
      expect(missing.code).toBe(2);
      expect(missing.stderr).toContain('PARUS_BOOK_MISSING');
      const dir = await writeHandBook(`${scratch.dir}/split`, handBook);
      const outside = await runParus(['quality', '--data', dir, '--split', '2030-01-01', '--json']);
      expect(outside.code).toBe(2);
      expect(jsonOf(outside)).toMatchObject({ error: { code: 'PARUS_USAGE' } });
    },
    TIME_LIMIT,
  );
});
