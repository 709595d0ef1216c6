import { type Draws, pickOne } from './draws.ts';
import { words } from './words.ts';

/** How often a text holds a slip of the pen, and ends in a particle. OWN. */
const TYPO_SHARE = 0.06;
const PARTICLE_SHARE = 0.15;

/** What stands between clauses, by how common it is. */
const SEPARATORS = ['，', '，', '，', '，', ' ', ' ', '。', '！', '…'];
const ENDINGS = ['', '', '', '。', '。', '！', '！！', '~', '。。。'];
const PARTICLES = words('哈 呀 吧 哦 了 啦 呢 嗯');

/** Slips of Chinese input methods: words that sound alike. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['的', '得'],
  ['再', '在'],
  ['服务', '服物'],
  ['质量', '质亮'],
  ['味道', '未到'],
  ['快递', '快第'],
  ['发货', '发或'],
  ['价格', '价各'],
  ['很', '狠'],
  ['推荐', '推见'],
  ['老板', '老版'],
  ['客服', '课服'],
  ['还', '海'],
  ['包装', '包庄'],
];

/** Joins clauses as somebody types them: one separator for the whole text, a particle or a typo now and then. */
export function writeDown(draws: Draws, clauses: readonly string[]): string {
  let text = clauses.join(pickOne(draws, SEPARATORS));
  if (draws.next() < PARTICLE_SHARE) text += pickOne(draws, PARTICLES);
  text += pickOne(draws, ENDINGS);
  return draws.next() < TYPO_SHARE ? misspell(draws, text) : text;
}

/** The first slip, counted from a random one on, that the text has an occasion for. */
function misspell(draws: Draws, text: string): string {
  const from = Math.floor(draws.next() * SLIPS.length);
  for (let i = 0; i < SLIPS.length; i++) {
    const [right, wrong] = SLIPS[(from + i) % SLIPS.length]!;
    if (text.includes(right)) return text.replace(right, wrong);
  }
  return text;
}
