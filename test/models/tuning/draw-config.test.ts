import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { mlLogisticConfig } from '../../../src/models/baselines/ml-logistic-regression.ts';
import { mlRandomForestConfig } from '../../../src/models/baselines/ml-random-forest.ts';
import { boostingConfig } from '../../../src/models/boosting/config.ts';
import { forestConfig } from '../../../src/models/forest/config.ts';
import { type AlgorithmName, algorithmNames } from '../../../src/models/index.ts';
import { logisticConfig } from '../../../src/models/logistic/train.ts';
import { neuralConfig } from '../../../src/models/neural/config.ts';
import { scorecardConfig } from '../../../src/models/scorecard/config.ts';
import { svmConfig } from '../../../src/models/svm/config.ts';
import { treeConfig } from '../../../src/models/tree/config.ts';
import { drawConfig, valueAt } from '../../../src/models/tuning/draw-config.ts';
import { searchSpaces } from '../../../src/models/tuning/spaces.ts';

const SCHEMAS: Readonly<Record<AlgorithmName, z.ZodType>> = {
  scorecard: scorecardConfig,
  logistic: logisticConfig,
  svm: svmConfig,
  tree: treeConfig,
  forest: forestConfig,
  boosting: boostingConfig,
  neural: neuralConfig,
  'ml-logistic-regression': mlLogisticConfig,
  'ml-random-forest': mlRandomForestConfig,
};

describe.each(algorithmNames)('the space of %s', (algorithm) => {
  const space = searchSpaces[algorithm];

  it('holds only options that the algorithm takes, at its corners and inside', () => {
    const schema = SCHEMAS[algorithm];
    const corners = [0, 0.5, 1 - 2 ** -53].map((u) =>
      Object.fromEntries(Object.entries(space).map(([name, dimension]) => [name, valueAt(dimension, u)])),
    );
    const drawn = Array.from({ length: 100 }, (_, trial) => drawConfig(space, 5, trial));
    for (const config of [...corners, ...drawn]) expect(schema.safeParse(config).error).toBeUndefined();
    expect(Object.keys(space).length).toBeGreaterThan(0);
  });

  it('is met by its draws from end to end', () => {
    const drawn = Array.from({ length: 300 }, (_, trial) => drawConfig(space, 1, trial + 1));
    for (const [name, dimension] of Object.entries(space)) {
      const values = drawn.map((config) => config[name]);
      if (dimension.kind === 'choice') {
        expect(new Set(values.map((v) => JSON.stringify(v))).size).toBe(dimension.values.length);
        continue;
      }
      const { low, high } = dimension;
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
      const isLog = dimension.kind.startsWith('log');
      const place = (v: number) =>
        isLog ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
      const places = values.map((v) => place(v as number));
      expect(Math.min(...places)).toBeLessThan(0.1);
      expect(Math.max(...places)).toBeGreaterThan(0.9);
    }
  });
});

it('draws trial by trial, whatever the others are; trial 0 is the defaults', () => {
  const space = searchSpaces.boosting;
  expect(drawConfig(space, 3, 0)).toEqual({});
  expect(drawConfig(space, 3, 5)).toEqual(drawConfig(space, 3, 5));
  expect(drawConfig(space, 3, 5)).not.toEqual(drawConfig(space, 4, 5));
  expect(drawConfig(space, 3, 5)).not.toEqual(drawConfig(space, 3, 6));
});

it.each([
  [{ kind: 'uniform', low: 2, high: 4 }, 0.25, 2.5],
  [{ kind: 'logUniform', low: 0.01, high: 100 }, 0.75, 10],
  [{ kind: 'integer', low: 3, high: 5 }, 0.34, 4],
  [{ kind: 'integer', low: 3, high: 5 }, 0.999, 5],
  [{ kind: 'logInteger', low: 1, high: 7 }, 0.34, 2],
  [{ kind: 'choice', values: ['a', 'b'] }, 0.5, 'b'],
] as const)('takes the value of %j at quantile %d', (dimension, u, value) => {
  expect(valueAt(dimension, u)).toBe(value);
});
