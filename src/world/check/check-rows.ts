import { fail } from '../../core/index.ts';
import { figure, range } from './calibration-markdown.ts';
import type { CheckResult } from './check.ts';

/** Results as rows of a text table, under CHECK_HEADER; the sources in full stand in docs/calibration.md and `--json`. */
export function checkRows(results: readonly CheckResult[]): string[][] {
  return results.map(({ id, value, unit, low, high, source, pass }) => [
    id,
    pass ? 'pass' : 'FAIL',
    figure(value, unit),
    range(low, high, unit),
    kindOf(source),
  ]);
}

export const CHECK_HEADER = ['target', '', 'value', 'tolerance', 'source'] as const;

/** One line on all results: PARUS_CHECK_FAILED with the targets that do not hold, as its table words it. */
export function checkSummary(results: readonly CheckResult[]): string {
  const failed = results.filter(({ pass }) => !pass).map(({ id }) => id);
  const total = results.length;
  if (failed.length === 0) return `all ${total} targets hold`;
  const { code, message } = fail('PARUS_CHECK_FAILED', {
    failed: failed.length,
    total,
    names: failed.join(', '),
  });
  return `${code}: ${message}`;
}

/** CAL, CLAIMS, WORLD or OWN. */
function kindOf(source: string): string {
  return source.split(':')[0]!;
}
