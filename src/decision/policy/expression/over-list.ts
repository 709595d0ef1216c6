import type { ListFunction } from './syntax.ts';
import { FAILED, isList, type Value } from './values.ts';

type OverList = (items: readonly Value[], body: (item: Value) => Value) => Value;

/** Looks until an answer is `stop`; an answer that is no boolean fails. */
const until =
  (stop: boolean, found: boolean): OverList =>
  (items, body) => {
    for (const item of items) {
      const answer = body(item);
      if (typeof answer !== 'boolean') return FAILED;
      if (answer === stop) return found;
    }
    return !found;
  };

const those: OverList = (items, body) => {
  const kept: Value[] = [];
  for (const item of items) {
    const answer = body(item);
    if (typeof answer !== 'boolean') return FAILED;
    if (answer) kept.push(item);
  }
  return kept;
};

const counted =
  (run: (n: number) => Value): OverList =>
  (items, body) => {
    const kept = those(items, body);
    return isList(kept) ? run(kept.length) : FAILED;
  };

/** What the list functions do; `body` is the expression over one item, and an answer of it that fits not fails them. */
export const overList: Readonly<Record<ListFunction, OverList>> = {
  some: until(true, true),
  all: until(false, false),
  none: until(true, false),
  one: counted((n) => n === 1),
  count: counted((n) => n),
  filter: those,
  map: (items, body) => {
    const made = items.map(body);
    return made.includes(FAILED) ? FAILED : made;
  },
};
