import { partsOf, reservedNames, type Syntax, unsupported } from '../expression/index.ts';
import { pathOf } from './merge.ts';
import type { Outside } from './outside.ts';

const PLAIN_PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** The parts of a path that a node writes to; anything but plain names is outside the subset. */
export function outputPath(at: string, dotted: string, outside: Outside): readonly string[] {
  const path = pathOf(dotted);
  if (!PLAIN_PATH.test(dotted) || path.some((part) => reservedNames.has(part)))
    outside.add(at, `the path ${dotted}`);
  return path;
}

/**
 * Refuses `$` where the engine would put in whatever it looked at last.
 * @throws Unsupported
 */
export function standsAlone(syntax: Syntax): void {
  for (const part of partsOf(syntax)) if (part.kind === 'self') throw unsupported('$ outside of a cell');
}
