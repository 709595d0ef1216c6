import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ModelArtefact } from '../../src/models/index.ts';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();

it('models/sme-scorecard.json is what its command makes', async () => {
  const shipped = JSON.parse(readFileSync('models/sme-scorecard.json', 'utf8')) as ModelArtefact;
  expect(shipped.provenance.made.command).toBe('parus train --data data/book --algorithm scorecard');
  const book = `${scratch.dir}/book`;
  await runParus(['simulate', '--firms', '10000', '--out', book]);
  const made = jsonOf(await runParus(['train', '--data', book, '--algorithm', 'scorecard', '--json']));
  expect(made['hash']).toBe(shipped.hash);
}, 180_000);
