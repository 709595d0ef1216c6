import { describe, expect, it } from 'vitest';
import type { ParusError } from '../../../src/core/index.ts';
import { featuresOfProducts, loadProducts, parseProducts } from '../../../src/decision/terms/product.ts';
import { featuresOfTerms } from '../../../src/decision/terms/product-terms.ts';
import { featureNames } from '../../../src/features/index.ts';
import { readPolicyFile } from '../fixtures.ts';
import { catalogue, terms } from './applicants.ts';

// biome-ignore lint/suspicious/noExplicitAny: broken on purpose
const refusal = (mend: (json: any) => void): ParusError => {
  const json = readPolicyFile('products.json');
  mend(json);
  try {
    parseProducts(json, 'p.json');
  } catch (error) {
    return error as ParusError;
  }
  throw new Error('expected a refusal');
};

describe('products.json', () => {
  it('has a product for every cycle, and a standard one for everybody', () => {
    const kinds = new Set(catalogue.products.map(({ shape }) => shape.kind));
    expect([...kinds].sort()).toEqual([
      'bullet',
      'daily-interest',
      'equal-instalments',
      'seasonal',
      'share-of-receipts',
    ]);
    expect(new Set(catalogue.products.flatMap(({ basis }) => basis)).size).toBe(6);
    expect(catalogue.standard.id).toBe('standard-instalment');
  });

  it('is worded in English and Chinese', () => {
    for (const { name, suits } of catalogue.products) {
      for (const en of [name.en, suits.en]) expect(en).not.toMatch(/\p{Script=Han}/u);
      for (const zh of [name.zh, suits.zh]) expect(zh).toMatch(/\p{Script=Han}/u);
      expect(suits.en).toMatch(/\.$/);
      expect(suits.zh).toMatch(/。$/);
    }
  });

  it('and the parameters read features of the catalogue', () => {
    for (const name of [...featuresOfProducts(catalogue), ...featuresOfTerms(terms)])
      expect(featureNames).toContain(name);
  });
});

describe('parseProducts', () => {
  it('reports every issue with its path at once', () => {
    const error = refusal((json) => {
      json.products[1].eligibility[0].industry = ['farming'];
      json.products[2].amountYuan.min = 9_000_000;
      json.products[3].shape.kind = 'balloon';
      json.products[4].basis = [];
    });
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.issues.map(({ path }) => path)).toEqual([
      'products.1.eligibility.0',
      'products.2.amountYuan',
      'products.3.shape.kind',
      'products.4.basis',
    ]);
  });

  it('refuses ids that come twice and a standard product that is not there or not for everybody', () => {
    const paths = (error: ParusError) => error.issues.map(({ path }) => path);
    expect(paths(refusal((json) => json.products.push(json.products[0])))).toEqual(['products.10.id']);
    expect(paths(refusal((json) => Object.assign(json, { standard: 'none' })))).toEqual(['standard']);
    expect(paths(refusal((json) => Object.assign(json, { standard: 'seasonal-farm' })))).toEqual([
      'standard',
    ]);
  });

  it('names a file that is not there', async () => {
    await expect(loadProducts('no/products.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});
