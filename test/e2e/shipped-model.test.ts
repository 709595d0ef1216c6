import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { featureTrends } from '../../src/features/index.ts';
import type { ModelArtefact } from '../../src/models/index.ts';
import { coreSources } from '../../src/sources/index.ts';
import { scratchFolder } from '../table/scratch.ts';
import { jsonOf, runParus } from './run-parus.ts';

const scratch = scratchFolder();

const CONFIG = 'models/sme-scorecard.config.json';
const shipped = JSON.parse(readFileSync('models/sme-scorecard.json', 'utf8')) as ModelArtefact;

it('the points of the shipped scorecard rise or fall where the catalogue says that risk does', () => {
  const trends = featureTrends();
  let directed = 0;
  for (const { input, points } of shipped.scorecard!.characteristics) {
    const trend = trends[shipped.inputs[input]!.name];
    if (!trend) continue;
    directed += 1;
    // More risk means fewer points.
    const sign = trend === 'ascending' ? -1 : 1;
    for (let k = 1; k < points.length; k++)
      expect(sign * (points[k]! - points[k - 1]!)).toBeGreaterThanOrEqual(0);
  }
  expect(directed).toBeGreaterThan(10);
});

it('models/sme-scorecard.json is what its command makes', async () => {
  expect(shipped.provenance.made.command).toBe(
    `parus train --data data/book --algorithm scorecard --config ${CONFIG}`,
  );
  const book = `${scratch.dir}/book`;
  const sources = [...coreSources, 'applications', 'outcomes'].join(',');
  await runParus(['simulate', '--firms', '10000', '--sources', sources, '--out', book]);
  const made = jsonOf(
    await runParus(['train', '--data', book, '--algorithm', 'scorecard', '--config', CONFIG, '--json']),
  );
  expect(made['hash']).toBe(shipped.hash);
}, 180_000);
