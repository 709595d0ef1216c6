import { lexiconOf } from './lexicon.ts';
import { GRAMMAR, newOpinion, readOpinion } from './sentiment.ts';

/** What an item is about, bits. */
export const NEWS_TOPIC = {
  lawsuit: 1 << 4,
  arrears: 1 << 5,
  disaster: 1 << 6,
  complaint: 1 << 7,
  downturn: 1 << 8,
  cost: 1 << 9,
  award: 1 << 10,
  upswing: 1 << 11,
  policy: 1 << 12,
} as const;

const { lawsuit, arrears, disaster, complaint, downturn, cost, award, upswing, policy } = NEWS_TOPIC;

/** Words of Chinese business headlines in general; not fitted to any set of them. */
const LEXICON = lexiconOf([
  ...GRAMMAR,
  { words: '不断 无人机 不仅 未来 非公 非遗 特别是 真情 小微 小企业 小镇 最新 最大 最高 不动产 太阳能' },
  {
    topics: lawsuit,
    mood: -2,
    words: `起诉 被诉 诉讼 被告 告上法庭 仲裁 失信 失信被执行人 被执行 强制执行 老赖 查封 冻结 官司 纠纷 对簿公堂 传票 立案 败诉 讨债 追债 追讨 限制高消费 限高`,
  },
  { topics: lawsuit, words: '法院 开庭 判决 庭审 律师' },
  {
    topics: arrears,
    mood: -2,
    words:
      '欠薪 拖欠 讨薪 欠款 欠债 逾期 违约 债务 资金链 断裂 停发工资 欠发 工资迟发 发不出 拖欠工资 停缴 断供 爆雷 失联 跑路 破产',
  },
  {
    topics: disaster,
    mood: -2,
    words:
      '事故 火灾 起火 爆炸 伤亡 洪水 洪涝 暴雨 台风 地震 干旱 旱情 受灾 灾情 冰雹 坍塌 泥石流 滑坡 暴雪 寒潮 疫情 封控 停工 停摆 内涝 受损 灾害 水灾 雪灾',
  },
  {
    topics: complaint,
    mood: -2,
    words:
      '投诉 曝光 质量问题 维权 召回 虚假宣传 处罚 罚款 通报 约谈 整改 吐槽 差评 侵权 假冒 不合格 违规 违法 造假 欺诈 食品安全 抽检不合格 质疑 被罚',
  },
  {
    topics: downturn,
    mood: -2,
    words: `下滑 下跌 下降 低迷 萎缩 遇冷 疲软 亏损 裁员 倒闭 关停 关店 过剩 承压 冷清 降温 减少 收缩 需求不足 滞销 惨淡 放缓 走低 困难 艰难 走弱 寒冬 缩水 减产 停产
    压力 不振 下行 跌 淡季 库存高企 积压 洗牌 观望 萧条 收紧 利润变薄 订单减少 客流减少`,
  },
  {
    topics: cost,
    mood: -2,
    words: '涨价 成本上升 成本上涨 成本压力 限电 电价上涨 油价上涨 气价上涨 价格上涨 电费上涨 上调 攀高 高企',
  },
  { topics: cost, words: '电价 油价 气价 煤价 能源 燃料 电费 成本 用电' },
  {
    topics: award,
    mood: 2,
    words:
      '获奖 荣获 表彰 先进 优秀 诚信 示范 评为 入选 称号 授予 点赞 专精特新 荣誉 标杆 好评 上榜 获评 获 榜样 口碑 爱心 捐赠 捐款',
  },
  {
    topics: upswing,
    mood: 2,
    words: `扩产 扩张 投产 签约 开业 增长 回暖 火爆 走俏 旺盛 景气 回升 攀升 热销 畅销 提速 新高 供不应求 产销两旺 复苏 扩大 升温 兴旺 红火 向好 增加 繁荣 旺季 丰收 上扬
    走强 活跃 新增订单 订单增长 订单饱满 满负荷 忙 翻番 大增 企稳 开门红 强劲 两旺 走高 利好`,
  },
  {
    topics: policy,
    mood: 1,
    words: '补贴 减税 扶持 贴息 纾困 惠企 奖补 免征 减免 降费 红包 支持 助力 优化营商环境',
  },
  { topics: policy, words: '政策 专项 出台 措施 通知 意见 方案 试点 行动 规划 新规 发布会 部署 座谈会' },
  { words: '持平 平稳 稳定 座谈 展会 调研 走访' },
]);

const opinion = newOpinion();

/** Bits of a reading that hold the tone. */
const TONE_BITS = 4;

/** Reads a headline: its tone in [-4, 4], which `toneOf` of review readings gives as well, and the bits of NEWS_TOPIC. */
export function readHeadline(text: string): number {
  readOpinion(text, LEXICON, opinion);
  return (opinion.tone & ((1 << TONE_BITS) - 1)) | opinion.named;
}
