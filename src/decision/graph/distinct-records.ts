import type { GivenGuarantees, TradeInvoices } from './relation-records.ts';

/**
 * Rows of invoices that are no repetition: of the records of one invoice (its seller, buyer and number) the one known
 * first, those of firms with themselves and those known after `lastDay` left out; ascending.
 */
export function distinctInvoices(invoices: TradeInvoices, lastDay: number): Int32Array {
  const { nRows, seller, buyer, number, numbers, day } = invoices;
  const offsets = new Int32Array(numbers.length + 1);
  for (let row = 0; row < nRows; row++) offsets[number[row]! + 1]! += 1;
  for (let n = 0; n < numbers.length; n++) offsets[n + 1]! += offsets[n]!;
  const ends = offsets.slice(0, numbers.length);
  // Per number the rows kept so far: few, for a number belongs to one invoice or to some of different sellers.
  const kept = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    if (day[row]! > lastDay || seller[row] === buyer[row]) continue;
    const n = number[row]!;
    let at = offsets[n]!;
    while (at < ends[n]! && !(seller[kept[at]!] === seller[row] && buyer[kept[at]!] === buyer[row])) at += 1;
    if (at < ends[n]!) {
      if (day[row]! < day[kept[at]!]!) kept[at] = row;
      continue;
    }
    kept[at] = row;
    ends[n] = at + 1;
  }
  const isKept = new Uint8Array(nRows);
  for (let n = 0; n < numbers.length; n++)
    for (let at = offsets[n]!; at < ends[n]!; at++) isKept[kept[at]!] = 1;
  let nKept = 0;
  for (let row = 0; row < nRows; row++) if (isKept[row] === 1) kept[nKept++] = row;
  return kept.slice(0, nKept);
}

/** Rows of guarantees that are no repetition (guarantor, guaranteed, day given), the one known first; as for invoices. */
export function distinctGuarantees(guarantees: GivenGuarantees, lastDay: number): Int32Array {
  const { nRows, guarantor, guaranteed, eventDay, day } = guarantees;
  const kept = new Map<string, number>();
  for (let row = 0; row < nRows; row++) {
    if (day[row]! > lastDay || guarantor[row] === guaranteed[row]) continue;
    const key = `${guarantor[row]} ${guaranteed[row]} ${eventDay[row]}`;
    const other = kept.get(key);
    if (other === undefined || day[row]! < day[other]!) kept.set(key, row);
  }
  return Int32Array.from(kept.values()).sort();
}
