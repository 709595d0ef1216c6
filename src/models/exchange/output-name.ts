/** The name of an answer: `parus_` stands before it where a column of the data has it already, in any case of letters. */
export function outputName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((other) => other.toLowerCase()));
  let free = name;
  while (used.has(free.toLowerCase())) free = `parus_${free}`;
  return free;
}
