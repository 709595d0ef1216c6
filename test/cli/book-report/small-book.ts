import { withPool } from '../../../src/parallel/index.ts';
import { type Book, openBook } from '../../../src/sources/index.ts';
import { simulateBook } from '../../../src/world/index.ts';

/** A simulated book of `firms` firms over three years: long enough for loans to go bad inside it. */
export function smallBook(dir: string, firms: number): Promise<Book> {
  return withPool({ workers: 2 }, async (pool) => {
    await simulateBook({ firms, months: 36, seed: 7, out: `${dir}/book`, pool });
    return openBook(`${dir}/book`);
  });
}
