import { Option } from 'commander';
import { type Day, fail, formatDay, parseDay } from '../../core/index.ts';
import {
  buildScreen,
  type ListEntry,
  type ListHit,
  listKinds,
  listNames,
  readListEntries,
} from '../../decision/lists/index.ts';
import { type CommandResult, type CommandSpec, option } from '../command.ts';
import { textTable, thousands } from '../terminal.ts';

interface ListsOptions {
  readonly list?: string;
  readonly name?: string;
  readonly kind: 'firm' | 'person';
  readonly value?: string;
  readonly valueKind: (typeof listKinds)[number];
  readonly on?: string;
}

const SUBJECTS = ['screen', 'check'] as const;

/** Field of `ScreenSubject` that holds values of a kind. */
const FIELD_OF_KIND = {
  firm: 'firms',
  person: 'persons',
  phone: 'phones',
  device: 'devices',
  address: 'addresses',
  uscc: 'creditCodes',
} as const;

export const listsCommand: CommandSpec<ListsOptions> = {
  name: 'lists',
  args: `<${SUBJECTS.join('|')}> [file]`,
  summary:
    'check a file of block, watch and allow lists, or screen a name against it and explain what it meets',
  options: [
    option('--list <file>', 'the list to screen against: .ndjson, .json or .csv'),
    option('--name <text>', 'name to look up, of a firm or a person'),
    new Option('--kind <kind>', 'whose name it is').choices(['firm', 'person']).default('firm'),
    option('--value <text>', 'identifier, hash or credit code to look up'),
    new Option('--value-kind <kind>', 'what the value is of').choices(listKinds).default('firm'),
    option('--on <date>', 'day as of which entries count, YYYY-MM-DD; default: today'),
  ],
  example: 'parus lists screen --list policies/lists/example.ndjson --name "杭州鸿达贸易有限公司"',
  run: async (options, _context, [subject, file]) => {
    const day = dayOn(options.on);
    if (subject === 'check') {
      if (file === undefined)
        throw fail('PARUS_USAGE', {
          problem: 'lists check got no file; expected one, as in lists check FILE',
        });
      return checked(file, await readListEntries(file), day);
    }
    if (subject !== 'screen')
      throw fail('PARUS_USAGE', {
        problem: `lists got ${subject}; expected one of ${SUBJECTS.join(', ')}`,
      });
    const { list, name, kind, value, valueKind } = options;
    if (list === undefined)
      throw fail('PARUS_USAGE', { problem: 'lists screen got no --list; expected a file' });
    if (name === undefined && value === undefined)
      throw fail('PARUS_USAGE', {
        problem: 'lists screen got neither --name nor --value; expected one or both',
      });
    const screen = buildScreen(await readListEntries(list), day);
    const hits = screen.match({
      ...(name === undefined ? {} : { [kind === 'firm' ? 'companyNames' : 'personNames']: [name] }),
      ...(value === undefined ? {} : { [FIELD_OF_KIND[valueKind]]: [value] }),
    });
    return screened(hits, screen.nEntries, day);
  },
};

function checked(path: string, entries: readonly ListEntry[], day: Day): CommandResult {
  const rows = listNames.map((list) => {
    const of = entries.filter((entry) => entry.list === list);
    const expired = of.filter(({ expiresOn }) => expiresOn !== null && expiresOn <= day).length;
    const later = of.filter(({ addedOn }) => addedOn > day).length;
    return { list, entries: of.length, counting: of.length - expired - later, expired, later };
  });
  const header = ['list', 'entries', `counting on ${formatDay(day)}`, 'expired', 'not yet'];
  const lines = rows.map((row) =>
    [row.list, row.entries, row.counting, row.expired, row.later].map((cell) =>
      typeof cell === 'number' ? thousands(cell) : cell,
    ),
  );
  return {
    data: { path, on: formatDay(day), entries: entries.length, lists: rows },
    text: `${path}: ${thousands(entries.length)} entries, no error\n\n${textTable(header, lines)}`,
  };
}

function screened(hits: readonly ListHit[], nEntries: number, day: Day): CommandResult {
  const data = { on: formatDay(day), entries: nEntries, hits };
  if (hits.length === 0)
    return { data, text: `no hit among ${thousands(nEntries)} entries that count on ${formatDay(day)}` };
  const lines = hits.flatMap(({ list, entryId, how, score, explanation }) => [
    `${list} ${entryId}  ${how} ${score.toFixed(3)}`,
    `  ${explanation.en}`,
    `  ${explanation.zh}`,
  ]);
  return { data, text: lines.join('\n') };
}

/** The day asked for, or today: the one place of this command that looks at the clock. */
function dayOn(given: string | undefined): Day {
  if (given === undefined) return Math.floor((performance.timeOrigin + performance.now()) / 86_400_000);
  const day = parseDay(given);
  if (day === undefined)
    throw fail('PARUS_USAGE', { problem: `--on got ${given}; expected a date YYYY-MM-DD` });
  return day;
}
