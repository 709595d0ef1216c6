import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  declineReasons,
  dependenceCurves,
  modelDrivers,
  type ScoredParts,
  trendProofs,
} from '../../../../src/evaluation/report/index.ts';
import {
  type Model,
  pdOfMargin,
  permutationImportance,
  trendCertificates,
} from '../../../../src/models/index.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { creditModel } from './credit-models.ts';

const pool = openPool({ workers: 2 });
const SEED = 3;
let trees: { model: Model; parts: ScoredParts };
let card: typeof trees;

beforeAll(async () => {
  trees = await creditModel(pool, 'boosting');
  card = await creditModel(pool);
}, 60_000);
afterAll(() => pool.close());

const placeOf = ({ artefact }: Model, name: string): number =>
  artefact.inputs.findIndex((input) => input.name === name);

/** As a model whose trees stand `times` times in it, so that explaining it takes as many times as long. */
function repeated(model: Model, times: number): Model {
  const { body } = model.artefact;
  if (body.kind !== 'trees') throw new Error('expected trees');
  const trees = Array.from({ length: times }, () => body.trees).flat();
  return { ...model, artefact: { ...model.artefact, body: { ...body, trees } } };
}

describe('what a report leaves out of deep forests', () => {
  it('explains no rows of them: neither shares nor reasons', () => {
    const deep = repeated(trees.model, 500);
    const drivers = modelDrivers(deep, trees.parts.test, SEED)!;
    expect(drivers.shareRows).toBeUndefined();
    expect(drivers.inputs.every(({ share }) => share === undefined)).toBe(true);
    expect(declineReasons(trees.model, trees.parts.test, new Map())!.explained).toBe(80);
    expect(declineReasons(deep, trees.parts.test, new Map())).toBeUndefined();
    expect(trendProofs(deep.artefact)).toBeUndefined();
  });

  it('and deals no values where scoring takes too long', () => {
    const slow = repeated(trees.model, 20_000);
    expect(modelDrivers(slow, trees.parts.test, SEED)).toBeUndefined();
    expect(dependenceCurves(slow, trees.parts.test.bound, [0], SEED)).toEqual([]);
  });
});

describe('modelDrivers', () => {
  it('puts what drew the outcomes first, and the rest in the order of the AUC lost', () => {
    for (const { model, parts } of [trees, card]) {
      const drivers = modelDrivers(model, parts.test, SEED)!;
      expect(drivers.rows).toBe(800);
      expect(['enquiries', 'score', 'income']).toContain(drivers.inputs[0]!.name);
      const lost = drivers.inputs.map((own) => own.lost);
      expect(lost).toEqual(lost.toSorted((a, b) => b - a));
      expect(lost[0]!).toBeGreaterThan(0.03);
      for (const { input, name, share } of drivers.inputs) {
        expect(model.artefact.inputs[input]!.name).toBe(name);
        expect(share).toBeGreaterThan(0);
      }
    }
  });

  it('deals the inputs by themselves, the others staying as they are', () => {
    const { model, parts } = card;
    const { inputs, deals } = modelDrivers(model, parts.test, SEED)!;
    // Dealt otherwise, each loses about as much.
    const all = permutationImportance(model, parts.test.bound, parts.test.bad, deals, SEED + 1);
    for (const { input, lost, standardError } of inputs) {
      const error = Math.hypot(standardError, all[input]!.standardError);
      expect(Math.abs(lost - all[input]!.mean)).toBeLessThan(6 * error + 1e-9);
    }
  });

  it('is left out where the test rows hold one class', () => {
    const bad = new Uint8Array(trees.parts.test.bad.length);
    expect(modelDrivers(trees.model, { ...trees.parts.test, bad }, SEED)).toBeUndefined();
  });
});

describe('dependenceCurves', () => {
  it('gives the mean PD of the rows with the input set, at values that are no row\u2019s extremes', () => {
    const { model, parts } = trees;
    const { bound } = parts.test;
    const income = placeOf(model, 'income');
    const few = { ...bound, nRows: 300, columns: bound.columns.map((column) => column.slice(0, 300)) };
    const [curve] = dependenceCurves(model, few, [income], SEED);
    const numbers = curve!.points.flatMap(({ number }) => (number === undefined ? [] : [number]));
    const values = [...few.columns[income]!].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers[0]!).toBeGreaterThan(values[3]!);
    expect(numbers.at(-1)!).toBeLessThan(values.at(-4)!);
    expect(curve!.points.at(-1)!.number).toBeUndefined();
    expect(curve!.points.at(-1)!.share).toBeCloseTo(1 - values.length / 300, 12);
    expect(curve!.points.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const at = curve!.points[4]!;
    const columns = few.columns.map((column, f) =>
      f === income ? new Float64Array(300).fill(at.number!) : column,
    );
    const margins = new Float64Array(300);
    model.margins({ ...few, columns }, 0, 300, margins);
    const pds = margins.map(pdOfMargin).sort();
    expect(at.pd).toBeCloseTo(pds.reduce((a, b) => a + b, 0) / 300, 12);
    expect([at.low, at.high]).toEqual([pds[30], pds[269]]);
  });

  it('names levels, the most frequent first, then missing', () => {
    const { model, parts } = trees;
    const [curve] = dependenceCurves(model, parts.test.bound, [placeOf(model, 'branch')], SEED);
    const levels = curve!.points.map(({ level }) => level);
    expect(levels.slice(0, 3)).toEqual(['retail', 'farm', 'transport']);
    expect(levels.at(-1)).toBeUndefined();
    const farm = curve!.points[1]!;
    expect(farm.pd).toBeGreaterThan(curve!.points[0]!.pd);
  });

  it('leaves out an input of one value', () => {
    const { model, parts } = trees;
    const age = placeOf(model, 'age');
    const columns = parts.test.bound.columns.map((column, f) =>
      f === age ? column.slice().fill(40) : column,
    );
    expect(dependenceCurves(model, { ...parts.test.bound, columns }, [age], SEED)).toEqual([]);
  });
});

describe('trendProofs', () => {
  it('says of every used number what the certificates say, and nothing of models without trees', () => {
    const certified = new Map(trendCertificates(trees.model.artefact).map((own) => [own.input, own.trend]));
    const proofs = trendProofs(trees.model.artefact)!;
    expect(proofs.length).toBeGreaterThan(2);
    for (const { name, trend, asked } of proofs) {
      expect(trend).toBe(certified.get(name));
      expect(asked).toBeUndefined();
    }
    expect(trendProofs(card.model.artefact)).toBeUndefined();
  });

  it('holds the trees to the trends that training was asked for, by name or for all others', () => {
    const { artefact } = trees.model;
    const { provenance } = artefact;
    const asking = (trend: object) =>
      trendProofs({ ...artefact, provenance: { ...provenance, config: { trend } } })!;
    const asked = asking({ enquiries: 'descending', age: 'none', '*': 'ascending' });
    const of = (name: string) => asked.find((own) => own.name === name)!.asked;
    // Each enquiry adds 0.45 to the log-odds that drew the outcomes: falling with them is refuted.
    expect(of('enquiries')).toEqual({ trend: 'descending', verdict: 'refuted' });
    expect(of('age')).toBeUndefined();
    expect(of('income')).toEqual({ trend: 'ascending', verdict: 'refuted' });
  });
});
