/** Money is an integer number of fen (1/100 yuan) inside and yuan at the edges. */

/** Fen, an integer; |fen| <= 2^53 - 1 (about 90 trillion yuan). */
export type Fen = number;

/** Yuan as fen, rounded half away from zero so that -x and x stay mirror images. */
export function yuanToFen(yuan: number): Fen {
  // Adding half an ulp's worth undoes the binary error of inputs such as 1.005.
  const scaled = Math.abs(yuan) * 100;
  return Math.sign(yuan) * Math.round(scaled * (1 + Number.EPSILON)) || 0;
}

export function fenToYuan(fen: Fen): number {
  return fen / 100;
}

/** `1,234.50`: yuan with thousands separators and two decimals, exact for every safe integer of fen. */
export function formatYuan(fen: Fen): string {
  const magnitude = Math.abs(fen);
  const cents = String(magnitude % 100).padStart(2, '0');
  const yuan = Math.floor(magnitude / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${yuan}.${cents}`;
}
