/** Made-up names of firms and persons for the tests of lists, and the ways in which they are mistyped or disguised. */
import { openStream } from '../../../src/core/index.ts';
import { CONFUSABLE_GROUPS, SIMPLIFIED } from '../../../src/decision/lists/characters.ts';
import type { ListEntry } from '../../../src/decision/lists/index.ts';

const CORE_CHARACTERS =
  '宏达鑫源华盛恒通瑞丰天和金龙兴旺德信诚永顺安泰祥云海大利东方新时代明辉正阳中联国美嘉合立成康宁富强广博远航凯悦星光万家乐福聚宝隆昌盈科力创亿佳友谊双喜百年鼎峰卓越启智慧谷融汇腾飞翔鹏程锦绣春秋山水林森木竹松柏梅兰菊青红紫玉石珠琳琅锋锐毅勇志远景行知止善若川江河湖洋浩瀚晨曦朝露霞晖月桂枫叶柳燕鸿鹄麒麟凤凰虎豹驰骏骐途征帆舟桥港湾岸洲岛屿礁';
const CITIES =
  '杭州 宁波 温州 苏州 无锡 南京 上海 深圳 广州 东莞 佛山 厦门 泉州 福州 济南 青岛 烟台 郑州 洛阳 武汉 宜昌 长沙 成都 绵阳 重庆 西安 兰州 昆明 贵阳 南宁 哈尔滨 沈阳 大连 长春 石家庄 太原 合肥 芜湖 南昌 赣州'.split(
    ' ',
  );
const TRADES =
  '贸易 商贸 科技 网络科技 信息技术 电子商务 餐饮管理 餐饮 食品 建筑工程 装饰工程 建材 物流 货运 供应链管理 农业发展 种植 养殖 机械设备 机械制造 五金制品 塑料制品 电子 电器 服装 服饰 纺织品 家具 包装 印刷 化工 医疗器械 教育科技 文化传媒 广告 旅游 企业管理咨询 实业 投资管理 汽车服务'.split(
    ' ',
  );
const FORMS = [
  '有限公司',
  '有限公司',
  '有限公司',
  '有限公司',
  '有限责任公司',
  '股份有限公司',
  '（个体工商户）',
  '',
];
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文志国海燕春梅晓东波宁辉峰鹏飞云龙凤鑫浩宇轩梓涵子欣怡思远嘉慧佳琪雨泽';
const BRANCHES = ['上海分公司', '第二分公司', '城东分店', '杭州办事处', '一分厂'];
const FULL_WIDTH: Readonly<Record<string, string>> = { '（': '(', '）': ')' };

const traditionalOf = new Map([...SIMPLIFIED].map(([traditional, simple]) => [simple, traditional]));
const groupOf = new Map(CONFUSABLE_GROUPS.flatMap((group) => [...group].map((c) => [c, group] as const)));

/** A firm in the parts its name is made of. */
export interface MadeUpFirm {
  readonly city: string;
  readonly core: string;
  readonly trade: string;
  readonly form: string;
}

/** Draws in a row: `u()` is the next uniform number of name `i`. */
export function drawsOf(seed: number, stream: string, i: number): () => number {
  const draws = openStream(seed, stream);
  let k = 0;
  return () => draws.uniform(i, k++);
}

function pick<T>(items: ArrayLike<T>, u: number): T {
  return items[Math.floor(u * items.length)]!;
}

/** Firm number `i`; characters at the head of the table are drawn more often, as in real names. */
export function madeUpFirm(seed: number, i: number): MadeUpFirm {
  const u = drawsOf(seed, 'test/firms', i);
  const length = u() < 0.55 ? 2 : u() < 0.4 ? 3 : 4;
  const core = Array.from({ length }, () => pick(CORE_CHARACTERS, u() ** 1.5)).join('');
  return { city: pick(CITIES, u()), core, trade: pick(TRADES, u()), form: pick(FORMS, u()) };
}

export function firmName({ city, core, trade, form }: MadeUpFirm): string {
  return `${city}${core}${trade}${form}`;
}

export function madeUpPerson(seed: number, i: number): string {
  const u = drawsOf(seed, 'test/persons', i);
  const given = Array.from({ length: u() < 0.2 ? 1 : 2 }, () => pick(GIVEN, u()));
  return pick(SURNAMES, u() ** 1.5) + given.join('');
}

/** The same firm under a name that was mistyped, disguised or written by other habits. */
export function firmVariant(firm: MadeUpFirm, u: () => number): string {
  const once = oneVariant(firm, u);
  return typeof once === 'string' ? once : u() < 0.2 ? asText(oneVariant(once, u)) : firmName(once);
}

function asText(variant: MadeUpFirm | string): string {
  return typeof variant === 'string' ? variant : firmName(variant);
}

function oneVariant(firm: MadeUpFirm, u: () => number): MadeUpFirm | string {
  const { city, core, trade, form } = firm;
  const kind = u();
  if (kind < 0.3) return { ...firm, core: mistyped(core, u) };
  if (kind < 0.38) return { ...firm, core: swapped(core, u) };
  if (kind < 0.44) return { ...firm, core: core + pick(CORE_CHARACTERS, u()) };
  if (kind < 0.5 && core.length > 2) return { ...firm, core: core.slice(0, -1) };
  if (kind < 0.6) return `${core}${trade}${form}`;
  if (kind < 0.7) return `${core}（${city}）${trade}${form}`;
  if (kind < 0.8) return `${firmName(firm)}${pick(BRANCHES, u())}`;
  if (kind < 0.9) return [...firmName(firm)].map((c) => traditionalOf.get(c) ?? c).join('');
  if (kind < 0.95) return `${city}市 ${core} ${trade}${form === '有限公司' ? '有限责任公司' : form}`;
  return { ...firm, trade: trade.slice(0, 2), form: FULL_WIDTH[form] ?? '有限公司' };
}

/** One character of three taken for a confusable one, where it has any, else for another. */
export function mistyped(name: string, u: () => number): string {
  const confusable = [...name].flatMap((c, i) => (groupOf.has(c) ? [i] : []));
  if (confusable.length > 0 && u() < 0.75) {
    const at = pick(confusable, u());
    const others = [...groupOf.get(name[at]!)!].filter((c) => c !== name[at]);
    return name.slice(0, at) + pick(others, u()) + name.slice(at + 1);
  }
  const at = Math.floor(u() * name.length);
  return name.slice(0, at) + pick(CORE_CHARACTERS, u()) + name.slice(at + 1);
}

export function swapped(name: string, u: () => number): string {
  const at = Math.floor(u() * (name.length - 1));
  return name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2);
}

/**
 * Another firm: half of them any other, a quarter of the same city and trade with a character of the trade name in common,
 * a quarter with the same trade name in another city and trade. All but the first are meant to be hard.
 */
export function otherFirm(firm: MadeUpFirm, seed: number, i: number): MadeUpFirm {
  const u = drawsOf(seed, 'test/others', i);
  const any = madeUpFirm(seed + 1, i);
  const kind = u();
  if (kind < 0.5) return any;
  if (kind < 0.75) return { ...firm, core: firm.core[0]! + any.core.slice(1), form: any.form };
  return { ...any, core: firm.core };
}

export function entryOf(id: string, change: Partial<ListEntry>): ListEntry {
  return {
    id,
    kind: 'firm',
    value: null,
    name: null,
    aliases: [],
    list: 'block',
    reason: 'made up',
    owner: 'tests',
    addedOn: 19_000,
    expiresOn: null,
    ...change,
  };
}

const SYLLABLES =
  'ka lo mi ta ren do vel sa nor bri an el fo ga hu jo len mar ne os pe qui ra sen tor ul ven wi xa yo'.split(
    ' ',
  );

/** A name in Latin letters of two or three words. */
export function latinName(seed: number, i: number): string {
  const u = drawsOf(seed, 'test/latin', i);
  const words = Array.from({ length: u() < 0.7 ? 2 : 3 }, () => {
    const word = Array.from({ length: 2 + Math.floor(u() * 2) }, () => pick(SYLLABLES, u())).join('');
    return word[0]!.toUpperCase() + word.slice(1);
  });
  return words.join(' ');
}

/** One or two slips of the keyboard, or the words in another order. */
export function latinVariant(name: string, u: () => number): string {
  if (u() < 0.2) return name.split(' ').reverse().join(' ').toUpperCase();
  const once = slip(name, u);
  return u() < 0.3 ? slip(once, u) : once;
}

function slip(name: string, u: () => number): string {
  const at = 1 + Math.floor(u() * (name.length - 2));
  const kind = u();
  if (kind < 0.3) return swapped(name, u);
  if (kind < 0.6) return name.slice(0, at) + name.slice(at + 1);
  const letter = pick('abcdefghijklmnopqrstuvwxyz', u());
  return name.slice(0, at) + letter + name.slice(kind < 0.8 ? at : at + 1);
}
