import { describe, expect, it } from 'vitest';
import { backingsOf, featureReader, noEvidence } from '../../../src/decision/terms/bases.ts';
import { claimedEvidenceSchema } from '../../../src/decision/terms/claimed-evidence.ts';
import { factsOf, termsOf } from '../../../src/decision/terms/product-terms.ts';
import { catalogue, terms, workshop } from './applicants.ts';

describe('claimedEvidenceSchema', () => {
  it('turns yuan into fen and marks everything as unconfirmed', () => {
    const evidence = claimedEvidenceSchema.parse({
      ordersYuan: 1.5,
      receivables: [{ amountYuan: 20, ageDays: 10 }],
    });
    expect(evidence).toEqual({
      orders: { amountFen: 150, verified: false },
      stock: null,
      receivables: [{ amountFen: 2000, ageDays: 10, verified: false }],
      taxRefund: null,
    });
    expect(claimedEvidenceSchema.parse({})).toEqual(noEvidence);
  });

  it('lets nobody confirm its own word', () => {
    expect(claimedEvidenceSchema.safeParse({ ordersYuan: 5, verified: true }).success).toBe(false);
    const evidence = claimedEvidenceSchema.parse({ ordersYuan: 1_000_000 });
    const { bases } = terms.limit;
    expect(backingsOf(featureReader({}), evidence, bases).orders?.verified).toBe(false);
    const order = catalogue.byId.get('order')!;
    expect(termsOf(factsOf({ ...workshop, evidence }, terms), order, 5_000_000, 6, terms)).toMatchObject({
      outcome: 'review',
      codes: ['EVIDENCE_UNVERIFIED'],
    });
  });

  it('refuses amounts below nothing and ages that are none', () => {
    const issues = claimedEvidenceSchema
      .safeParse({
        stockYuan: -1,
        receivables: [{ amountYuan: 1, ageDays: -1 }],
      })
      .error?.issues.map(({ path }) => path.join('.'));
    expect(issues).toEqual(['stockYuan', 'receivables.0.ageDays']);
  });
});
