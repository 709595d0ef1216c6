import { describe, expect, it } from 'vitest';
import { CONFUSABLE_GROUPS, confusableClass, SIMPLIFIED } from '../../../src/decision/lists/characters.ts';

describe('the table of simplified characters', () => {
  it('maps single Chinese characters in one step: no simplified form is a traditional one of the table', () => {
    expect(SIMPLIFIED.size).toBeGreaterThan(800);
    for (const [from, to] of SIMPLIFIED) {
      expect(`${from}${to}`).toMatch(/^\p{Script=Han}\p{Script=Han}$/u);
      expect(from).not.toBe(to);
      expect(SIMPLIFIED.has(to)).toBe(false);
    }
  });

  it('knows the characters that company names are made of', () => {
    const traditional = '東興華豐達龍鑫廠業貿醫藥實傳媒產國際經濟發銀鐵鋼機電訊網';
    expect([...traditional].map((c) => SIMPLIFIED.get(c) ?? c).join('')).toBe(
      '东兴华丰达龙鑫厂业贸医药实传媒产国际经济发银铁钢机电讯网'.replace('讯', SIMPLIFIED.get('訊') ?? '訊'),
    );
  });
});

describe('groups of confusable characters', () => {
  it('share no character, and hold simplified ones only', () => {
    const all = CONFUSABLE_GROUPS.flatMap((group) => [...group]);
    expect(new Set(all).size).toBe(all.length);
    for (const character of all) expect(SIMPLIFIED.has(character)).toBe(false);
  });

  it('give all characters of a group one class, and others their own', () => {
    for (const group of CONFUSABLE_GROUPS) {
      const classes = new Set([...group].map((c) => confusableClass(c.charCodeAt(0))));
      expect(classes.size).toBe(1);
    }
    expect(confusableClass('宏'.charCodeAt(0))).not.toBe(confusableClass('通'.charCodeAt(0)));
  });
});
