/** What a hidden unit makes of its sum, and how it passes gradients back. */

export type Activation = 'relu' | 'silu';

/**
 * relu: max(0, z); silu: z / (1 + exp(-z)) (Elfwing, Uchibe, Doya, Neural Networks 2018).
 * @param z IN sums @param out OUT values, may be `z` itself
 */
export function activate(kind: Activation, z: Float64Array, n: number, out: Float64Array): void {
  if (kind === 'relu') for (let i = 0; i < n; i++) out[i] = z[i]! > 0 ? z[i]! : 0;
  else for (let i = 0; i < n; i++) out[i] = z[i]! / (1 + Math.exp(-z[i]!));
}

/** Multiplies gradients in the values by the slope at `z`: gradients in the sums. @param gradient INOUT @param z IN sums */
export function multiplySlope(kind: Activation, z: Float64Array, n: number, gradient: Float64Array): void {
  if (kind === 'relu') {
    for (let i = 0; i < n; i++) if (!(z[i]! > 0)) gradient[i] = 0;
    return;
  }
  for (let i = 0; i < n; i++) {
    const s = 1 / (1 + Math.exp(-z[i]!));
    gradient[i]! *= s * (1 + z[i]! * (1 - s));
  }
}
