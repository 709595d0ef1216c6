import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type AuditRow, auditClaims } from '../../claims/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type CommandSpec, commaList, option, wholeNumber } from '../command.ts';
import { textTable } from '../terminal.ts';

interface ClaimsOptions {
  readonly seeds: readonly number[];
  readonly quick?: boolean;
  readonly firms?: number;
  readonly futures?: number;
  readonly work: string;
  readonly fresh?: boolean;
  readonly keepBooks?: boolean;
  readonly out?: string;
}

/** Firms a book, and futures a true PD: a first look, and the audit proper. */
const QUICK = { firms: 3000, futures: 8 } as const;
const FULL = { firms: 12_000, futures: 24 } as const;

export const claimsCommand: CommandSpec<ClaimsOptions> = {
  name: 'claims',
  summary:
    'audit published claims of big-data risk control: what holds, by how much, under which assumptions',
  args: '[id...]',
  options: [
    option('--seeds <list>', 'seeds of the audit, by comma; the interval is over them')
      .argParser(seedList)
      .default([1, 2, 3], '1,2,3'),
    option('--quick', `small books: ${QUICK.firms} firms, ${QUICK.futures} futures; intervals are wide`),
    option('--firms <n>', `firms a book; default ${FULL.firms}`).argParser(
      wholeNumber('--firms', 500, 1_000_000),
    ),
    option('--futures <n>', `futures lived for each true PD; default ${FULL.futures}`).argParser(
      wholeNumber('--futures', 8, 10_000),
    ),
    option(
      '--work <dir>',
      'folder of books, models and measurements: a stopped audit goes on from there',
    ).default(join(tmpdir(), 'parus-claims'), 'parus-claims in the folder for temporary files'),
    option('--fresh', 'forget what the folder holds'),
    option('--keep-books', 'leave the simulated books there; they go when the audit is through'),
    option('--out <file>', 'write the audit as JSON'),
  ],
  example: 'parus claims C08 C15 --quick --seeds 1,2,3',
  run: async (options, context, ids) => {
    const { quick = false, work, fresh, keepBooks, seeds, out } = options;
    const size = quick ? QUICK : FULL;
    const rows = await context.withPool((pool) =>
      auditClaims({
        ids,
        seeds,
        scale: { firms: options.firms ?? size.firms, futures: options.futures ?? size.futures },
        work,
        fresh,
        keepBooks,
        pool,
        onProgress: context.onProgress,
      }),
    );
    if (out !== undefined) await writeTextFile(out, `${JSON.stringify(rows, null, 2)}\n`);
    return { data: rows, text: claimsText(rows) };
  },
};

/** Parses `1,2,3`. */
export function seedList(text: string): readonly number[] {
  const seeds = commaList(text).map(Number);
  if (seeds.length > 0 && seeds.every(Number.isInteger)) return seeds;
  throw new InvalidArgumentError(`--seeds got ${text}; expected whole numbers by comma.`);
}

/** The audit for people: a table of verdicts, then each claim that was tested. */
export function claimsText(rows: readonly AuditRow[]): string {
  const interval = ({ ci95 }: AuditRow): string =>
    ci95 ? `${ci95[0].toFixed(1)} to ${ci95[1].toFixed(1)}` : '';
  const overview = textTable(
    ['claim', 'measured', '95 % interval', 'verdict', 'claimed'],
    rows.map((row) => [
      row.id,
      row.value === null ? '' : row.value.toFixed(1),
      interval(row),
      row.verdict,
      row.figures,
    ]),
  );
  return [overview, ...rows.map(claimText)].join('\n\n');
}

function claimText(row: AuditRow): string {
  const head = `${row.id} ${row.verdict}: ${row.claimed} (${row.source}: ${row.figures})`;
  if (row.verdict === 'not yet') return `${head}\n   ${row.how}`;
  const lines = [head, `   measured: ${row.measured}`];
  if (row.condition) {
    const { assumption, flipsAt } = row.condition;
    lines.push(`   hangs on: ${assumption}`);
    lines.push(`   flips at: ${flipsAt ?? 'no value within reach'}`);
  }
  lines.push(`   how: ${row.how}`);
  for (const { title, header, rows: body } of row.tables) {
    lines.push('', `   ${title}`, '', indent(textTable(header, body)));
  }
  return lines.join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '   ');
}
