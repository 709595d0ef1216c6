import { readFileSync } from 'node:fs';

/** Peak resident memory of this process with all its threads, bytes: the kernel's VmHWM, which does not count the parent's. */
export function peakMemory(): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kib) * 1024;
}
