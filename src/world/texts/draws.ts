import type { RandomStream } from '../../core/index.ts';

/** Uniform draws on [0, 1), one after another: what a text is composed from. */
export interface Draws {
  next(): number;
}

/** Draws of one place (i, j) of a stream after another: k counts up from where `seek` put it. One object serves many texts. */
export class StreamDraws implements Draws {
  readonly #stream: RandomStream;
  #i = 0;
  #j = 0;
  #k = 0;

  constructor(stream: RandomStream) {
    this.#stream = stream;
  }

  /** Goes to the draw (i, j, k) of the stream; the limits are those of RandomStream. */
  seek(i: number, j: number, k = 0): this {
    this.#i = i;
    this.#j = j;
    this.#k = k;
    return this;
  }

  next(): number {
    return this.#stream.uniform(this.#i, this.#j, this.#k++);
  }
}

/** One of `list` (not empty), all equally likely; one draw. */
export function pickOne<T>(draws: Draws, list: readonly T[]): T {
  return list[Math.floor(draws.next() * list.length)]!;
}
