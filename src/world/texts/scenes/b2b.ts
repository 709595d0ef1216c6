import type { Scene } from '../scene.ts';
import { words } from '../words.ts';

export const b2b: Scene = {
  items: words(
    '坯布 轴承 纸箱 钢管 五金件 注塑件 包装袋 电机 面料 劳保手套 阀门 标签 控制柜 软件 样衣 化工料',
  ),
  openings:
    words(`采购了@ 合作第#年 拿了#批@ 首单试的 定制的@ 老客户介绍 去厂里看过 先打的样 急单 对比了#家供应商 月结客户
    年底补的货`),
  aspects: [
    {
      aspect: 'quality',
      nouns: words('质量 @ 公差 品质 批次 检测'),
      good: words('稳定 合格 过硬 精准 均匀'),
      bad: words('不稳定 参差 粗糙 差 不过关'),
    },
    {
      aspect: 'delivery',
      nouns: words('交期 发货 供货 物流'),
      good: words('准 快 及时 稳'),
      bad: words('拖 慢 不准 随意'),
    },
    {
      aspect: 'service',
      nouns: words('业务员 沟通 售后 技术支持 对账'),
      good: words('专业 顺畅 及时 负责 清楚'),
      bad: words('不专业 费劲 推诿 糊涂 消极'),
    },
    {
      aspect: 'price',
      nouns: words('价格 报价 账期'),
      good: words('合理 便宜 公道 灵活'),
      bad: words('高 乱 随意 死板'),
    },
    {
      aspect: 'packing',
      nouns: words('包装 唛头 托盘'),
      good: words('规范 结实 清楚 整齐'),
      bad: words('不规范 散 混 破'),
    },
  ],
  goodLines: words(
    `#批货零退货 说几号交就几号交 开票及时 可以小批量 样品#天就寄到 问题当天就回复 图纸改了#次都配合`,
  ),
  badLines:
    words(`交期拖了#周 @返工#次 订金付了没动静 说原料没到又要等 发票拖着不开 到货少了#箱 换了#个业务员 先要全款才发货
    产线停了等他们的货 电话老是没人接`),
  goodClosings: words('长期合作 推荐 可以下单 会返单 值得信赖'),
  badClosings: words('不再下单 慎重 换供应商了 影响交货 不建议'),
};
