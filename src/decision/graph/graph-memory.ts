import { openPushMemory, type PushMemory } from '../../kernels/graph-push.ts';

/** Scratch of questions about one firm on a graph of so many firms; clean between questions. One per thread. */
export interface GraphMemory {
  readonly push: PushMemory;
  /** -1 everywhere. */
  readonly place: Int32Array;
  /** 0 everywhere. */
  readonly distance: Int32Array;
  /** Which kinds of things each firm shares with the one asked for, as bits; 0 everywhere. */
  readonly shared: Uint8Array;
}

export function openGraphMemory(nFirms: number): GraphMemory {
  return {
    push: openPushMemory(nFirms),
    place: new Int32Array(nFirms).fill(-1),
    distance: new Int32Array(nFirms),
    shared: new Uint8Array(nFirms),
  };
}
