import { expect, it } from 'vitest';
import { activate, multiplySlope } from '../../src/kernels/activations.ts';

const z = Float64Array.of(-800, -3, -1e-3, 0, 1e-3, 0.5, 4, 800);

it('relu keeps positive sums and nothing else', () => {
  const out = new Float64Array(z.length);
  activate('relu', z, z.length, out);
  expect([...out]).toEqual([0, 0, 0, 0, 1e-3, 0.5, 4, 800]);
});

it('silu is z times the logistic function, finite far out', () => {
  const out = new Float64Array(z.length);
  activate('silu', z, z.length, out);
  expect(out[1]).toBeCloseTo(-3 / (1 + Math.exp(3)), 15);
  expect(Math.abs(out[0]!)).toBe(0);
  expect(out[7]).toBe(800);
  expect(out[3]).toBe(0);
});

it.each(['relu', 'silu'] as const)('%s passes gradients back by its slope', (kind) => {
  const step = 1e-6;
  const values = (shift: number) => {
    const out = new Float64Array(z.length);
    activate(
      kind,
      z.map((v) => v + shift),
      z.length,
      out,
    );
    return out;
  };
  const [up, down] = [values(step), values(-step)];
  const gradient = new Float64Array(z.length).fill(2);
  multiplySlope(kind, z, z.length, gradient);
  for (let i = 0; i < z.length; i++) {
    // relu has no slope at 0: ours is 0.
    if (kind === 'relu' && z[i] === 0) expect(gradient[i]).toBe(0);
    else expect(gradient[i]).toBeCloseTo((2 * (up[i]! - down[i]!)) / (2 * step), 6);
  }
});
