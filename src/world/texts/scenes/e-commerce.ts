import type { Scene } from '../scene.ts';
import { words } from '../words.ts';

export const eCommerce: Scene = {
  items:
    words(`连衣裙 手机壳 四件套 坚果 面膜 运动鞋 收纳盒 耳机 窗帘 猫粮 电饭煲 玩具 毛衣 保温壶 台灯 背包 茶具 数据线
    儿童书桌 羽绒服`),
  openings:
    words(`买了@ 等了#天到的 活动时下单的 第#次回购 给家里人买的 看评价买的 比较了#家才下单 用了#天来评价 收到货了
    直播间买的 帮朋友买的 大促囤的 刚拆开 尺码按客服说的拍`),
  aspects: [
    {
      aspect: 'quality',
      nouns: words('质量 做工 面料 @ 材质 尺寸 颜色'),
      good: words('好 扎实 精细 舒服 准 耐用 厚实'),
      bad: words('差 粗糙 薄 掉色 有异味 不准 廉价'),
    },
    {
      aspect: 'delivery',
      nouns: words('物流 发货 快递 到货'),
      good: words('快 给力 及时 神速'),
      bad: words('慢 拖 离谱 乱'),
    },
    {
      aspect: 'service',
      nouns: words('客服 卖家 售后 店家态度'),
      good: words('耐心 热情 负责 专业 热心'),
      bad: words('敷衍 冷漠 不负责 推卸 机械'),
    },
    {
      aspect: 'price',
      nouns: words('价格 性价比 活动价'),
      good: words('实惠 划算 合适 美丽'),
      bad: words('贵 虚高 不值 坑'),
    },
    {
      aspect: 'packing',
      nouns: words('包装 箱子 快递盒'),
      good: words('严实 精美 完好 用心'),
      bad: words('简陋 破 变形 随便'),
    },
  ],
  goodLines:
    words(`和图片一样 没有色差 洗了#次没变形 送的小礼物孩子喜欢 比店里便宜 当天就发货 客服教我怎么用 @戴着正好
    全家都说好 已经推荐给同事`),
  badLines:
    words(`和图片完全不一样 #天了还没发货 洗一次就缩水 用了#天就坏 催发货没人理 退款拖了#天 少发了配件 发错颜色
    客服只会复制粘贴 显示缺货又不退 拆开就有划痕 降价了#0元不给补`),
  goodClosings: words('会回购 好评 推荐 值得买 下次还来 五星'),
  badClosings: words('不会再买 差评 退货了 谨慎下单 避雷 拉黑'),
};
