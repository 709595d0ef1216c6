/** Codes in [0, this) are looked up in an array; others, such as those that callers make of two codes, in a map. */
const DENSE_CODES = 1 << 17;

/**
 * Numbers 0, 1, 2, ... for the codes met, in order of first meeting: what is kept by party, lender or machine is then an
 * array, and the same whatever the codes of the texts are.
 */
export class Slots {
  /** Codes met. */
  n = 0;
  #codes = new Float64Array(16);
  /** Slot + 1 by code; 0 where the code has not been met. */
  #slots = new Int32Array(64);
  readonly #sparse = new Map<number, number>();

  /** Forgets every code and keeps the memory. */
  clear(): void {
    for (let i = 0; i < this.n; i++) {
      const code = this.#codes[i]!;
      if (isDense(code)) this.#slots[code] = 0;
    }
    if (this.#sparse.size > 0) this.#sparse.clear();
    this.n = 0;
  }

  /** The slot of `code`, any whole number; one not met before gets the next, which is the old `n`. */
  of(code: number): number {
    const known = this.find(code);
    if (known >= 0) return known;
    const slot = this.n++;
    if (slot >= this.#codes.length) {
      const codes = new Float64Array(2 * slot);
      codes.set(this.#codes);
      this.#codes = codes;
    }
    this.#codes[slot] = code;
    if (isDense(code)) {
      if (code >= this.#slots.length) {
        const slots = new Int32Array(2 * code + 2);
        slots.set(this.#slots);
        this.#slots = slots;
      }
      this.#slots[code] = slot + 1;
    } else this.#sparse.set(code, slot);
    return slot;
  }

  /** The slot of `code`, -1 where it has not been met. */
  find(code: number): number {
    if (!isDense(code)) return this.#sparse.get(code) ?? -1;
    return code < this.#slots.length ? this.#slots[code]! - 1 : -1;
  }

  has(code: number): boolean {
    return this.find(code) >= 0;
  }

  /** The code in a slot. */
  codeAt(slot: number): number {
    return this.#codes[slot]!;
  }
}

function isDense(code: number): boolean {
  return code >= 0 && code < DENSE_CODES;
}
