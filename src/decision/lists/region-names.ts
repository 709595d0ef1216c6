/** Names of provinces and prefectures as they stand at the head of company names, without 省, 市, 自治州 and the like. */

/** Province and its prefectures (GB/T 2260, level of prefectures; autonomous prefectures by their short names). */
const PROVINCES: Readonly<Record<string, string>> = {
  北京: '',
  天津: '',
  上海: '',
  重庆: '',
  河北: '石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水',
  山西: '太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁',
  内蒙古: '呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善',
  辽宁: '沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛',
  吉林: '长春 四平 辽源 通化 白山 松原 白城 延边',
  黑龙江: '哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭',
  江苏: '南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁',
  浙江: '杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水',
  安徽: '合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城',
  福建: '福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德',
  江西: '南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶',
  山东: '济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽',
  河南: '郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源',
  湖北: '武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架',
  湖南: '长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西',
  广东: '广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮',
  广西: '南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左',
  海南: '海口 三亚 三沙 儋州',
  四川: '成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山',
  贵州: '贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南',
  云南: '昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆',
  西藏: '拉萨 日喀则 昌都 林芝 山南 那曲 阿里',
  陕西: '西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛',
  甘肃: '兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南',
  青海: '西宁 海东 海北 黄南 果洛 玉树 海西',
  宁夏: '银川 石嘴山 吴忠 固原 中卫',
  新疆: '乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子',
  香港: '',
  澳门: '',
  台湾: '台北 高雄 台中 台南 新竹',
};

/** A region as a name tells it; an empty text is a level that the name does not give. */
export interface Region {
  readonly province: string;
  readonly city: string;
  /** County, district or county-level city, with its last character. */
  readonly county: string;
}

export const NO_REGION: Region = { province: '', city: '', county: '' };

const provinceOf = new Map<string, string>();
for (const [province, cities] of Object.entries(PROVINCES))
  for (const city of cities.split(' ')) if (city !== '') provinceOf.set(city, province);

const LONGEST_NAME = Math.max(
  ...[...Object.keys(PROVINCES), ...provinceOf.keys()].map((name) => name.length),
);

const AFTER_PROVINCE = /^(?:壮族自治区|回族自治区|维吾尔自治区|特别行政区|自治区|省|市)/;
const AFTER_CITY = /^(?:[^\s]{1,6}族自治州|自治州|地区|市|州|盟)/;
const COUNTY = /^[^市县区旗省]{1,4}(?:市|县|区|旗)/;

/**
 * Takes the region off the head of a simplified company name: province, prefecture, county, each if it is there. `rest` is
 * what follows. A county is told by its last character alone (义乌市), a prefecture also without it (杭州).
 */
export function splitRegion(name: string): { readonly region: Region; readonly rest: string } {
  let rest = name;
  let province = headOf(rest, (head) => Object.hasOwn(PROVINCES, head));
  rest = rest.slice(province.length);
  if (province !== '') rest = rest.replace(AFTER_PROVINCE, '');
  const city = headOf(rest, (head) => {
    const of = provinceOf.get(head);
    return of !== undefined && (province === '' || of === province);
  });
  if (city !== '') {
    province = provinceOf.get(city)!;
    rest = rest.slice(city.length).replace(AFTER_CITY, '');
  }
  const county = COUNTY.exec(rest)?.[0] ?? '';
  // "高新区" alone at the end of a name would eat the name itself.
  const takesCounty = county !== '' && rest.length - county.length >= 2;
  return {
    region: { province, city, county: takesCounty ? county : '' },
    rest: takesCounty ? rest.slice(county.length) : rest,
  };
}

/** Whether a whole text is the name of a region: what stands in brackets in 宏达（杭州）贸易. */
export function isRegion(text: string): boolean {
  const bare = text.replace(/[省市]$/, '');
  return Object.hasOwn(PROVINCES, bare) || provinceOf.has(bare);
}

/** A region as one text, from the province down. */
export function regionText({ province, city, county }: Region): string {
  return province + city + county;
}

/**
 * Likeness of two regions, 0-1, by the finest level that both give: the same city 1, another city of the province 0.3,
 * another province 0. Null where they have no level in common.
 */
export function regionSimilarity(a: Region, b: Region): number | null {
  if (a.county !== '' && a.county === b.county) return 1;
  if (a.province === '' || b.province === '') return null;
  if (a.province !== b.province) return 0;
  if (a.city === '' || b.city === '' || a.city === b.city) return 1;
  return 0.3;
}

function headOf(text: string, isName: (head: string) => boolean): string {
  for (let n = Math.min(LONGEST_NAME, text.length); n >= 2; n--) {
    const head = text.slice(0, n);
    if (isName(head)) return head;
  }
  return '';
}
