import { afterAll, describe, expect, it } from 'vitest';
import { parseAlgorithm, trainModel } from '../../../src/models/index.ts';
import { bindColumns } from '../../../src/models/model.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { scoreOf } from '../../../src/scorecard/index.ts';
import {
  type CategoryColumn,
  categoryColumn,
  columnOf,
  makeTable,
  textAt,
} from '../../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

const { table, bad } = creditTable(3000, 5);

async function scorecardOf(config: Readonly<Record<string, unknown>>, of = table) {
  const { model } = await trainModel(of, {
    algorithm: parseAlgorithm('scorecard'),
    target: creditTarget,
    bad,
    skip: creditSkip,
    seed: 7,
    config: { special: { score: [-9] }, ...config },
    command: 'parus train',
    pool,
  });
  const characteristic = (name: string) => {
    const input = model.artefact.inputs.findIndex((one) => one.name === name);
    const found = model.artefact.scorecard!.characteristics.find((one) => one.input === input);
    if (!found) throw new Error(`no characteristic ${name}`);
    return { ...found, levels: model.artefact.inputs[input]! };
  };
  return { model, characteristic };
}

describe('binning options of a scorecard', () => {
  it('put mandated cuts into the points table and keep mandated groups of levels together', async () => {
    const { characteristic } = await scorecardOf({
      mandated: {
        enquiries: { cuts: [1, 3], only: true },
        income: { cuts: [5000] },
        branch: { groups: [['farm', 'transport']] },
      },
    });
    expect(characteristic('enquiries').binning).toMatchObject({ cuts: [1, 3] });
    expect(characteristic('enquiries').points).toHaveLength(3);
    const income = characteristic('income').binning;
    expect(income.kind === 'numeric' && income.cuts).toContain(5000);
    const { binning, levels } = characteristic('branch');
    if (binning.kind !== 'category' || levels.kind !== 'category') throw new Error('expected texts');
    const groupOf = (name: string): number => binning.groupOfLevel[levels.levels.indexOf(name)]!;
    expect(groupOf('farm')).toBe(groupOf('transport'));
    expect(groupOf('farm')).not.toBe(groupOf('retail'));
  });

  it('limit gaps and numbers of bins', async () => {
    const { characteristic } = await scorecardOf({ minRateGap: 0.1, maxPValue: 1, maxBins: 6 });
    const { bins } = characteristic('enquiries').binning;
    const rates = bins.map(({ goods, bads }) => bads / (goods + bads));
    expect(rates.length).toBeGreaterThan(2);
    rates.slice(1).forEach((rate, k) => {
      expect(Math.abs(rate - rates[k]!)).toBeGreaterThanOrEqual(0.1);
    });
  });

  it('score a level never seen as the rare ones, by points and by log-odds alike', async () => {
    const { model, characteristic } = await scorecardOf({ rareShare: 0.25 });
    const { binning, points, unseenPoints, input, levels } = characteristic('branch');
    if (binning.kind !== 'category' || levels.kind !== 'category') throw new Error('expected texts');
    expect(unseenPoints).toBe(points[binning.rareGroup!]);
    expect(unseenPoints).not.toBe(0);
    const branch = columnOf(table, 'branch') as CategoryColumn;
    const asRare = Array.from(branch.codes, (_, i) => {
      const text = textAt(branch, i);
      return text === 'rare' ? 'unheard of' : text;
    });
    const moved = makeTable([...table.columns, ['branch', categoryColumn(asRare)]], 'moved.csv');
    const row = asRare.indexOf('unheard of');
    const [before, after] = [table, moved].map((one) => bindColumns(model.artefact.inputs, one));
    expect(after!.columns[input]![row]).not.toBe(before!.columns[input]![row]);
    const marginOf = (bound: typeof before): number => {
      const out = new Float64Array(1);
      model.margins(bound!, row, row + 1, out);
      return out[0]!;
    };
    expect(scoreOf(model.artefact, after!, row, marginOf(after))).toBe(
      scoreOf(model.artefact, before!, row, marginOf(before)),
    );
    expect(marginOf(after)).toBe(marginOf(before));
  });

  it('say what is wrong with a mandate', async () => {
    await expect(scorecardOf({ mandated: { nowhere: { cuts: [1] } } })).rejects.toThrow(
      'mandated.nowhere: no input of the training table has this name',
    );
    await expect(scorecardOf({ mandated: { age: { groups: [['a']] } } })).rejects.toThrow('takes cuts');
    await expect(scorecardOf({ mandated: { age: { cuts: [40, 30] } } })).rejects.toThrow('cuts must ascend');
  });

  it('leave the model as it is when they are given at their defaults', async () => {
    const plain = await scorecardOf({});
    const { model } = await scorecardOf({ minBins: 1, minRateGap: 0, rareShare: 0, mandated: {} });
    expect(model.artefact.body).toEqual(plain.model.artefact.body);
    expect(model.artefact.scorecard).toEqual(plain.model.artefact.scorecard);
  });
});
