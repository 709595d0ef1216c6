import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type StatementsTrail, statementsAccumulator } from '../../../src/features/indicators/statements.ts';
import { statementsFeatures } from '../../../src/features/indicators/statements-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Statement = SourceRecord<'statements'>;

const TODAY = dayOf(2025, 9, 1);

function featuresOf(statements: readonly Statement[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<StatementsTrail>(statementsAccumulator);
  const slice = dossierFromRecords('F', { statements }).records.statements;
  state.read(readColumns(statementsAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(statementsFeatures.map(({ name, value }) => [name, value(state)]));
}

/** The statement of a year, drawn up in February and handed in in May. */
function statement(year: number, figures: Partial<Statement> = {}): Statement {
  return {
    firmId: 'F',
    eventDate: dayOf(year + 1, 2, 10),
    arrivalDate: dayOf(year + 1, 5, 20),
    periodEnd: dayOf(year, 12, 31),
    audited: 'no',
    revenueFen: 1000,
    profitFen: 100,
    cashFen: 50,
    receivablesFen: 200,
    assetsFen: 800,
    payablesFen: 150,
    debtFen: 250,
    equityFen: 400,
    ...figures,
  };
}

describe('statements', () => {
  test('worked by hand: the newest year, and what changed since the one before', () => {
    const newest = statement(2024, {
      audited: 'yes',
      revenueFen: 1500,
      profitFen: -75,
      receivablesFen: 450,
      assetsFen: 1000,
      payablesFen: 300,
      debtFen: 750,
      equityFen: -50,
    });
    const expected = {
      statement_revenue: 15,
      statement_revenue_growth: 500 / 2500,
      statement_margin: -0.05,
      statement_margin_change: -0.15,
      statement_loss: 1,
      statement_return_on_assets: -0.075,
      statement_asset_turnover: 1.5,
      statement_leverage: 1.05,
      statement_negative_equity: 1,
      statement_debt_to_revenue: 0.5,
      statement_debt_change: 500 / 1000,
      statement_current_cover: 500 / 1050,
      statement_cash_to_assets: 0.05,
      statement_receivable_days: 0.3 * 365,
      statement_receivable_growth: 0.1 / 0.5,
      statement_payable_days: 0.2 * 365,
      statement_accruals: (150 - 50) / 1000,
      statement_audited: 1,
      statement_age_days: 244,
      statement_delay_days: 140,
    };
    const got = featuresOf([statement(2023), newest]);
    expect(Object.keys(expected)).toEqual(Object.keys(got));
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('a single statement has no changes, and a sound firm no flags', () => {
    const got = featuresOf([statement(2024)]);
    const unknown = Object.keys(got).filter((name) => Number.isNaN(got[name]!));
    expect(unknown).toEqual([
      'statement_revenue_growth',
      'statement_margin_change',
      'statement_debt_change',
      'statement_receivable_growth',
      'statement_accruals',
    ]);
    for (const flag of ['statement_loss', 'statement_negative_equity', 'statement_audited'])
      expect(got[flag], flag).toBe(0);
  });

  test('an old year handed in late is the one before, never the newest', () => {
    const late = statement(2022, {
      eventDate: dayOf(2025, 6, 1),
      arrivalDate: dayOf(2025, 6, 2),
      revenueFen: 3000,
    });
    const got = featuresOf([statement(2024), late]);
    expect(got['statement_revenue']).toBe(10);
    expect(got['statement_revenue_growth']).toBe((1000 - 3000) / 4000);
  });

  test('a statement that has not arrived is not known', () => {
    expect(featuresOf([statement(2024)], dayOf(2025, 5, 19))['statement_revenue']).toBeNaN();
    expect(featuresOf([statement(2024)], dayOf(2025, 5, 20))['statement_revenue']).toBe(10);
    for (const [name, value] of Object.entries(featuresOf([]))) expect(value, name).toBeNaN();
  });

  test('figures beyond reason are held, nothing to divide by is missing', () => {
    const got = featuresOf([statement(2024, { revenueFen: 1, debtFen: 0, payablesFen: 0, assetsFen: 0 })]);
    expect(got['statement_margin']).toBe(10);
    expect(got['statement_receivable_days']).toBe(3650);
    expect(got['statement_current_cover']).toBeNaN();
    expect(got['statement_leverage']).toBeNaN();
  });

  test('newest and before are those of a sort by year, of two for one year the one drawn up later', () => {
    const record = fc
      .record({
        year: fc.integer({ min: 2018, max: 2024 }),
        drawnUp: fc.integer({ min: 0, max: 2000 }),
        revenueFen: fc.integer({ min: 1, max: 1e9 }),
      })
      .map(({ year, drawnUp, revenueFen }) => {
        const eventDate = dayOf(year, 12, 31) + drawnUp;
        return statement(year, { eventDate, arrivalDate: eventDate, revenueFen });
      });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const byYear = new Map<number, number>();
        const known = records.filter((r) => r.arrivalDate <= TODAY).sort((a, b) => a.eventDate - b.eventDate);
        for (const { periodEnd, revenueFen } of known) byYear.set(periodEnd, revenueFen);
        const [a, b] = [...byYear].sort(([x], [y]) => y - x).map(([, revenue]) => revenue);
        const got = featuresOf(records);
        expect(got['statement_revenue']).toBe(a === undefined ? Number.NaN : a / 100);
        const growth = a === undefined || b === undefined ? Number.NaN : (a - b) / (a + b);
        expect(got['statement_revenue_growth']).toBe(growth);
      }),
      { numRuns: 300 },
    );
  });
});
