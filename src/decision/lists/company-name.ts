import { foldText } from './fold.ts';
import { isRegion, NO_REGION, type Region, splitRegion } from './region-names.ts';

/**
 * A Chinese company name in the parts that the rules of enterprise naming give it: region, trade name, trade, legal form.
 * 杭州市宏达贸易有限公司上海分公司 -> 杭州 | 宏达 | 贸易 | 有限公司, branch 上海分公司.
 */
export interface CompanyName {
  readonly region: Region;
  /** The trade name (字号), what tells one firm from another; folded, never empty unless the name is. */
  readonly core: string;
  /** Words of trade, joined; empty where there are none. */
  readonly industry: string;
  readonly form: string;
  /** Branch, shop or works of the firm; empty for the firm itself. */
  readonly branch: string;
}

/** Legal forms at the end of names, longest first so that the whole form is taken. */
const FORMS = (
  '农民专业合作社联合社 集团股份有限公司 集团有限责任公司 农民专业合作社 个人独资企业 集团有限公司 股份有限公司 有限责任公司 ' +
  '个体工商户 专业合作社 股份合作公司 集团公司 有限公司 有限合伙 普通合伙 合伙企业 合作社 总公司 工商户 公司'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

/** Words that say what a firm does or how it is built. Chosen by us from the wording of common company names. */
const TRADES = (
  '网络科技 信息技术 信息科技 电子商务 电子科技 生物科技 智能科技 环保科技 农业科技 新能源 新材料 科技发展 科技 技术 软件 网络 信息 数据 智能 ' +
  '国际贸易 进出口贸易 进出口 对外贸易 贸易 商贸 经贸 工贸 贸易商行 商行 商店 超市 百货 批发 零售 便利店 经营部 经销部 门市部 营业部 ' +
  '餐饮管理 餐饮服务 餐饮 饭店 酒店 酒店管理 宾馆 餐厅 食品 食品加工 饮品 茶业 酒业 粮油 农产品 生鲜 水产 果蔬 ' +
  '建筑工程 建筑装饰 装饰工程 装饰设计 建筑 工程 工程技术 装饰 装修 建材 建设 市政工程 园林绿化 园林 劳务 劳务派遣 房地产 置业 物业 物业管理 ' +
  '物流 货运 运输 供应链 供应链管理 国际物流 快递 仓储 汽车运输 汽车服务 汽车销售 汽车 汽修 租赁 ' +
  '农业 农业发展 生态农业 种植 养殖 畜牧 农机 林业 渔业 农场 家庭农场 ' +
  '机械 机械设备 机械制造 机电 机电设备 设备 设备制造 五金 五金制品 五金机电 模具 塑料 塑胶 塑料制品 金属 金属制品 精密 电子 电器 电气 仪器 仪表 照明 光电 电力 ' +
  '服装 服饰 制衣 纺织 纺织品 针织 印染 家纺 鞋业 皮具 皮革 家具 家居 木业 纸业 包装 印刷 玻璃 陶瓷 化工 涂料 橡胶 钢材 钢铁 矿业 能源 石化 煤业 茶叶 工艺品 工艺 礼品 玩具 文具 日用品 化妆品 珠宝 眼镜 门窗 水泥 石材 ' +
  '医疗 医疗器械 医药 药业 药房 健康 健康管理 养老 美容 美发 ' +
  '教育 教育科技 教育咨询 培训 文化 文化传媒 文化传播 传媒 广告 广告传媒 影视 旅游 旅行社 体育 会展 ' +
  '开发 技术开发 咨询 管理咨询 企业管理 企业管理咨询 商务咨询 商务服务 商务 财务咨询 投资 投资管理 资产管理 实业 实业发展 发展 控股 集团 管理 服务 销售 制造 加工 制品 贸易行 ' +
  '厂 店 行 部 社 馆 坊 中心 工作室 事务所 加工厂 制衣厂 服务部 服务中心 加油站 养殖场'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);
const isTrade: ReadonlySet<string> = new Set(TRADES);

const tradesByLast = new Map<string, string[]>();
for (const trade of TRADES) {
  const last = trade.at(-1)!;
  tradesByLast.set(last, [...(tradesByLast.get(last) ?? []), trade]);
}

const BRANCH = /(?:分公司|分店|分厂|分部|分社|办事处|营业厅|连锁店|旗舰店|专卖店|直营店|加盟店)$/;
const BRACKETS = /[(（[【〔]([^)）\]】〕]*)[)）\]】〕]/g;

/** The least a trade name keeps when regions and trades are taken off. */
const LEAST_CORE = 2;

/**
 * Parses a company name. Where taking off the region would leave no trade name of two characters (安康科技有限公司), the
 * region is the trade name and stays; a trade stays where nothing else would.
 */
export function parseCompanyName(name: string): CompanyName {
  const { plain, bracketRegion } = openBrackets(name);
  const { head, branch } = splitBranch(foldText(plain));
  const { rest: body, form } = splitForm(head);

  const { region: headRegion, rest } = splitRegion(body);
  const attempts: readonly (readonly [Region, string])[] = [
    [headRegion, rest],
    [NO_REGION, body],
  ];
  for (const [region, text] of attempts) {
    const { core, industry } = splitTrades(text);
    if (core.length < LEAST_CORE || isTrade.has(core)) continue;
    return {
      region: region.province === '' && region.county === '' ? bracketRegion : region,
      core,
      industry,
      form,
      branch,
    };
  }
  const core = body === '' ? head : body;
  return { region: bracketRegion, core, industry: '', form: body === '' ? '' : form, branch };
}

/** Takes brackets apart: 宏达（杭州）贸易 tells a region, (个体工商户) a form, anything else stays where it stands. */
function openBrackets(name: string): { readonly plain: string; readonly bracketRegion: Region } {
  let bracketRegion = NO_REGION;
  const plain = name.replace(BRACKETS, (_, inside: string) => {
    const text = foldText(inside);
    if (!isRegion(text)) return inside;
    bracketRegion = splitRegion(text).region;
    return '';
  });
  return { plain, bracketRegion };
}

function splitBranch(name: string): { readonly head: string; readonly branch: string } {
  const end = BRANCH.exec(name);
  if (!end || end.index < LEAST_CORE) return { head: name, branch: '' };
  const firm = name.lastIndexOf('公司', end.index - 2);
  const at = firm >= LEAST_CORE ? firm + 2 : end.index;
  return { head: name.slice(0, at), branch: name.slice(at) };
}

function splitForm(name: string): { readonly rest: string; readonly form: string } {
  let rest = name;
  let form = '';
  for (;;) {
    const found = FORMS.find((suffix) => rest.endsWith(suffix));
    if (!found || found.length === rest.length) return { rest, form };
    rest = rest.slice(0, -found.length);
    form = found + form;
  }
}

function splitTrades(name: string): { readonly core: string; readonly industry: string } {
  let core = name;
  let industry = '';
  for (;;) {
    const found = tradesByLast.get(core.at(-1) ?? '')?.find((trade) => core.endsWith(trade));
    if (!found || core.length - found.length < LEAST_CORE) return { core, industry };
    core = core.slice(0, -found.length);
    industry = found + industry;
  }
}
