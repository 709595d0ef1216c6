import { describe, expect, it } from 'vitest';
import { dayOf, type ParusError } from '../../src/core/index.ts';
import { loadParams, parseParams } from '../../src/decision/params.ts';
import { defaultGrades } from '../../src/models/index.ts';
import { readPolicyFile, standardRules } from './fixtures.ts';

// biome-ignore lint/suspicious/noExplicitAny: broken on purpose
const broken = (mend: (json: any) => void): unknown => {
  const json = readPolicyFile('sme-standard.params.json');
  mend(json);
  return json;
};

const refusal = (json: unknown): ParusError => {
  try {
    parseParams(json, 'p.json');
  } catch (error) {
    return error as ParusError;
  }
  throw new Error('expected a refusal');
};

describe('parseParams', () => {
  it('reads the parameters that ship, dates as days', () => {
    const { params } = standardRules;
    expect(params.limit.absoluteCapYuan).toBe(5_000_000);
    expect(params.price.cap.multiple).toBe(4);
    expect(params.price.cap.lpr.at(-1)).toEqual({ from: dayOf(2025, 5, 20), annualRate: 0.03 });
  });

  it('has a cap for every grade of the default scale, falling with risk', () => {
    const { capByGradeYuan } = standardRules.params.limit;
    const caps = defaultGrades.map(({ grade }) => capByGradeYuan[grade]);
    expect(caps).not.toContain(undefined);
    expect(caps).toEqual([...caps].sort((a, b) => (b ?? 0) - (a ?? 0)));
  });

  it('reports every issue with its path at once', () => {
    const error = refusal(
      broken((json) => {
        json.price.fundingRate = 6.5;
        json.price.cap.lpr[1].from = '2021-13-01';
        delete json.limit.inflowMultiple;
        json.limit.surprise = 1;
      }),
    );
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain('p.json');
    expect(error.issues.map((issue) => issue.path).sort()).toEqual([
      'limit',
      'limit.inflowMultiple',
      'price.cap.lpr.1.from',
      'price.fundingRate',
    ]);
  });

  it('refuses bounds in the wrong order and prime rates out of order', () => {
    const paths = (json: unknown): string[] => refusal(json).issues.map((issue) => issue.path);
    expect(paths(broken((json) => Object.assign(json.product, { minTermMonths: 40 })))).toEqual([
      'product.minTermMonths',
    ]);
    expect(paths(broken((json) => Object.assign(json.limit, { minLimitYuan: 6_000_000 })))).toEqual([
      'limit.minLimitYuan',
    ]);
    expect(paths(broken((json) => json.price.cap.lpr.reverse()))).toContain('price.cap.lpr.1.from');
    expect(paths(broken((json) => Object.assign(json.limit, { capByGradeYuan: {} })))).toEqual([
      'limit.capByGradeYuan',
    ]);
  });

  it('refuses bases, discounts and learnt prices that contradict themselves, all at once', () => {
    const error = refusal(
      broken((json) => {
        json.limit.bases.receivables.haircuts[1].upToDays = 30;
        json.price.carbon.steps.reverse();
        json.price.learnt.grades.push({ grade: 'A1', curve: 'Z' });
        json.price.learnt.curves.A.churn[1] = 0.9;
        json.receipts.sources[0].windows.pop();
        json.offer.misfit = 'ignore';
      }),
    );
    expect(error.issues.map((issue) => issue.path).sort()).toEqual([
      'limit.bases.receivables.haircuts.1',
      'offer.misfit',
      'price.carbon.steps.1',
      'price.learnt.curves.A.churn.2',
      'price.learnt.grades.6.curve',
      'price.learnt.grades.6.grade',
      'receipts.sources.0.windows',
    ]);
  });

  it('takes what a file leaves out for off', () => {
    const { limit, price, offer, receipts } = parseParams(
      broken((json) => {
        delete json.limit.bases;
        delete json.price.carbon;
        delete json.price.learnt;
        delete json.receipts;
        json.offer = { validDays: 30 };
      }),
      'p.json',
    );
    expect([limit.bases, price.carbon, price.learnt, receipts]).toEqual([null, null, null, null]);
    expect(offer).toEqual({ validDays: 30, paymentShare: null, misfit: 'advise', counterOffers: 3 });
  });

  it('ships with the learnt price off', () => {
    expect(standardRules.params.price.learnt?.mode).toBe('off');
  });

  it('names a file that is not there', async () => {
    await expect(loadParams('no/such.params.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});
