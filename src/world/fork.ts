import { openStream, type RandomStream } from '../core/index.ts';

/** Another future than the one that came: from `week` on, luck number `future` rules. */
export interface Fork {
  readonly week: number;
  readonly future: number;
}

/** The stream of each week: that of `name` up to the fork, one of the future's own from there on. */
export function openForkedStream(seed: number, name: string, fork?: Fork): (week: number) => RandomStream {
  const past = openStream(seed, name);
  if (!fork) return () => past;
  const ahead = openStream(seed, `${name}.future.${fork.future}`);
  return (week) => (week < fork.week ? past : ahead);
}
