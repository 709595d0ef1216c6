import type { Book } from '../../sources/index.ts';
import { measureBook } from './measure.ts';
import type { Measurements } from './measurement.ts';
import { targets as allTargets, type Target } from './targets.ts';
import { readTruth } from './truth.ts';

/** One target and what the book has. */
export interface CheckResult extends Omit<Target, 'note'> {
  /** In the target's unit; null where the book cannot show it, which does not pass. */
  readonly value: number | null;
  readonly pass: boolean;
  /** What lies behind the number: the cell, the feature, the counts. */
  readonly detail: string;
}

export interface CheckOptions {
  /** Other targets than those of the project; their ids must be among those that are measured. */
  readonly targets?: readonly Target[];
}

/**
 * Compares a simulated book with what is known of real small firms. Reads truth/ for what no record shows: sizes,
 * fraud, what the traditional lender answers, supply links and true PDs; a book without it cannot show those. Meant for
 * books of some 20,000 firms and 24 months.
 * @returns the targets in their order.
 */
export async function checkBook(book: Book, options: CheckOptions = {}): Promise<CheckResult[]> {
  return compareWithTargets(await measureBook(book, await readTruth(book)), options.targets ?? allTargets);
}

/** Judges measurements by targets. An id that nothing measures is a fault of ours: RangeError. */
export function compareWithTargets(measured: Measurements, targets: readonly Target[]): CheckResult[] {
  return targets.map(({ id, meaning, unit, low, high, source }) => {
    const measurement = measured[id];
    if (!measurement) throw new RangeError(`nothing measures the target ${id}`);
    const { value, detail = '' } = measurement;
    const known = Number.isFinite(value);
    const pass = known && value >= low && value <= high;
    return { id, meaning, unit, value: known ? value : null, low, high, source, pass, detail };
  });
}
