import { type Draws, pickOne } from './draws.ts';
import type { Review } from './review.ts';
import { type SceneName, scenes } from './scenes/index.ts';
import { words } from './words.ts';

/** Frames of praise that is handed out for posting: `@` the ware, `1` to `3` slots of near-synonyms. */
const FRAMES =
  words(`@收到了，1，2，店家很用心，3 第二次买@了，还是1，2，3 朋友推荐来的，@1，2，真心3 对比了好几家选的这家，@1，2，3
  @1！2！给店家点赞，3 非常满意的一次体验，@1，2，3 一直在这家，@1，2，没让人失望，3 没想到@这么1，2，3`);
const QUALITY = words('质量非常好 品质很不错 做得特别好 比想象中好 无可挑剔');
const SERVICE = words('服务态度超好 服务很贴心 老板人特别好 速度也快 沟通很愉快');
const FAREWELL = words('强烈推荐 会一直支持 值得信赖 下次还来 推荐给大家');

/** Number of different frames. */
export const N_FRAMES = FRAMES.length;

/**
 * Five stars of paid praise: one frame (`iFrame` modulo N_FRAMES) with small changes, so that the texts of one campaign are
 * near-duplicates. A pure function of its arguments.
 */
export function composeSolicited(draws: Draws, sceneName: SceneName, iFrame: number): Review {
  const text = FRAMES[iFrame % N_FRAMES]!.replace('1', pickOne(draws, QUALITY))
    .replace('2', pickOne(draws, SERVICE))
    .replace('3', pickOne(draws, FAREWELL))
    // A campaign praises one ware.
    .replace('@', scenes[sceneName].items[iFrame % scenes[sceneName].items.length]!);
  return { stars: 5, text };
}
