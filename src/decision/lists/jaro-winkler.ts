/** Most first characters that Winkler's bonus looks at, and its weight for each. Winkler 1990. */
const MOST_PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/**
 * Jaro similarity, 0-1: mean of the shares of characters of each text that match within half the longer length, and of
 * matches in the same order. 1 for two empty texts.
 * Source: Jaro, "Advances in record-linkage methodology", JASA 84 (1989).
 */
export function jaro(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const takenOfB = new Uint8Array(b.length);
  const matchesOfA: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (takenOfB[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      takenOfB[j] = 1;
      matchesOfA.push(a.charCodeAt(i));
      break;
    }
  }
  const m = matchesOfA.length;
  if (m === 0) return 0;
  let outOfOrder = 0;
  for (let j = 0, k = 0; j < b.length; j++) {
    if (takenOfB[j] === 0) continue;
    if (matchesOfA[k] !== b.charCodeAt(j)) outOfOrder += 1;
    k += 1;
  }
  return (m / a.length + m / b.length + (m - outOfOrder / 2) / m) / 3;
}

/**
 * Jaro-Winkler similarity, 0-1: Jaro's raised by a tenth of what it lacks for each of up to four first characters in common,
 * without a threshold. Source: Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model
 * of record linkage" (1990), section 3.
 */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b);
  let prefix = 0;
  while (prefix < MOST_PREFIX && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++;
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity);
}
