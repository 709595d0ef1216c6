import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { writeTable } from '../../src/table/index.ts';
import { creditTable } from '../models/credit-table.ts';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;

const TABLE = ['--target', 'outcome', '--bad', 'bad', '--id', 'id'];

beforeAll(async () => {
  await writeTable(at('credit.csv'), creditTable(800).table);
  const simulated = await runParus([
    'simulate',
    '--firms',
    '400',
    '--months',
    '24',
    // What a lender expects of every firm: the commands are the same with all sources, and take a minute longer.
    '--sources',
    'registry,tax,utility,bank,bureau,applications,outcomes',
    '--out',
    at('book'),
    '--json',
  ]);
  expect(simulated.stderr).toBe('');
  expect(simulated.code).toBe(0);
});

describe('help', () => {
  it('of the program names every command and an example', async () => {
    const { stdout, code } = await runParus(['--help']);
    expect(code).toBe(0);
    for (const { name } of commands) expect(stdout).toContain(`  ${name} `);
    expect(stdout).toContain('Example:');
  });

  it.each(commands.map(({ name }) => name))(
    'of %s says what it does, its options and an example',
    async (name) => {
      const { stdout, code } = await runParus([name, '--help']);
      expect(code).toBe(0);
      for (const word of ['Usage:', '--seed', '--workers', '--json', 'Example:', `parus ${name}`])
        expect(stdout).toContain(word);
    },
  );

  it('comes up when nothing is asked for', async () => {
    expect((await runParus([])).stdout).toContain('Usage: parus');
  });
});

describe('the keys of --json', () => {
  it('of simulate, features, train, evaluate, score, explain, report and decide are those of the contract', async () => {
    const simulate = jsonOf(
      await runParus(['simulate', '--firms', '50', '--months', '18', '--out', at('small'), '--json']),
    );
    expect(Object.keys(simulate)).toEqual(
      expect.arrayContaining(['out', 'firms', 'rows', 'bytes', 'seconds', 'badRate', 'hash']),
    );

    const features = jsonOf(
      await runParus(['features', '--data', at('book'), '--out', at('features.parquet'), '--json']),
    );
    expect(Object.keys(features)).toEqual(
      expect.arrayContaining(['rows', 'features', 'seconds', 'rowsPerSecond', 'out']),
    );

    const model = at('card.json');
    const train = jsonOf(
      await runParus([
        'train',
        '--table',
        at('credit.csv'),
        ...TABLE,
        '--algorithm',
        'scorecard',
        '--special=-9',
        '--out',
        model,
        '--json',
      ]),
    );
    expect(Object.keys(train)).toEqual(
      expect.arrayContaining(['model', 'algorithm', 'hash', 'rows', 'columns', 'seconds', 'metrics']),
    );
    expect(Object.keys(train['seconds'] as object)).toEqual(['read', 'bin', 'train', 'evaluate', 'total']);
    expect(Object.keys(train['rows'] as object)).toEqual(['train', 'test']);

    const evaluate = jsonOf(
      await runParus(['evaluate', '--model', model, '--table', at('credit.csv'), ...TABLE, '--json']),
    );
    const metrics = ['auc', 'gini', 'ks', 'logLoss', 'brier', 'prAuc', 'ece', 'badRate'];
    expect(Object.keys(evaluate['metrics'] as object)).toEqual(expect.arrayContaining(metrics));
    expect(Object.keys(evaluate['ci95'] as object)).toEqual(expect.arrayContaining(metrics));

    const score = jsonOf(
      await runParus([
        'score',
        '--model',
        model,
        '--table',
        at('credit.csv'),
        '--id',
        'id',
        '--reasons',
        '2',
        '--out',
        at('scores.csv'),
        '--json',
      ]),
    );
    expect(Object.keys(score)).toEqual(expect.arrayContaining(['rows', 'seconds', 'rowsPerSecond', 'out']));
    expect(Object.keys(score['seconds'] as object)).toEqual(['read', 'score', 'write', 'total']);
    expect(readFileSync(at('scores.csv'), 'utf8').split('\n')[0]).toBe(
      'id,pd,score,grade,reason1,reason1En,reason1Zh,reason2,reason2En,reason2Zh',
    );

    const explain = jsonOf(
      await runParus(['explain', '--model', model, '--table', at('credit.csv'), '--row', '3', '--json']),
    );
    expect(Object.keys(explain)).toEqual(expect.arrayContaining(['pd', 'score', 'contributions', 'reasons']));
    const points = (explain['contributions'] as { points: number }[]).reduce((sum, c) => sum + c.points, 0);
    expect(explain['score']).toBe((explain['base'] as number) + points);

    const report = jsonOf(
      await runParus([
        'report',
        '--model',
        model,
        '--table',
        at('credit.csv'),
        ...TABLE,
        '--out',
        at('report.html'),
        '--json',
      ]),
    );
    expect(report).toEqual({ out: at('report.html'), bytes: readFileSync(at('report.html')).length });
    expect(report['bytes']).toBeLessThan(2e6);

    await runParus([
      'train',
      '--data',
      at('book'),
      '--algorithm',
      'logistic',
      '--out',
      at('book-model.json'),
      '--json',
    ]);
    const decide = jsonOf(
      await runParus([
        'decide',
        '--data',
        at('book'),
        '--model',
        at('book-model.json'),
        '--out',
        at('decisions.csv'),
        '--json',
      ]),
    );
    expect(Object.keys(decide)).toEqual(expect.arrayContaining(['rows', 'outcomes', 'seconds', 'perSecond']));
    const { approve, review, decline } = decide['outcomes'] as Record<string, number>;
    expect(approve! + review! + decline!).toBe(decide['rows']);
  }, 120_000);
});

describe('simulate', () => {
  it('draws the book, compares it with real firms, and says by its exit code when a target does not hold', async () => {
    const args = [
      'simulate',
      '--firms',
      '200',
      '--out',
      at('checked'),
      '--report',
      at('book.html'),
      '--check',
      '--json',
    ];
    const outcome = await runParus(args);
    const { checks, report } = jsonOf(outcome) as { checks: { id: string; pass: boolean }[]; report: string };
    expect(report).toBe(at('book.html'));
    expect(readFileSync(report, 'utf8')).toContain('How one firm failed');
    expect(checks.length).toBeGreaterThan(20);
    expect(outcome.code).toBe(checks.every(({ pass }) => pass) ? 0 : 3);
  });
});

describe('results', () => {
  it('have the same hash with 1 and 2 workers, from a table and from a book', async () => {
    for (const algorithm of ['scorecard', 'logistic']) {
      for (const rows of [
        ['--table', at('credit.csv'), ...TABLE],
        ['--data', at('book')],
      ]) {
        const hashes = [];
        for (const workers of ['1', '2']) {
          const out = at(`w${workers}.json`);
          const { code } = await runParus([
            'train',
            ...rows,
            '--algorithm',
            algorithm,
            '--workers',
            workers,
            '--out',
            out,
            '--json',
          ]);
          expect(code).toBe(0);
          hashes.push(readFileSync(out, 'utf8'));
        }
        expect(hashes[1]).toBe(hashes[0]);
      }
    }
  });

  it('of a book ingested from its own files are the book again', async () => {
    const { code, stdout } = await runParus(['ingest', at('book'), '--into', at('again'), '--json']);
    expect(code).toBe(0);
    const { rejected } = JSON.parse(stdout) as { rejected: Record<string, number> };
    expect(Object.values(rejected).every((n) => n === 0)).toBe(true);
    const features = [];
    for (const book of ['book', 'again']) {
      await runParus(['features', '--data', at(book), '--out', at(`${book}.csv`), '--json']);
      features.push(readFileSync(at(`${book}.csv`), 'utf8'));
    }
    expect(features[1]).toBe(features[0]);
  });
});

describe('wrong use', () => {
  it.each([
    [['nonsense'], 'PARUS_USAGE'],
    [['train'], 'PARUS_USAGE'],
    [['train', '--algorithm', 'scorecard'], 'PARUS_USAGE'],
    [['train', '--algorithm', 'magic', '--table', 'x.csv', '--target', 'y'], 'PARUS_ALGORITHM_UNKNOWN'],
    [['train', '--algorithm', 'scorecard', '--table', 'no-such.csv', '--target', 'y'], 'PARUS_FILE_MISSING'],
    [['train', '--algorithm', 'scorecard', '--data', 'no-such-book'], 'PARUS_BOOK_MISSING'],
    [['train', '--algorithm', 'scorecard', '--table', 'a', '--data', 'b'], 'PARUS_USAGE'],
    [['simulate', '--firms', 'many'], 'PARUS_USAGE'],
    [['simulate', '--firms', '0'], 'PARUS_USAGE'],
    [['score', '--model', 'no-such.json', '--table', 'x.csv', '--out', 'y.csv'], 'PARUS_FILE_MISSING'],
    [['bench', 'nothing', '--data', 'x', '--model', 'y'], 'PARUS_USAGE'],
  ])('%j ends with exit code 2 and %s', async (args, code) => {
    const plain = await runParus(args);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toMatch(new RegExp(`^parus: ${code}: `));
    const json = await runParus([...args, '--json']);
    expect(json.code).toBe(2);
    expect(jsonOf(json)).toMatchObject({ error: { code, issues: expect.any(Array) } });
  });

  it('does not replace a book without --force', async () => {
    const { code, stderr } = await runParus(['simulate', '--firms', '50', '--out', at('book')]);
    expect(code).toBe(2);
    expect(stderr).toContain('PARUS_OUT_EXISTS');
  });

  it('names the columns that a model misses', async () => {
    await writeTable(at('thin.csv'), creditTable(50).table);
    const text = readFileSync(at('thin.csv'), 'utf8').replace('age,', 'years,');
    const path = scratch.file('thin.csv', text);
    const { code, stderr } = await runParus([
      'score',
      '--model',
      at('card.json'),
      '--table',
      path,
      '--out',
      at('x.csv'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('missing column age');
    expect(existsSync(at('x.csv'))).toBe(false);
  });
});

describe('Ctrl-C', () => {
  const children: ReturnType<typeof spawn>[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('ends a simulation at once, leaves no half book and no process', async () => {
    const child = spawn(process.execPath, [
      'bin/parus.js',
      'simulate',
      '--firms',
      '200000',
      '--out',
      at('cut'),
    ]);
    children.push(child);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await new Promise((done) => setTimeout(done, 2500));
    child.kill('SIGINT');
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(2);
    expect(stderr).toContain('PARUS_CANCELLED');
    expect(existsSync(at('cut/manifest.json'))).toBe(false);
  });
});
