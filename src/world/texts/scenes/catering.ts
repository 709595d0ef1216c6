import type { Scene } from '../scene.ts';
import { words } from '../words.ts';

export const catering: Scene = {
  items:
    words(`红烧肉 酸菜鱼 小炒肉 牛肉面 麻辣烫 烤鱼 米粉 包子 羊肉串 盖浇饭 火锅 水饺 凉皮 鸡汤 炒饭 糖醋排骨 豆腐煲
    大床房 早餐 团购套餐`),
  openings:
    words(`第#次来了 同事推荐的 路过进去试了试 周末和家人去的 晚上#个人聚餐 中午点的外卖 朋友生日来的 在附近上班
    团购买的 出差住这边 点了@ 点了@和米饭 带老人孩子来的 排队#0分钟才吃上`),
  aspects: [
    {
      aspect: 'quality',
      nouns: words('味道 菜品 食材 @ 口味 菜 汤底'),
      good: words('好吃 新鲜 地道 入味 清爽 下饭 香'),
      bad: words('咸 油腻 淡 凉 腥 难吃 不新鲜 柴 辣'),
    },
    {
      aspect: 'service',
      nouns: words('服务 服务员 老板 前台 店员态度'),
      good: words('热情 周到 有礼貌 细心 耐心 客气'),
      bad: words('冷淡 敷衍 不耐烦 差 凶 不专业'),
    },
    {
      aspect: 'delivery',
      nouns: words('上菜 出餐 外卖送餐 结账'),
      good: words('快 及时 利索 准时'),
      bad: words('慢 拖拉 乱 不准时'),
    },
    {
      aspect: 'price',
      nouns: words('价格 性价比 人均 套餐价格'),
      good: words('实惠 合理 公道 良心 划算'),
      bad: words('贵 虚高 不划算 离谱 坑'),
    },
    {
      aspect: 'place',
      nouns: words('环境 店里 卫生 位置 房间 桌椅 空调'),
      good: words('干净 安静 宽敞 舒服 整洁 雅致'),
      bad: words('脏 吵 拥挤 油腻 闷 旧'),
    },
    {
      aspect: 'packing',
      nouns: words('打包盒 外卖包装 餐具'),
      good: words('结实 用心 干净 精致'),
      bad: words('薄 简陋 廉价 脏'),
    },
  ],
  goodLines:
    words(`吃了#年的老店了 @分量足 一桌#个人都吃光了 朋友都说好 老板还送了小菜 孩子吃了两碗 没有踩雷 @必点
    跟以前一个味`),
  badLines:
    words(`等了#0分钟才上菜 催了#次都没人理 菜里吃出了头发 吃完肚子不舒服 @是凉的 分量越来越少 说好的菜没有了
    点的@忘了上 一半的菜卖完了 桌子都没擦 换了厨师吧味道变了 外卖晚到#0分钟 退房还扯皮`),
  goodClosings: words('下次还来 推荐 会再来的 值得一试 收藏了 带朋友再来'),
  badClosings: words('不会再来了 慎选 避雷 失望 以后换一家 不推荐'),
};
