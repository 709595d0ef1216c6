import { afterAll, expect, it } from 'vitest';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { looMargins } from '../../../src/models/logistic/leave-one-out.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { oneSignal, part } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

it.each([
  [0.3, false],
  [10, false],
  [3, true],
])(
  'leaves each row out nearly as refitting without it does (lambda %d, bounded %s)',
  async (lambda, nonNegative) => {
    const { columns, bad } = oneSignal(80, 5, 1);
    const fit = await fitIrls(pool, columns, bad, { lambda, nonNegative });
    const { margins } = await looMargins(pool, columns, bad, fit);
    for (let out = 0; out < bad.length; out++) {
      const others = Array.from(bad.keys()).filter((i) => i !== out);
      const rest = part(columns, bad, others);
      const { beta } = await fitIrls(pool, rest.columns, rest.bad, { lambda, nonNegative });
      const exact = columns.reduce((sum, c, j) => sum + c[out]! * beta[j + 1]!, beta[0]!);
      expect(Math.abs(margins[out]! - exact)).toBeLessThan(0.12);
    }
  },
);

it('leaves out rows of both classes in their shares where there are more than it may take', async () => {
  const { columns, bad } = oneSignal(1000, 2, 1);
  // Outcomes that alternate would all be good at every second row.
  bad.forEach((_, i) => {
    bad[i] = i % 2;
  });
  const fit = await fitIrls(pool, columns, bad, { lambda: 1, nonNegative: false });
  const { margins, bad: left } = await looMargins(pool, columns, bad, fit, 100);
  expect(margins).toHaveLength(100);
  expect(left.reduce((sum, y) => sum + y, 0)).toBe(50);
});
