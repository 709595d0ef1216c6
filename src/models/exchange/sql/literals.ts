/** An SQL identifier, quoted. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string literal, quoted. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number with an exponent, which makes it a double in DuckDB; without one it would be a decimal. */
export function sqlNumber(x: number): string {
  const text = x.toExponential();
  return x < 0 ? `(${text})` : text;
}

/** Adds expressions by halves: a plain chain of hundreds would be nested deeper than parsers allow. */
export function sqlSum(parts: readonly string[]): string {
  if (parts.length === 0) return sqlNumber(0);
  if (parts.length === 1) return parts[0]!;
  const middle = parts.length >> 1;
  return `(${sqlSum(parts.slice(0, middle))} + ${sqlSum(parts.slice(middle))})`;
}
