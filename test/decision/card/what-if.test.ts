import { describe, expect, it } from 'vitest';
import { assessRow } from '../../../src/decision/assessor.ts';
import { nearestChanges, referenceOf } from '../../../src/decision/card/index.ts';
import {
  type Application,
  type DecisionInput,
  type DecisionRules,
  decideAsync,
  outcomes,
} from '../../../src/decision/index.ts';
import { featureCatalogue, featureNames } from '../../../src/features/index.ts';
import { loadModel } from '../../../src/models/index.ts';
import { isActionable } from '../../../src/scorecard/index.ts';
import { application, goodFeatures, goodInput, standardRules } from '../fixtures.ts';

const model = await loadModel(new URL('../../../models/sme-scorecard.json', import.meta.url).pathname);
const inputs = model.artefact.inputs.map(({ name }) => name);
const names = [...new Set([...Object.keys(goodFeatures), ...inputs])];
const place = (name: string): number => featureNames.indexOf(name);

/** What each input may be: from twice as bad as its best cut to twice as good, as far as the model's axes reach. */
const usual: Readonly<Record<string, number>> = {
  ...goodFeatures,
  tax_days_since_arrears: 365,
  tax_burden_365: 0.03,
  utility_usage_seasonal_change_90: 0.05,
  utility_days_since_payment: 20,
  bank_customer_top3_share_365: 0.6,
  bank_operating_balance_90: 0.08,
  bank_operating_balance_365: 0.08,
  bank_runway_days: 30,
  bank_owner_outflow_share_365: 0.03,
  bureau_open_loans: 1,
  bureau_new_lenders_180: 0,
  application_instalment_to_inflow: 0.1,
  loans_banked_unreported: 0,
};

function vectorWith(change: Readonly<Record<string, number>>): Float64Array {
  const vector = new Float64Array(featureNames.length).fill(Number.NaN);
  for (const [name, value] of Object.entries({ ...usual, ...change })) vector[place(name)] = value;
  return vector;
}

function inputOf(vector: Float64Array, asked: Application): DecisionInput {
  const columns = inputs.map((name) => vector.subarray(place(name), place(name) + 1));
  const margins = new Float64Array(1);
  model.margins({ nRows: 1, columns, unseen: 0 }, 0, 1, margins);
  return {
    ...goodInput,
    application: asked,
    assessment: assessRow(model, { nRows: 1, columns, unseen: 0 }, 0, margins[0]!, new Map()),
    features: Object.fromEntries(names.map((name) => [name, vector[place(name)]!])),
  };
}

/** A hundred firms around the usual one. */
const reference = referenceOf(
  new Map(names.map((name) => [name, Array.from({ length: 100 }, (_, i) => (usual[name] ?? 0) * (i / 50))])),
);

/** Asks for changes, and decides the application again with each of them. */
async function asked(
  change: Readonly<Record<string, number>>,
  ask: Application = application,
  rules: DecisionRules = standardRules,
) {
  const vectorOf = (): Float64Array => vectorWith(change);
  const input = inputOf(vectorOf(), ask);
  const before = await decideAsync(input, rules);
  const { options } = (await nearestChanges({ input, rules, model, vectorOf, reference }))!;
  const redone = await Promise.all(
    options.map(({ changes }) => {
      const valueNow = (name: string, now: number): number =>
        changes.find((one) => one.name === name)?.to ?? now;
      const changedAsk = {
        ...ask,
        amountFen: valueNow('amountFen', ask.amountFen),
        termMonths: valueNow('termMonths', ask.termMonths),
      };
      const figures = Object.fromEntries(
        changes.filter(({ name }) => place(name) >= 0).map(({ name, to }) => [name, to]),
      );
      return decideAsync(inputOf(vectorWith({ ...change, ...figures }), changedAsk), rules);
    }),
  );
  return { before, options, redone };
}

const better = (a: string, b: string): boolean => outcomes.indexOf(a as never) < outcomes.indexOf(b as never);

describe('nearestChanges', () => {
  it('has nothing to say to an approved firm', async () => {
    const { before, options } = await asked({});
    expect(before.outcome).toBe('approve');
    expect(options).toEqual([]);
  });

  it('finds the largest amount that is decided without a person', async () => {
    const { before, options } = await asked(
      { bank_monthly_inflow: 5_000_000, tax_monthly_revenue: 5_000_000 },
      { ...application, amountFen: 143_900_000 },
    );
    expect(before.outcome).toBe('review');
    expect(options[0]).toMatchObject({
      changes: [{ name: 'amountFen', from: 143_900_000, to: 100_000_000 }],
      outcome: 'approve',
    });
  });

  it('meets a rule at the value nearest to the present one', async () => {
    const { before, options } = await asked({ tax_arrears_365: 5 });
    expect(before.outcome).toBe('decline');
    const [option] = options;
    // Three notices are a knock-out: two are none.
    expect(option?.changes).toContainEqual({ name: 'tax_arrears_365', from: 5, to: 2 });
  });

  it('says that nothing will do where only time would: a firm that is too young', async () => {
    const { before, options } = await asked({ firm_age_months: 3 });
    expect(before.outcome).toBe('decline');
    expect(options).toEqual([]);
  });

  it('gives none for an application that could not be scored', async () => {
    const vectorOf = (): Float64Array => vectorWith({});
    const input = { ...inputOf(vectorOf(), application), assessment: null };
    const answer = await nearestChanges({ input, rules: standardRules, model, vectorOf, reference });
    expect(answer).toEqual({ options: [] });
  });

  it('teaches nobody how to get around a list', async () => {
    const vectorOf = (): Float64Array => vectorWith({ tax_arrears_365: 5 });
    const question = { rules: standardRules, model, vectorOf, reference };
    const input = inputOf(vectorOf(), application);
    expect((await nearestChanges({ ...question, input }))?.options).not.toEqual([]);
    expect(await nearestChanges({ ...question, input: { ...input, hits: null } })).toBeNull();
  });

  it('only gives changes that were decided anew and do, in figures a firm can change, the good way', async () => {
    let found = 0;
    for (let i = 0; i < 60; i++) {
      const { before, options, redone } = await asked(
        {
          tax_arrears_365: i % 4,
          bureau_enquiries_90: (i * 7) % 15,
          bank_runway_days: (i * 3) % 20,
          bureau_open_loans: i % 7,
          bureau_new_lenders_180: i % 5,
          tax_days_since_arrears: 10 + ((i * 37) % 355),
          bank_operating_balance_365: -0.2 + (i % 6) / 20,
        },
        { ...application, amountFen: 1_000_000 * (1 + ((i * 5) % 40)), termMonths: 1 + (i % 24) },
      );
      options.forEach(({ changes, outcome, limitFen }, k) => {
        found += 1;
        expect(redone[k]).toMatchObject({ outcome, limitFen });
        expect(better(outcome, before.outcome)).toBe(true);
        for (const { name, from, to } of changes) {
          const info = featureCatalogue.find((one) => one.name === name);
          if (info === undefined) continue;
          expect(isActionable(name), name).toBe(true);
          expect(info.monotone).not.toBe('none');
          if (from !== null) expect(info.monotone === 'increasing' ? to < from : to > from, name).toBe(true);
        }
        // To borrow more is only proposed where the cost of a small loan, and not the risk, was in the way.
        const larger = changes.some(({ name, from, to }) => name === 'amountFen' && to > from!);
        const codes = before.reasons.map(({ code }) => code);
        if (larger)
          expect(codes.some((code) => ['PRICE_ABOVE_CAP_COST', 'AMOUNT_BELOW_PRODUCT'].includes(code))).toBe(
            true,
          );
      });
    }
    expect(found).toBeGreaterThan(10);
  });

  it('gives the same answer to the same question', async () => {
    const change = { tax_arrears_365: 4, bank_runway_days: 1 };
    expect((await asked(change)).options).toEqual((await asked(change)).options);
  });
});
