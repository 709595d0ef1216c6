import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCompanyName, foldText } from '../../../src/decision/lists/index.ts';

describe('foldText', () => {
  it.each([
    ['Ａ．Ｂ．Ｃ（上海）', 'abc上海'],
    ['宏達 貿易·「公司」', '宏达贸易公司'],
    ['买买提·吐尔逊', '买买提吐尔逊'],
    ['', ''],
    ['——', ''],
  ])('%s -> %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});

describe('foldCompanyName', () => {
  it('makes spellings of a legal form the same, and keeps the name', () => {
    expect(foldCompanyName('杭州宏达贸易有限责任公司')).toBe(foldCompanyName('杭州宏達貿易有限公司'));
    expect(foldCompanyName('宏达贸易有限公司')).not.toBe(foldCompanyName('宏达贸易股份有限公司'));
  });
});
