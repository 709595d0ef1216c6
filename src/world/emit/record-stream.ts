import { openStream, type RandomStream } from '../../core/index.ts';
import type { World } from '../world.ts';

const opened = new WeakMap<World, Map<string, RandomStream>>();

/** The stream `world.records.<name>` of a world: opened once, shared by all its firms. */
export function recordStreamOf(world: World, name: string): RandomStream {
  let streams = opened.get(world);
  if (!streams) {
    streams = new Map();
    opened.set(world, streams);
  }
  let stream = streams.get(name);
  if (!stream) {
    stream = openStream(world.seed, `world.records.${name}`);
    streams.set(name, stream);
  }
  return stream;
}
