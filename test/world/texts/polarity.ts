import { ASPECTS } from '../../../src/world/texts/scene.ts';
import { scenes } from '../../../src/world/texts/scenes/index.ts';

/** How a naive reader with the words of all scenes, but no grammar except denial, would take a text: praise minus blame. */
export function naivePolarity(text: string): number {
  let left = text;
  let polarity = 0;
  for (const [word, value] of lexicon) {
    for (let at = left.indexOf(word); at >= 0; at = left.indexOf(word)) {
      const before = left.slice(Math.max(0, at - 5), at);
      const denied = DENIALS.some((denial) => before.endsWith(denial));
      polarity += denied ? -value : value;
      // What was read is not read again as part of a shorter word.
      left = `${left.slice(0, at)}#${left.slice(at + word.length)}`;
    }
  }
  return polarity;
}

const DENIALS = ['不够', '谈不上', '不怎么', '算不上', '没有想象中', '一点也不', '并不', '完全不', '倒是不'];

const lexicon = readLexicon();

function readLexicon(): [string, number][] {
  const values = new Map<string, number>();
  for (const scene of Object.values(scenes)) {
    for (const { aspect, good, bad } of scene.aspects) {
      if (!ASPECTS.includes(aspect)) throw new RangeError(aspect);
      for (const word of good) values.set(word, 1);
      for (const word of bad) values.set(word, -1);
    }
    for (const line of scene.goodClosings) values.set(line, 1);
    for (const line of scene.badClosings) values.set(line, -1);
  }
  return [...values].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
}
