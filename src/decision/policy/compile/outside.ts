import type { Issue } from '../../../core/index.ts';

/** Collects what the subset does not cover, by its path in the file. */
export interface Outside {
  readonly found: readonly Issue[];
  add(path: string, reason: string): void;
}

/** Nothing found yet. */
export function openOutside(): Outside {
  const found: Issue[] = [];
  return {
    found,
    add(path, reason) {
      found.push({ path, message: `outside the compiled subset: ${reason}` });
    },
  };
}
