/** 1,234.5 */
export function count(n: number): string {
  return n.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** `1 record`, `2 records`. */
export function inWords(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A share in per cent with two digits that matter below 1 %. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 1 || value === 0 ? value.toFixed(1) : value.toPrecision(2)} %`;
}

/** x0.42, x3.1, x120 */
export function times(ratio: number): string {
  return `x${ratio >= 100 ? ratio.toFixed(0) : Number(ratio.toPrecision(2))}`;
}
