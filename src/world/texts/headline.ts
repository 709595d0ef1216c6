import type { Industry } from '../industries.ts';
import type { Region } from '../regions.ts';
import { type Draws, pickOne } from './draws.ts';
import { words } from './words.ts';

/** What a headline is about: a trade or region as a whole, or one firm. */
export const TOPICS = [
  'upswing',
  'downturn',
  'steady',
  'policy',
  'energy',
  'disaster',
  'unpaidWages',
  'lawsuit',
  'complaint',
  'honour',
] as const;

export type Topic = (typeof TOPICS)[number];

/** How the press calls trades and regions; firms stay unnamed, as in any pseudonymised file. */
const TRADES: Readonly<Record<Industry, readonly string[]>> = {
  'manufacturing-light': words('轻工 小商品制造 家居用品 玩具制造'),
  'manufacturing-heavy': words('装备制造 机械加工 金属制品 铸造'),
  wholesale: words('批发 商贸 批发市场 经销'),
  retail: words('零售 社区商超 便利店 商铺'),
  'catering-lodging': words('餐饮 住宿 餐饮住宿 小吃'),
  agriculture: words('种植 养殖 农产品 果蔬'),
  logistics: words('物流 货运 快递 专线运输'),
  construction: words('建筑 装修 建筑劳务 工程施工'),
  'it-services': words('软件服务 信息技术 数字服务 信息服务'),
  'e-commerce': words('电商 网店 直播电商 网络零售'),
  textile: words('纺织 服装 针织 印染'),
  'cross-border-trade': words('外贸 跨境贸易 边贸 进出口'),
};

const PLACES: Readonly<Record<Region, readonly string[]>> = {
  'east-manufacturing-cluster': words('东部沿海 沿海产业带 东部工业镇 沿海县市'),
  'central-farm-belt': words('中部农区 粮食主产区 中部县域 平原各县'),
  'western-resource-county': words('西部资源县 西部地区 西部矿区县 西部县城'),
  'inland-city-cluster': words('内陆城市群 内陆中心城市 都市圈 省会周边'),
  'border-county': words('边境县 口岸地区 边境口岸 沿边县市'),
};

/** `P` the place, `T` the trade, `#` a digit of 2 to 9. */
const FRAMES: Readonly<Record<Topic, readonly string[]>> = {
  upswing:
    words(`PT订单回暖，企业满负荷生产 PT业景气度连续#个月回升 PT旺季提前，用工需求走高 走访PT：订单排到#个月后
    T业复苏加快，P走在前列 PT销售额同比增长#成`),
  downturn:
    words(`PT需求走弱，部分商户缩减开支 PT订单下滑，企业谨慎备货 T业承压，P#成企业称利润变薄 PT淡季更淡，库存周转放缓
    调查：PT经营者信心回落 PT价格战升温，中小商户艰难`),
  steady: words(
    `PT举办第#届供需对接会 PT行业协会换届 PT运行总体平稳 PT开展#期技能培训 T业标准修订征求意见 P召开T企业座谈会`,
  ),
  policy: words(
    `P出台#条举措支持T小微企业 PT企业减税降费政策落地 P推广T贷款贴息 金融机构走访PT商户 PT融资对接会签约#亿元`,
  ),
  energy: words(
    `电价上行，PT成本压力加大 PT企业错峰用电应对电价上涨 用能成本上升#成，PT企业盼支持 P工商业电价再调整，T企业算账`,
  ),
  disaster: words(
    `P遭遇突发灾情，T商户受损 灾情持续，PT停业#天 P全力救灾，T企业恢复生产受阻 P受灾T小微企业盼援助`,
  ),
  unpaidWages: words(
    `P某T企业被指拖欠工资#个月 工人讨薪：PT一企业称资金周转困难 P通报欠薪案件，涉一家T企业 PT企业#名员工投诉欠薪`,
  ),
  lawsuit: words(
    `P某T企业卷入货款纠纷被诉 法院受理PT企业买卖合同案 供应商起诉P一家T企业追讨货款 PT企业涉#起合同纠纷`,
  ),
  complaint: words(
    `P一T商户被消费者集中投诉 消协通报：P某T商户服务问题#起 P抽检公布，一家T商户不合格 网友吐槽PT商户，监管介入`,
  ),
  honour: words(`P一T企业获评诚信示范 PT企业新店开业 P某T企业入选优质商户 PT老字号扩建，新增#个岗位`),
};

/** Clauses that editors add, some of the time. */
const TAILS = words('记者调查 业内这样看 专家建议 现场直击 最新通报 一线观察');
const TAIL_SHARE = 0.25;

/** Composes a headline on a topic for a trade and region, 8 to 60 characters; a pure function of its arguments. */
export function composeHeadline(draws: Draws, topic: Topic, industry: Industry, region: Region): string {
  const headline = pickOne(draws, FRAMES[topic])
    .replace('P', pickOne(draws, PLACES[region]))
    .replace('T', pickOne(draws, TRADES[industry]))
    .replace('#', String(2 + Math.floor(draws.next() * 8)));
  return draws.next() < TAIL_SHARE ? `${headline}｜${pickOne(draws, TAILS)}` : headline;
}
