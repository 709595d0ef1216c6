/** An inverted index: which of a fixed number of texts hold a gram. */
export interface GramIndex {
  /**
   * Calls `take` for every text that shares a gram with the query, with the weight that they share; in no order. The
   * index counts in one table of its own, so `take` must not search it again.
   */
  search(grams: readonly number[], take: (text: number, sharedWeight: number) => void): void;
}

/**
 * Builds the index of texts given by their distinct grams; text `i` is `gramSets[i]`.
 * A search costs the lengths of the lists of its grams, whatever the number of texts.
 */
export function buildGramIndex(
  gramSets: readonly (readonly number[])[],
  weightOfGram: (gram: number) => number,
): GramIndex {
  const lengths = new Map<number, number>();
  for (const grams of gramSets) for (const gram of grams) lengths.set(gram, (lengths.get(gram) ?? 0) + 1);
  const postings = new Map<number, Int32Array>();
  const filled = new Map<number, number>();
  for (const [gram, n] of lengths) postings.set(gram, new Int32Array(n));
  gramSets.forEach((grams, text) => {
    for (const gram of grams) {
      const at = filled.get(gram) ?? 0;
      postings.get(gram)![at] = text;
      filled.set(gram, at + 1);
    }
  });
  const shared = new Uint16Array(gramSets.length);
  const touched = new Int32Array(gramSets.length);
  return {
    search(grams, take) {
      let n = 0;
      for (const gram of grams) {
        const texts = postings.get(gram);
        if (!texts) continue;
        const weight = weightOfGram(gram);
        for (let i = 0; i < texts.length; i++) {
          const text = texts[i]!;
          if (shared[text] === 0) touched[n++] = text;
          shared[text]! += weight;
        }
      }
      // Only what was touched is cleared: the cost stays that of the lists.
      for (let i = 0; i < n; i++) {
        const text = touched[i]!;
        const weight = shared[text]!;
        shared[text] = 0;
        take(text, weight);
      }
    },
  };
}
