/** Adds up the seconds spent under each name. */
export interface Stopwatch<Name extends string> {
  time<T>(name: Name, body: () => Promise<T>): Promise<T>;
  /** Seconds by name, rounded to milliseconds, and `total` since the start. */
  seconds(): Record<Name | 'total', number>;
}

/** Starts a stopwatch; names that are never timed count 0. @param clock milliseconds */
export function startStopwatch<Name extends string>(
  clock: () => number,
  names: readonly Name[],
): Stopwatch<Name> {
  const started = clock();
  const spent = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  return {
    async time(name, body) {
      const start = clock();
      try {
        return await body();
      } finally {
        spent[name] += clock() - start;
      }
    },
    seconds() {
      const rounded = Object.fromEntries(names.map((name) => [name, round(spent[name])])) as Record<
        Name,
        number
      >;
      return { ...rounded, total: round(clock() - started) };
    },
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
