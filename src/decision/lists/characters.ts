/**
 * Tables of Chinese characters: traditional to simplified, and characters that people confuse. Both are closed tables chosen
 * by us, made for names of persons and firms; what they lack is compared as it stands.
 */

/**
 * Traditional or variant character and its simplified form, in turn. Common characters of names only; left out are those
 * whose traditional form is itself common in simplified text with another meaning (乾, 藉, 著, 瞭).
 */
const SIMPLIFIED_PAIRS =
  '萬万與与專专業业叢丛東东絲丝兩两嚴严喪丧個个豐丰臨临為为麗丽舉举義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产' +
  '親亲億亿僅仅從从侖仑倉仓儀仪們们價价眾众優优會会傘伞偉伟傳传傷伤倫伦偽伪體体餘余傭佣傾倾償偿儲储兒儿兌兑黨党蘭兰關关興兴養养獸兽' +
  '岡冈冊册寫写軍军農农馮冯衝冲決决況况凍冻淨净涼凉減减湊凑幾几鳳凤憑凭凱凯擊击鑿凿劃划劉刘則则剛刚創创刪删別别劑剂劍剑劇剧勸劝辦办' +
  '務务動动勵励勁劲勞劳勢势勳勋區区醫医華华協协單单賣卖盧卢衛卫廠厂廳厅歷历曆历厲厉壓压廁厕廈厦縣县參参雙双發发髮发變变葉叶號号嘆叹' +
  '嚇吓呂吕嗎吗啟启吳吴員员聽听響响團团園园圍围國国圖图圓圆聖圣場场壞坏塊块堅坚壇坛壩坝墳坟墜坠壟垄壘垒墊垫壯壮聲声殼壳處处備备復复' +
  '複复夠够頭头夾夹奪夺奮奋獎奖妝妆婦妇媽妈嫵妩嬌娇婁娄娛娱嫻娴嬰婴孫孙學学寧宁寶宝實实寵宠審审憲宪宮宫寬宽賓宾對对尋寻導导壽寿將将' +
  '爾尔塵尘嘗尝堯尧屍尸盡尽層层屬属歲岁豈岂嶺岭島岛峽峡嶸嵘崗岗峯峰帥帅師师帳帐幣币帶带幫帮廣广莊庄慶庆廬庐庫库應应廟庙龐庞廢废開开' +
  '異异棄弃張张彌弥彎弯彈弹強强歸归當当錄录徹彻徑径徵征憶忆憂忧懷怀態态慫怂憐怜總总戀恋懇恳惡恶惱恼悅悦驚惊懼惧慘惨懲惩憤愤願愿戲戏' +
  '戰战戶户紮扎撲扑執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟攏拢揀拣擁拥攔拦擰拧撥拨擇择掛挂摯挚撓挠擋挡掙挣擠挤揮挥撈捞損损' +
  '撿捡換换據据搗捣擄掳擲掷攬揽攙搀擱搁摟搂攪搅攜携攝摄擺摆搖摇攤摊撐撑敵敌斂敛數数齋斋鬥斗斬斩斷断無无舊旧時时曠旷曇昙晝昼顯显晉晋' +
  '曬晒曉晓曄晔暈晕暉晖暫暂術术樸朴機机殺杀雜杂權权條条來来楊杨傑杰極极構构樞枢棗枣棟栋欄栏樹树棲栖樣样橋桥樺桦檔档夢梦檢检櫻樱歐欧' +
  '歡欢歟欤殘残毀毁氣气漢汉湯汤溝沟沒没瀝沥淪沦滄沧滬沪濘泞淚泪瀧泷瀘泸潑泼澤泽涇泾潔洁灑洒窪洼濁浊測测濟济瀏浏渾浑濃浓塗涂濤涛' +
  '澇涝漣涟渦涡潤润澗涧漲涨澀涩淵渊漬渍漸渐漁渔滲渗溫温灣湾濕湿滅灭燈灯靈灵災灾燦灿爐炉煒炜點点煉炼爍烁爛烂煙烟煩烦燒烧燁烨燙烫熱热' +
  '煥焕愛爱爺爷牆墙牽牵犧牺狀状獨独獅狮獄狱獵猎豬猪貓猫獻献瑪玛環环現现瑋玮璽玺瓏珑琺珐瑣琐瓊琼電电畫画暢畅療疗瘋疯癢痒盤盘蓋盖監监' +
  '盜盗盞盏睜睁矯矫礦矿碼码磚砖硯砚碩硕礎础確确禮礼禍祸禎祯祿禄禪禅離离種种積积稱称穢秽穩稳穀谷窮穷竊窃竅窍竇窦竄窜競竞筆笔筍笋築筑' +
  '篩筛籌筹簡简籃篮籠笼類类糧粮緊紧紅红紀纪約约級级紋纹納纳紐纽純纯紙纸紛纷紡纺線线練练組组細细織织終终紹绍經经結结繞绕繪绘給给絡络' +
  '絕绝統统絹绢繡绣繼继績绩緒绪續续維维綿绵綱纲網网綸纶緯纬緣缘編编綠绿縱纵縮缩縫缝繩绳羅罗罰罚聯联聰聪職职聶聂肅肃腸肠膚肤腎肾' +
  '腫肿脹胀脅胁勝胜膽胆脈脉臟脏臉脸腦脑腳脚騰腾艙舱艦舰藝艺節节蘆芦蘇苏蘋苹範范莖茎薦荐薈荟榮荣葷荤藥药蒞莅蓮莲獲获瑩莹鶯莺營营蕭萧' +
  '薩萨蔥葱蔣蒋藍蓝薊蓟蔭荫虛虚蟲虫雖虽蝦虾螞蚂蠶蚕蠻蛮補补襯衬襪袜裝装襲袭見见觀观規规視视覺觉覽览觸触譽誉計计訂订認认討讨讓让訓训' +
  '議议記记講讲諱讳許许論论設设訪访證证評评識识詐诈訴诉診诊詞词譯译試试詩诗誠诚話话誕诞詢询該该詳详語语誤误說说請请諸诸諾诺讀读課课誰谁' +
  '調调諒谅談谈謀谋諧谐謂谓謙谦謝谢謹谨譚谭譜谱貝贝貞贞負负貢贡財财責责賢贤敗败賬账貨货質质販贩貧贫購购貯贮貫贯貴贵貸贷貿贸費费賀贺賊贼' +
  '賈贾資资賠赔賞赏賜赐賦赋賴赖贊赞贈赠贏赢趙赵趕赶趨趋躍跃踐践軀躯車车軌轨軒轩轉转輪轮軟软轟轰輕轻載载較较輔辅輛辆輝辉輩辈輸输轄辖辭辞' +
  '邊边遼辽達达遷迁過过邁迈運运還还這这進进遠远違违連连遲迟適适選选遜逊遞递遺遗鄧邓鄭郑鄒邹鄰邻鬱郁醬酱釀酿釋释裡里裏里鑒鉴鑑鉴針针釘钉' +
  '釣钓鈴铃鈺钰鉀钾鈾铀銀银銅铜銘铭鋁铝鋼钢錢钱鉗钳鉛铅鉅钜鋒锋銳锐鋪铺鏈链銷销鎖锁鋤锄鍋锅錯错錦锦鍵键鍛锻鎮镇鏡镜鐘钟鍾钟鐵铁鑄铸' +
  '鐳镭鋰锂長长門门閃闪閉闭問问闖闯閏闰閒闲間间悶闷閘闸鬧闹閨闺聞闻閩闽閥阀閣阁閱阅闊阔闌阑隊队陽阳陰阴陣阵階阶際际陸陆陳陈險险隨随隱隐' +
  '隸隶難难雛雏霧雾霽霁靜静鞏巩韋韦韓韩韻韵頁页頂顶項项順顺須须頑顽顧顾頓顿預预領领頗颇頸颈頻频題题顏颜額额風风颯飒飄飘飛飞饑饥飯饭飲饮' +
  '飾饰飽饱餅饼館馆饒饶饋馈馬马馭驭馳驰驅驱駁驳駐驻駝驼駕驾駿骏驗验騎骑騫骞驥骥魚鱼魯鲁鮑鲍鮮鲜鯉鲤鯨鲸鳥鸟雞鸡鳴鸣鴻鸿鴨鸭鵬鹏鶴鹤鷹鹰' +
  '麥麦黃黄齊齐齒齿龍龙龔龚龜龟昇升彙汇匯汇滙汇薑姜嶽岳臺台檯台颱台灃沣灝灏煇辉珮佩綵彩綉绣';

/**
 * Groups of characters that stand for each other in mistyped or disguised names: they sound alike or look alike. A group is
 * named by its first character; no character is in two groups.
 */
export const CONFUSABLE_GROUPS: readonly string[] = [
  '宏鸿弘洪泓红',
  '伟玮炜纬',
  '欣鑫新馨昕',
  '华骅桦铧',
  '辉晖挥徽',
  '晨辰宸',
  '浩皓昊',
  '明铭鸣茗',
  '荣蓉榕融',
  '佳嘉家',
  '圣盛胜晟',
  '亿益易毅',
  '博勃渤',
  '峰锋丰枫',
  '丽莉立利力',
  '杨扬阳',
  '张章',
  '王汪',
  '徐许',
  '吴武',
  '何贺和',
  '余于俞',
  '末未',
  '土士',
  '己已巳',
  '日曰',
  '大太天夭',
  '干千',
  '人入',
  '戊戌戍',
  '祥详翔',
  '恒桓衡',
  '金今',
  '诚成城',
  '源元园远',
  '捷杰洁',
  '瑞睿',
  '隆龙',
  '兴星',
  '世仕',
  '昌长',
  '德得',
  '永勇',
  '福富',
  '建健',
  '军君俊',
  '静靖婧',
  '敏闽',
  '玲铃',
  '燕艳雁',
  '芳方',
  '慧惠汇',
  '萍平',
  '志智',
  '鹏朋',
  '云芸',
  '凯楷',
  '琴勤',
  '宇羽雨玉',
  '珍真',
  '琳林霖',
  '婷庭',
  '文雯',
  '彬斌宾滨',
  '飞菲',
  '廷延',
  '涛滔',
  '磊蕾',
  '东冬',
  '江姜',
  '中忠',
  '安桉',
  '康慷',
  '信芯',
  '达答',
];

const simplified = new Map<string, string>();
for (let i = 0; i < SIMPLIFIED_PAIRS.length; i += 2) {
  const [from, to] = [SIMPLIFIED_PAIRS[i]!, SIMPLIFIED_PAIRS[i + 1]!];
  simplified.set(from, to);
}

/** Traditional character -> simplified one, for every character of the table. */
export const SIMPLIFIED: ReadonlyMap<string, string> = simplified;

/** UTF-16 unit -> the unit that stands for its group of confusable characters; itself where it is in none. */
const groupOf = Uint16Array.from({ length: 65_536 }, (_, unit) => unit);
for (const group of CONFUSABLE_GROUPS)
  for (const character of group) groupOf[character.charCodeAt(0)] = group.charCodeAt(0);

/** The unit that stands for all characters a UTF-16 unit is confused with. */
export function confusableClass(unit: number): number {
  return groupOf[unit]!;
}
