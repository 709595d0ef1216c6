import type { Scene } from '../scene.ts';
import { words } from '../words.ts';

export const logistics: Scene = {
  items: words('家具 冷链货 样品 大件 水果 机器配件 布匹 文件 建材 电瓶车 行李 展品 药材 活鱼'),
  openings:
    words(`发了@ 寄@到外省 合作#年了 第#次发货 整车拉的 零担走的 临时叫的车 厂里常用 搬家用的 对方说收到了 专线走了#天
    @到付`),
  aspects: [
    {
      aspect: 'delivery',
      nouns: words('时效 运输 送货 派送 提货'),
      good: words('快 准 稳 及时 准时'),
      bad: words('慢 拖 不准 离谱 误事'),
    },
    {
      aspect: 'quality',
      nouns: words('货 @ 货物 装卸'),
      good: words('完好 整齐 稳当 干净'),
      bad: words('破损 潮 乱 粗暴'),
    },
    {
      aspect: 'service',
      nouns: words('司机 客服 调度 网点 师傅态度'),
      good: words('负责 客气 耐心 靠谱 配合'),
      bad: words('不负责 敷衍 难沟通 推脱 凶'),
    },
    {
      aspect: 'price',
      nouns: words('运费 价格 收费'),
      good: words('合理 实惠 透明 公道'),
      bad: words('贵 不透明 乱 离谱'),
    },
    {
      aspect: 'packing',
      nouns: words('打包 木架 包装'),
      good: words('牢固 仔细 严实 专业'),
      bad: words('松 马虎 薄 破'),
    },
  ],
  goodLines: words(
    `全程能查到位置 说#号到就#号到 司机帮忙卸货 一件没少 提前#小时打电话 雨天还盖了篷布 回单给得痛快`,
  ),
  badLines:
    words(`晚了#天才到 货丢了#件没人管 电话#次打不通 到了又要加钱 查询一直不更新 赔偿拖了#个月 司机临时不来了
    堆在仓库#天没动 客户骂了我们 听说司机工资都没结 回单要不回来`),
  goodClosings: words('继续合作 推荐 放心 下次还找他们 值得信赖'),
  badClosings: words('不再合作 慎用 耽误生意 换一家了 失望'),
};
