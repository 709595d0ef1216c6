import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loadModel,
  MODEL_FORMAT,
  type ModelArtefact,
  parseArtefact,
  saveArtefact,
  trainModel,
} from '../../src/models/index.ts';
import { openPool } from '../../src/parallel/index.ts';
import { scratchFolder } from '../table/scratch.ts';
import { creditSkip, creditTable, creditTarget } from './credit-table.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

let artefact: ModelArtefact;
beforeAll(async () => {
  const { table, bad } = creditTable(400);
  const options = {
    algorithm: 'logistic',
    target: creditTarget,
    bad,
    skip: creditSkip,
    pool,
    seed: 1,
    config: {},
    command: 'c',
  } as const;
  artefact = (await trainModel(table, options)).model.artefact;
});

describe('an artefact', () => {
  it('survives being written and read', async () => {
    const path = `${scratch.dir}/m.json`;
    await saveArtefact(path, artefact);
    expect((await loadModel(path)).artefact).toEqual(artefact);
  });

  it('is refused when a coefficient was altered', () => {
    const altered = JSON.parse(JSON.stringify(artefact)) as ModelArtefact;
    if (altered.body.kind === 'additive') altered.body.intercept += 1e-9;
    expect(() => parseArtefact(altered, 'm.json')).toThrow(/m\.json was altered/);
  });

  it('has a hash that does not depend on where and by which command it was made', () => {
    const elsewhere = {
      ...artefact,
      provenance: { ...artefact.provenance, made: { parus: '9', node: '99', command: 'x' } },
    };
    expect(parseArtefact(elsewhere, 'm.json').hash).toBe(artefact.hash);
  });

  it('of a later format is refused as such', () => {
    expect(() => parseArtefact({ ...artefact, format: MODEL_FORMAT + 1 }, 'm.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_VERSION' }),
    );
  });

  it.each([
    ['nothing', null],
    ['a number', 3],
    ['an empty object', {}],
    ['another kind', { kind: 'parus-book', format: 1 }],
  ])('that is %s is refused', (_, value) => {
    expect(() => parseArtefact(value, 'm.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_MODEL_INVALID' }),
    );
  });
});

describe('loadModel', () => {
  it('names a missing file, a folder and a file that is no JSON', async () => {
    await expect(loadModel(`${scratch.dir}/none.json`)).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
    await expect(loadModel(scratch.dir)).rejects.toMatchObject({ code: 'PARUS_MODEL_INVALID' });
    await expect(loadModel(scratch.file('bad.json', '{"kind":'))).rejects.toMatchObject({
      code: 'PARUS_MODEL_INVALID',
    });
  });

  it('refuses to write where it cannot, and leaves nothing', async () => {
    await expect(saveArtefact(`${scratch.dir}/none/m.json`, artefact)).rejects.toMatchObject({
      code: 'PARUS_WRITE_FAILED',
    });
  });
});

describe('frozen artefacts', () => {
  it.each([
    'format-1-scorecard',
    'format-1-logistic',
    'format-1-boosting',
    'format-1-forest',
    'format-1-svm',
    'format-1-svm-rbf',
    'format-1-neural',
    'format-1-isotonic',
    'format-1-beta',
    'format-1-selected-scorecard',
    'format-1-interactions',
    'format-1-elastic-net',
    'format-1-tree',
  ])('%s still loads and scores the same', async (name) => {
    const model = await loadModel(`test/fixtures/models/${name}.json`);
    const expected = JSON.parse(
      readFileSync(`test/fixtures/models/${name}.margins.json`, 'utf8'),
    ) as number[];
    const { bindColumns } = await import('../../src/models/index.ts');
    const { table } = creditTable(50, 99);
    const bound = bindColumns(model.artefact.inputs, table);
    const margins = new Float64Array(50);
    model.margins(bound, 0, 50, margins);
    expect(Array.from(margins)).toEqual(expected);
  });
});
