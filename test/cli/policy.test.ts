import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, runParus } from '../e2e/run-parus.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => `${scratch.dir}/${name}`;
const standard = 'policies/sme-standard.json';

/** A standard policy with a slip, its files beside it. */
async function writePolicy(name: string, change: (text: string) => string): Promise<void> {
  for (const file of ['reasons.json', 'products.json', 'fraud-rules.json'])
    await copyFile(`policies/${file}`, at(file));
  await copyFile('policies/sme-standard.params.json', at(`${name}.params.json`));
  await copyFile('policies/sme-standard.cases.json', at(`${name}.cases.json`));
  await writeFile(at(`${name}.json`), change(await readFile(standard, 'utf8')));
}

describe('parus policy check', () => {
  it('finds the standard policy sound', async () => {
    const { code, stdout, stderr } = await runParus(['policy', 'check', standard]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('compiled to closures');
    expect(stdout).toContain('The policy holds.');
  });

  it('ends with 3 where a case fails, and says which', async () => {
    await writePolicy('soft', (text) => text.replace('"< 6"', '"< 3"'));
    const outcome = await runParus(['policy', 'check', at('soft.json'), '--json']);
    expect(outcome.code).toBe(3);
    const answer = jsonOf(outcome);
    expect(answer).toMatchObject({ holds: false, cases: { run: 22, failed: 1 } });
    expect(answer['findings']).toContainEqual(
      expect.objectContaining({ check: 'case', path: 'five months old is too young' }),
    );
  });

  it('ends with 3 where the policy does not load, with every mistake', async () => {
    await writePolicy('broken', (text) =>
      text.replace('"< 6"', '"< < 6"').replace('assessment.pd', 'assesment.pd'),
    );
    const { code, stdout } = await runParus(['policy', 'check', at('broken.json')]);
    expect(code).toBe(3);
    expect(stdout.match(/error {4}load:/g)).toHaveLength(2);
  });

  it.each([
    ['an action it does not know', ['policy', 'list', standard], 'PARUS_USAGE'],
    ['a missing file', ['policy', 'check', 'no/such.json'], 'PARUS_FILE_MISSING'],
    ['nothing to compare on', ['policy', 'diff', standard, standard], 'PARUS_USAGE'],
    [
      'decisions that are not there',
      ['policy', 'diff', standard, standard, '--decisions', 'x'],
      'PARUS_FILE_MISSING',
    ],
  ])('refuses %s', async (_, args, code) => {
    const outcome = await runParus(args);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(code);
  });
});

describe('parus policy diff', () => {
  beforeAll(async () => {
    await writePolicy('strict', (text) => text.replace('">= 0.2"', '">= 0.05"').replace('">= 8"', '">= 3"'));
    const simulated = await runParus(['simulate', '--firms', '300', '--out', at('book'), '--seed', '5']);
    expect(simulated.stderr).toBe('');
    const decided = await runParus([
      'decide',
      ...['--data', at('book'), '--model', 'models/sme-scorecard.json', '--traces', at('traces.ndjson')],
    ]);
    expect(decided.stderr).toBe('');
  });

  const model = ['--model', 'models/sme-scorecard.json'];
  const strict = () => ['policy', 'diff', standard, at('strict.json')];

  it('finds the same on a book and on the decisions recorded for it', async () => {
    const onBook = jsonOf(await runParus([...strict(), '--data', at('book'), ...model, '--json']));
    expect(onBook['outcomesChanged']).toBeGreaterThan(0);
    expect(onBook['badRates']).not.toBeNull();
    const recorded = ['--decisions', at('traces.ndjson'), '--outcomes', at('book')];
    const onRecord = jsonOf(await runParus([...strict(), ...recorded, '--json']));
    expect(onRecord).toEqual(onBook);
  });

  it('never turns a decline of the softer policy into an approval of the stricter one, and writes all changes', async () => {
    const args = [...strict(), '--decisions', at('traces.ndjson'), '--show', '1', '--out', at('diff.json')];
    const { stdout, stderr } = await runParus(args);
    expect(stderr).toBe('');
    expect(stdout).toContain('before \\ after');
    const written = JSON.parse(await readFile(at('diff.json'), 'utf8'));
    expect(written.transitions.decline).toMatchObject({ approve: 0, review: 0 });
    expect(written.changes.length).toBeGreaterThanOrEqual(written.outcomesChanged);
    expect(written.before.approved).toBeGreaterThan(written.after.approved);
  });

  it('finds nothing between a policy and itself', async () => {
    const same = ['policy', 'diff', standard, standard, '--decisions', at('traces.ndjson'), '--json'];
    expect(jsonOf(await runParus(same))).toMatchObject({ outcomesChanged: 0, changes: [], reasons: [] });
  });

  it('refuses a file that holds no decisions with traces, by line', async () => {
    await writeFile(at('bad.ndjson'), '{"applicationId":"a"}\n');
    const { code, stderr } = await runParus([...strict(), '--decisions', at('bad.ndjson')]);
    expect(code).toBe(2);
    expect(stderr).toContain('line 1 is no decision with its trace');
  });
});
