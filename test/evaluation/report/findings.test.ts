import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/evaluation/report/findings.ts';
import type { ReportModel } from '../../../src/evaluation/report/index.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { exampleInput } from './example-input.ts';

const pool = openPool({ workers: 2 });
let model: ReportModel;

beforeAll(async () => {
  model = (await exampleInput(pool)).models[0]!;
});
afterAll(() => pool.close());

/** Sentences of the model with `changes`, those to look at with a mark. */
const sentences = (changes: Partial<ReportModel> = {}): string[] =>
  findingsOf({ ...model, ...changes }).map(({ look, text }) => (look ? `! ${text}` : text));

const one = (texts: readonly string[], part: RegExp): string => {
  const found = texts.filter((text) => part.test(text));
  expect(found, String(part)).toHaveLength(1);
  return found[0]!;
};

describe('findingsOf', () => {
  it('says so where the test rows may have been seen', () => {
    expect(one(sentences(), /unseen/)).not.toMatch(/^!/);
    expect(one(sentences({ testUnseen: false }), /may have seen/)).toMatch(/^! /);
  });

  it('marks a ranking that chance may explain, by the interval and not by the figure', () => {
    expect(one(sentences(), /better than chance/)).not.toMatch(/^!/);
    const deLong = { ...model.diagnosis!.deLong, interval: [0.49, 0.9] as const };
    expect(one(sentences({ diagnosis: { ...model.diagnosis!, deLong } }), /Chance may explain/)).toMatch(
      /^! /,
    );
  });

  it('marks a training AUC above the whole test interval', () => {
    const { train, test } = model.metrics;
    expect(sentences().some((text) => text.includes('noise'))).toBe(false);
    const high = { train: { ...train, auc: 0.97 }, test };
    expect(one(sentences({ metrics: high }), /noise/)).toMatch(/^! .*0\.970/);
  });

  it('tells which way PDs are wrong', () => {
    const { diagnosis } = model;
    const { calibration } = diagnosis!;
    const shifted = (low: number, high: number) => ({
      diagnosis: {
        ...diagnosis!,
        calibration: {
          ...calibration,
          inTheLarge: { ...calibration.inTheLarge, interval: [low, high] as const },
        },
      },
    });
    expect(one(sentences(shifted(0.1, 0.5)), /over all/)).toMatch(/too low/);
    expect(one(sentences(shifted(-0.5, -0.1)), /over all/)).toMatch(/too high/);
    expect(one(sentences(shifted(-0.1, 0.1)), /level of the PDs/)).not.toMatch(/^!/);
    const sloped = (low: number, high: number) => ({
      diagnosis: {
        ...diagnosis!,
        calibration: {
          ...calibration,
          cox: { ...calibration.cox!, slope: { ...calibration.cox!.slope, interval: [low, high] as const } },
        },
      },
    });
    expect(one(sentences(sloped(0.3, 0.9)), /too extreme/)).toMatch(/^! /);
    expect(one(sentences(sloped(1.1, 1.4)), /too timid/)).toMatch(/^! /);
    expect(one(sentences(sloped(0.9, 1.1)), /spread of the PDs fits/)).not.toMatch(/^!/);
  });

  it('names groups surely below four fifths', () => {
    const { column, report } = model.fairness!;
    const below = report.contrasts.map((contrast) => ({ ...contrast, surelyBelowFourFifths: true }));
    const told = one(
      sentences({ fairness: { column, report: { ...report, contrasts: below } } }),
      /four fifths/,
    );
    expect(told).toMatch(/^! By region/);
    expect(told).toContain(below[0]!.group);
  });

  it('counts moved inputs after Holm, and the alarms that folklore alone would raise', () => {
    const { score, inputs } = model.stability!;
    const columns = inputs.columns.map((own) => ({
      ...own,
      holmP: 0.5,
      shifted: false,
      folklore: 'large' as const,
    }));
    expect(one(sentences({ stability: { score, inputs: { ...inputs, columns } } }), /inputs moved/)).toBe(
      `None of 2 inputs moved beyond chance. Folklore would raise 2 false alarms.`,
    );
  });

  it('is silent about what was not measured', () => {
    const { name, algorithm, hash, metrics, ci95, curves } = model;
    const bare = findingsOf({ name, algorithm, hash, metrics, ci95, curves });
    expect(bare.map(({ text }) => text)).toEqual([expect.stringMatching(/^It ranks better than chance/)]);
  });
});
