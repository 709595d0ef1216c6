import { describe, expect, it } from 'vitest';
import { parseCompanyName } from '../../../src/decision/lists/index.ts';
import { regionSimilarity, splitRegion } from '../../../src/decision/lists/region-names.ts';
import { firmName, madeUpFirm } from './made-up-names.ts';

const parsed = (name: string): string => {
  const { region, core, industry, form, branch } = parseCompanyName(name);
  return [region.province + region.city + region.county, core, industry, form, branch].join('|');
};

describe('parseCompanyName', () => {
  it.each([
    ['杭州市宏达贸易有限公司上海分公司', '浙江杭州|宏达|贸易|有限公司|上海分公司'],
    ['宏达（杭州）贸易有限公司', '浙江杭州|宏达|贸易|有限公司|'],
    ['浙江省杭州市余杭区宏达网络科技股份有限公司', '浙江杭州余杭区|宏达|网络科技|股份有限公司|'],
    ['義烏市鴻達工藝品有限公司', '义乌市|鸿达|工艺品|有限公司|'],
    ['老王饭店（个体工商户）', '|老王|饭店|个体工商户|'],
    ['杭州宏达企业管理合伙企业（有限合伙）', '浙江杭州|宏达|企业管理|合伙企业有限合伙|'],
    ['恩施土家族苗族自治州天一茶业有限公司', '湖北恩施|天一|茶业|有限公司|'],
    ['西安安居物业管理有限公司长安分店', '陕西西安|安居|物业管理|有限公司|长安分店'],
    ['ＡＢＣ科技有限公司', '|abc|科技|有限公司|'],
    // A region or trade that would leave no trade name is the trade name.
    ['安康科技有限公司', '|安康|科技|有限公司|'],
    ['有限公司', '|有限公司|||'],
    ['宏达', '|宏达|||'],
    ['', '||||'],
  ])('%s -> %s', (name, parts) => {
    expect(parsed(name)).toBe(parts);
  });

  it('finds the trade name of made-up names as they were made', () => {
    const wrong = Array.from({ length: 1000 }, (_, i) => madeUpFirm(11, i)).filter(
      (firm) => parseCompanyName(firmName(firm)).core !== firm.core,
    );
    // A trade name may happen to end in a word of trade, or begin with the name of a county.
    expect(wrong.length).toBeLessThanOrEqual(10);
  });
});

describe('regions', () => {
  const like = (a: string, b: string) => regionSimilarity(splitRegion(a).region, splitRegion(b).region);
  it.each([
    ['杭州宏达', '浙江省杭州市宏达', 1],
    ['浙江宏达', '杭州宏达', 1],
    ['杭州宏达', '宁波宏达', 0.3],
    ['杭州宏达', '深圳宏达', 0],
    ['义乌市宏达', '义乌市宏达', 1],
    ['宏达', '深圳宏达', null],
  ])('%s and %s: %s', (a, b, similarity) => {
    expect(like(a, b)).toBe(similarity);
    expect(like(b, a)).toBe(similarity);
  });
});
