import type { Team } from '../../../src/parallel/index.ts';

/** A team of one: no one to wait for. */
export function teamOfOne(): Team {
  let claimed = 0;
  return {
    member: 0,
    members: 1,
    barrier: () => {
      claimed = 0;
    },
    claim: () => claimed++,
  };
}
