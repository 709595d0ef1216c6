import { beforeAll, describe, expect, it } from 'vitest';
import { makeAssessor } from '../../src/decision/index.ts';
import { computeFeatureTable, featureNames } from '../../src/features/index.ts';
import { loadModel, type Model, scoreTable } from '../../src/models/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { gradeOf, scoreOf } from '../../src/scorecard/index.ts';
import { type Book, dossierOf, openBook, openBookReader } from '../../src/sources/index.ts';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  type DateColumn,
  type NumericColumn,
  textAt,
} from '../../src/table/index.ts';
import { simulateBook } from '../../src/world/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
let model: Model;
let book: Book;
beforeAll(async () => {
  model = await loadModel('models/sme-scorecard.json');
  await withPool({ workers: 2 }, (pool) =>
    simulateBook({ firms: 300, months: 24, seed: 5, out: `${scratch.dir}/book`, pool }),
  );
  book = await openBook(`${scratch.dir}/book`);
}, 60_000);

describe('the assessor', () => {
  it('gives one application the bits that the batch gives it: features, PD, score and grade', async () => {
    const { table, scores } = await withPool({ workers: 2 }, async (pool) => {
      const features = await computeFeatureTable(await openBookReader(book.dir), { pool });
      return { table: features, scores: await scoreTable(pool, model, features) };
    });
    const text = (name: string, row: number): string => textAt(columnOf(table, name) as CategoryColumn, row)!;
    const number = (name: string, row: number): number =>
      asFloat64(columnOf(table, name) as NumericColumn)[row]!;
    const assess = makeAssessor(model);
    expect(table.nRows).toBeGreaterThan(100);
    for (let row = 0; row < table.nRows; row++) {
      const firmId = text('firmId', row);
      const { assessment, features } = assess(dossierOf(book, firmId), {
        applicationId: text('applicationId', row),
        firmId,
        amountFen: Math.round(number('application_amount', row) * 100),
        termMonths: number('application_term_months', row),
        purpose: 'operations',
        eventDate: (columnOf(table, 'asOf') as DateColumn).values[row]!,
      });
      for (const name of featureNames) expect(features[name], name).toBe(number(name, row));
      expect(assessment!.pd).toBe(scores.pd[row]);
      expect(assessment!.score).toBe(scoreOf(model.artefact, scores.bound, row, scores.margins[row]!));
      expect(assessment!.grade).toBe(gradeOf(scores.pd[row]!, model.artefact.grades));
      expect(assessment!.reasons.length).toBeLessThanOrEqual(4);
    }
  });

  it('refuses a model that reads what no feature is', () => {
    const inputs = [...model.artefact.inputs, { name: 'horoscope', kind: 'numeric' as const }];
    const odd = { ...model, artefact: { ...model.artefact, inputs } };
    expect(() => makeAssessor(odd)).toThrow(/missing column horoscope in the feature catalogue/);
  });
});
