import { simulateBook } from '../../world/index.ts';
import { type CommandSpec, option, wholeNumber } from '../command.ts';
import { textTable, thousands } from '../terminal.ts';

interface SimulateOptions {
  readonly firms: number;
  readonly months: number;
  readonly out: string;
  readonly force?: boolean;
}

export const simulateCommand: CommandSpec<SimulateOptions> = {
  name: 'simulate',
  summary: 'simulate an economy of small firms and write the records they leave behind as a book',
  options: [
    option('--firms <n>', 'number of firms')
      .argParser(wholeNumber('--firms', 1, 10_000_000))
      .default(5000),
    option('--months <n>', 'months of records, ending in December 2025')
      .argParser(wholeNumber('--months', 6, 240))
      .default(24),
    option('--out <dir>', 'folder of the book').default('data/book'),
    option('--force', 'replace a book that is there'),
  ],
  example: 'parus simulate --firms 5000 --months 24 --seed 7 --out data/book',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const { firms, months, out, force = false } = options;
      const { seed, signal, onProgress, clock } = context;
      const data = await simulateBook({ firms, months, seed, out, force, pool, signal, onProgress, clock });
      const rows = Object.entries(data.rows).map(([source, n]) => [source, thousands(n)]);
      const text = [
        `${thousands(firms)} firms, ${months} months: ${out}`,
        '',
        textTable(['source', 'records'], rows),
        '',
        `bad rate ${data.badRate === null ? 'unknown' : `${(100 * data.badRate).toFixed(2)} %`}, ${(data.bytes / 1e6).toFixed(1)} MB in ${data.seconds.toFixed(1)} s`,
        `hash ${data.hash}`,
      ].join('\n');
      return { data, text };
    }),
};
