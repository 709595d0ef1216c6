/** Money received per counterparty; scratch that is reused from dossier to dossier. */
export interface Counterparties {
  readonly slots: Map<number, number>;
  /** By slot, in order of first appearance. */
  readonly fen: number[];
}

export function newCounterparties(): Counterparties {
  return { slots: new Map(), fen: [] };
}

export function clearCounterparties(c: Counterparties): void {
  c.slots.clear();
  c.fen.length = 0;
}

/** Adds `fen` from the counterparty with dictionary code `code`. */
export function addReceipt(c: Counterparties, code: number, fen: number): void {
  const slot = c.slots.get(code);
  if (slot === undefined) {
    c.slots.set(code, c.fen.length);
    c.fen.push(fen);
  } else c.fen[slot]! += fen;
}

/**
 * Herfindahl-Hirschman index: sum of squared shares, in (0, 1]; NaN without receipts. Shares are added in order of first
 * appearance, not of codes: codes differ between a book and a single dossier, the bits must not.
 */
export function herfindahl({ fen }: Counterparties): number {
  let total = 0;
  for (const x of fen) total += x;
  if (total === 0) return Number.NaN;
  let sum = 0;
  for (const x of fen) sum += (x / total) ** 2;
  return sum;
}

/** Share of the largest counterparty; NaN without receipts. */
export function largestShare({ fen }: Counterparties): number {
  let total = 0;
  let largest = 0;
  for (const x of fen) {
    total += x;
    if (x > largest) largest = x;
  }
  return total === 0 ? Number.NaN : largest / total;
}
