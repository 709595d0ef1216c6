import { describe, expect, it } from 'vitest';
import { cutLabel, cutText } from '../../../src/evaluation/report/cut-label.ts';

describe('cutText', () => {
  it.each([
    ['-0.0507 to below -0.01882', '−0.0507 to below −0.01882'],
    ['below -3', 'below −3'],
    ['special -9', 'special −9'],
    ['1e-7 and above', '1e−7 and above'],
    ['0.00998 to below 0.0468474', '0.00998 to below 0.0468474'],
    ['missing', 'missing'],
    ['-9 unknown | self-employed', '-9 unknown | self-employed'],
  ])('prints %s exactly, with true minus signs where it is a number', (label, expected) => {
    expect(cutText(label)).toBe(expected);
  });
});

describe('cutLabel', () => {
  it.each([
    ['-0.05 to below -0.01', 2, '2~−0.05 to~below~−0.01'],
    ['below -3', 1, '1~below~−3'],
    ['21.108 and above', 5, '5~21.108 and~above'],
    ['self-employed | <other> kind', 3, '3~self-employed | &lt;other&gt; kind'],
  ])('lets %s break between its bounds', (label, number, expected) => {
    const text = cutLabel(label, number)
      .markup.replace(/<\/?span[^>]*>/g, '')
      .replaceAll('\u00a0', '~');
    expect(text).toBe(expected);
  });
});
