import { lexiconOf } from './lexicon.ts';
import { GRAMMAR, newOpinion, readOpinion } from './sentiment.ts';

/** What customers complain of, bits. */
export const TOPIC = {
  service: 1 << 4,
  quality: 1 << 5,
  price: 1 << 6,
  delivery: 1 << 7,
  hygiene: 1 << 8,
  refund: 1 << 9,
  closing: 1 << 10,
} as const;
/** A few characters of praise that name nothing; praise of more than a few characters; a platform's filler for no words. */
export const SHORT_PRAISE = 1 << 11;
export const WORDED = 1 << 12;
export const FILLER = 1 << 13;

const { service, quality, price, delivery, hygiene, refund, closing } = TOPIC;
/** Bits of a reading that hold the tone. */
const TONE_BITS = 4;
/** Characters of short praise at most, and of a text whose repetition is no accident at least. OWN. */
export const SHORT_CHARACTERS = 8;
const WORDED_CHARACTERS = 10;

/**
 * Words of Chinese reviews in general: restaurants, shops, parcels, hauliers, suppliers. From what such reviews commonly
 * say, not fitted to any set of them.
 */
const LEXICON = lexiconOf([
  ...GRAMMAR,
  // To be read over: the same characters as words that mean something.
  {
    words: `好久 好多 好几 好像 只好 正好 刚好 最好 好歹 你好 您好 好不好 差不多 快递 尽快 快要 快点 香菜 不好意思 值班
    非得 无锡 没收 未来 不知 不管 不但 不仅 别人 别的 特别是 真实 小时 小区 小吃 小哥 小店 小票 小孩 太太 不用 用不完 不论 好友`,
  },
  {
    mood: 2,
    words: `好 棒 赞 满意 喜欢 不错 推荐 好吃 美味 可口 新鲜 入味 鲜美 好喝 香 地道 正宗 热情 周到 耐心 贴心 细心 礼貌 客气 亲切
    友好 专业 负责 靠谱 放心 舒服 舒适 干净 整洁 干净卫生 很卫生 划算 实惠 便宜 值得 值 良心 快 迅速 及时 准时 按时 顺利 方便 便捷
    耐用 结实 好用 实用 精致 精美 漂亮 好看 完好 优秀 出色 开心 愉快 高兴 感谢 谢谢 信赖 信任 诚信 守信 讲信用 稳定 齐全 丰富 正品
    合适 合身 回购 再来 还会来 还来 下次还 继续合作 长期合作 回头客 常来 老顾客 点赞 好评 优质 到位 认真 用心 规范 省心 合格 达标
    给力 足 量大 量足 分量足 宽敞 温馨 安静 没问题 没有问题 没毛病 没得说 没话说 挑不出毛病 一如既往 牢固 严实 完整 准确 效率高 厚实
    清晰 爽快 公道 透明 灵活 轻松 可靠 支持 加油`,
  },
  {
    mood: 4,
    words:
      '完美 一流 惊喜 超值 物美价廉 性价比高 五星 强烈推荐 物超所值 无可挑剔 赞不绝口 太棒了 绝了 宾至如归',
  },
  { mood: 1, words: '还行 还可以 可以 过得去 还好 能接受 凑合用 行' },
  {
    mood: -1,
    words:
      '一般 一般般 凑合 马马虎虎 平平 普通 不出彩 没特色 将就 差点意思 差强人意 有待提高 有待改进 希望改进 中规中矩 不咋地 没什么特别 等了 降低 下降 少了',
  },
  {
    mood: -2,
    words: `差 坏 烂 糟 糟糕 失望 难吃 难喝 难用 难看 难闻 不新鲜 变质 发霉 馊 异味 臭 脏 不卫生 油腻 冷漠 冷淡 不耐烦 爱理不理 爱答不理 恶劣
    敷衍 推诿 推卸 推脱 甩锅 不理 没人理 没人管 不回 不回复 不接电话 联系不上 找不到人 慢 磨蹭 拖 拖延 拖拉 延误 延迟 延期 迟到 晚点 晚到
    久等 半天 催 催了 催单 超时 贵 好贵 好慢 好差 好脏 好乱 好吵 好难吃 坑 宰 乱收费 加价 涨价 缺斤少两 短斤少两 不值 虚假 忽悠 次品 残次 瑕疵
    破损 损坏 坏了 裂 开裂 掉色 褪色 起球 开线 脱线 松动 破 破了 漏 漏水 缺货 断货 少发 漏发 错发 发错 丢件 丢失 弄丢 丢了 压坏 压扁 变形 色差
    拒绝 后悔 无语 气人 生气 郁闷 糊弄 偷工减料 返工 不符 不一致 货不对板 质量问题 缩水 退步 不如以前 不如从前 大不如前 不行 不合格 生硬 凉了 冷的
    不熟 太咸 太油 太硬 太辣 老了 粗糙 掉漆 生锈 故障 短斤 短少 缺少 缺件 不足 吵 吵闹 嘈杂 拥挤 混乱 乱 挤 不推荐 不建议 不满 不爽 不开心
    不专业 不负责 不靠谱 不及时 不准时 不划算 不方便 没货 没有货 洒了 漏了 麻烦 折腾 问题 毛病 怠慢 傲慢 白眼 甩脸 凶 硬邦邦 腥 假 旧 过期 临期`,
  },
  {
    mood: -4,
    words: `态度恶劣 骂人 黑心 宰客 欺骗 骗 骗子 骗人 被骗 假货 假的 冒牌 山寨 以次充好 差评 上当 踩雷 避雷 拉黑 再也不 不会再 不会再来 不再来 不来了
    不买了 别买 别来 不要买 千万别 慎入 火大 恶心 垃圾 投诉 举报 维权 12315 曝光 一星 零分 最差 拉肚子 苍蝇 蟑螂 虫子 头发丝 食物中毒 欺负 霸王条款
    不合作了 终止合作 换供应商 换一家`,
  },
  {
    topics: service,
    words: `服务 态度 服务员 客服 店员 老板 老板娘 前台 售后 接待 师傅 业务员 销售 营业员 收银 沟通 对接 工作人员 店家 商家 卖家 热情 周到 耐心 贴心
    细心 礼貌 客气 冷漠 冷淡 不耐烦 爱理不理 爱答不理 敷衍 推诿 推卸 推脱 甩锅 没人理 没人管 不回复 不接电话 联系不上 找不到人 骂人 怠慢 傲慢 白眼
    态度恶劣 上菜 叫号 排队 回复`,
  },
  {
    topics: quality,
    words: `质量 品质 做工 材质 面料 布料 用料 味道 口味 口感 食材 菜品 菜 分量 份量 产品 货品 商品 货 尺寸 尺码 规格 色差 工艺 质感 难吃 难喝 好吃 美味
    新鲜 不新鲜 变质 掉色 褪色 起球 开线 开裂 粗糙 掉漆 生锈 次品 残次 瑕疵 假货 冒牌 以次充好 偷工减料 质量问题 不合格 缩水 货不对板 耐用 结实 正品
    批次 型号 克重 过期 临期 不熟 太咸 太油`,
  },
  {
    topics: price,
    words:
      '价格 价钱 价位 性价比 贵 好贵 便宜 收费 费用 报价 单价 运费 划算 不划算 实惠 优惠 打折 折扣 涨价 加价 乱收费 宰客 宰 超值 物美价廉 物超所值 公道 钱 起步价 缺斤少两 短斤少两',
  },
  {
    topics: delivery,
    words: `快递 物流 发货 送货 配送 到货 收货 外卖 骑手 小哥 运输 时效 派送 派件 签收 交货 交期 货期 司机 提货 包装 外包装 包裹 箱子 单号 中转 网点 延误 延期
    晚到 少发 漏发 错发 发错 丢件 压坏 压扁 洒了 破损 催单 准时 准点 送到 上门`,
  },
  {
    topics: hygiene,
    words:
      '卫生 不卫生 干净 干净卫生 整洁 脏 好脏 苍蝇 蟑螂 虫子 头发 头发丝 异味 臭 馊 发霉 油腻 拉肚子 食物中毒 厕所 卫生间 洗手间 餐具 碗筷 桌子 地面 后厨 床单 毛巾 环境',
  },
  {
    topics: refund,
    words:
      '退货 退款 退钱 退换 换货 退单 不退 不给退 赔偿 赔付 理赔 索赔 拒赔 投诉 举报 维权 12315 消协 仅退款 申诉 质保 押金',
  },
  {
    topics: closing,
    mood: -2,
    words: `关门了 关门大吉 已关门 要关门 永久关门 关门跑路 店关了 歇业 停业 倒闭 转让 清仓 跑路 关店 撤店 撤柜 搬走了 人去楼空 不干了 封条 门面出租 铺面出租 大门紧闭 没开门 破产 关张
    卷铺盖 不营业 不做了 要关了 联系不上老板 预付卡`,
  },
]);

const FILLERS = /默认好评|(没有|未)(填写|及时)?(作出|做出)?评价/;

const opinion = newOpinion();

/**
 * Reads a review: its tone in [-4, 4] (`toneOf`) and the bits of TOPIC it complains of, of SHORT_PRAISE, WORDED and FILLER. A
 * text that says nothing the lexicon knows reads as neutral.
 */
export function readReview(text: string): number {
  if (FILLERS.test(text)) return FILLER;
  readOpinion(text, LEXICON, opinion);
  const { tone, blamed, named } = opinion;
  // Closed doors speak for themselves, and money back does unless the customer is content on the whole.
  const told = named & (tone > 0 ? closing : closing | refund);
  let reading = (tone & ((1 << TONE_BITS) - 1)) | blamed | told;
  if (tone > 0 && named === 0 && text.length <= SHORT_CHARACTERS) reading |= SHORT_PRAISE;
  if (text.length >= WORDED_CHARACTERS) reading |= WORDED;
  return reading;
}

/** The tone within a reading, [-4, 4]. */
export function toneOf(reading: number): number {
  return (reading << (32 - TONE_BITS)) >> (32 - TONE_BITS);
}
