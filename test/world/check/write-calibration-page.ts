/**
 * Writes docs/calibration.md from what the check printed:
 *   parus simulate --firms 20000 --months 24 --seed 7 --check --json | node test/world/check/write-calibration-page.ts
 * Another command than this one is given as the argument; the page must name the one that made it.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { type CheckResult, calibrationMarkdown, type LeadTimes } from '../../../src/world/check/index.ts';

interface Printed {
  readonly checks: readonly CheckResult[];
  readonly leadTimes?: LeadTimes;
}

const { checks, leadTimes } = JSON.parse(await text(process.stdin)) as Printed;
const command = process.argv[2] ?? 'parus simulate --firms 20000 --months 24 --seed 7 --check';
writeFileSync(
  new URL('../../../docs/calibration.md', import.meta.url),
  calibrationMarkdown(checks, command, leadTimes),
);
