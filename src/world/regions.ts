import type { REGIONS } from '../sources/index.ts';

/** Archetype of a region, as the registry contract names it. */
export type Region = (typeof REGIONS)[number];
