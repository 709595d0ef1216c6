import type { Scene } from '../scene.ts';
import { words } from '../words.ts';

export const retail: Scene = {
  items:
    words(`水果 牛奶 童鞋 外套 大米 洗发水 五金件 台灯 文具 奶粉 茶叶 零食 白酒 雨伞 充电器 拖把 床单 保温杯 药品
    花盆`),
  openings:
    words(`家门口的店 下班顺路买的 逛了逛 买了@ 来买@的 第#次来买 老顾客了 邻居介绍的 给孩子买@ 小区里开的 急用@
    搞活动的时候去的`),
  aspects: [
    {
      aspect: 'quality',
      nouns: words('质量 @ 东西 货 日期 做工'),
      good: words('好 新鲜 扎实 耐用 正 靠谱'),
      bad: words('差 次 不新鲜 粗糙 劣质 山寨'),
    },
    {
      aspect: 'service',
      nouns: words('服务 店员 老板 老板娘 导购 售后'),
      good: words('热情 耐心 和气 实在 周到 专业'),
      bad: words('冷淡 冷漠 敷衍 不耐烦 横 差'),
    },
    {
      aspect: 'price',
      nouns: words('价格 价钱 活动 会员价'),
      good: words('便宜 公道 实惠 划算 透明'),
      bad: words('贵 乱 不实在 坑 高'),
    },
    {
      aspect: 'place',
      nouns: words('店里 环境 货架 位置 停车'),
      good: words('干净 整齐 方便 亮堂 宽敞'),
      bad: words('乱 挤 脏 冷清 暗'),
    },
    {
      aspect: 'delivery',
      nouns: words('送货 结账 补货 配送'),
      good: words('快 及时 方便 省心'),
      bad: words('慢 磨蹭 不及时 拖拉'),
    },
    {
      aspect: 'packing',
      nouns: words('包装 袋子 礼盒'),
      good: words('好看 结实 用心 完好'),
      bad: words('破 简陋 皱 薄'),
    },
  ],
  goodLines:
    words(`种类齐全 缺什么都有 坏了给换 老板实在不坑人 @用了#个月没问题 称够分量 开到很晚方便 买了#样都满意
    比超市强`),
  badLines:
    words(`想买的@总是没货 货架空了一半 买回去#天就坏了 过期了还在卖 退货推三阻四 价签和结账对不上 找店员找了#分钟
    缺货#个星期了 买的@少称 去了#次都关门 会员卡余额用不了`),
  goodClosings: words('会常来 推荐 还会光顾 好评 值得 放心买'),
  badClosings: words('不来了 避坑 差评 以后网上买 失望 不建议'),
};
