import { describe, expect, it } from 'vitest';
import { inputName, inputWithRest } from '../../../src/evaluation/report/input-name.ts';

const meanings = new Map([['tax_late', { en: 'tax paid late', zh: '逾期缴税' }]]);
const WORDS = '<small class="code"><span lang="zh">逾期缴税</span> <code>tax_<wbr>late</code></small>';

describe('inputName', () => {
  it('puts words before the name, and leaves a name without words alone', () => {
    expect(inputName('tax_late', meanings.get('tax_late')).markup).toBe(`tax paid late${WORDS}`);
    expect(inputName('bank_<b>', undefined).markup).toBe('bank_<wbr>&lt;b&gt;');
  });
});

describe('inputWithRest', () => {
  it.each([
    ['tax_late <= 3', `tax paid late &lt;= 3${WORDS}`],
    ['tax_late missing', `tax paid late missing${WORDS}`],
    ['tax_late', `tax paid late${WORDS}`],
    ['tax_lately > 3', 'tax_<wbr>lately &gt; 3'],
    ['(intercept)', '(intercept)'],
  ])('reads %s as an input and what is said of it', (text, expected) => {
    expect(inputWithRest(text, meanings).markup).toBe(expected);
  });

  it('shows the text as it is where nothing has words', () => {
    expect(inputWithRest('income is not low', undefined).markup).toBe('income is not low');
  });
});
