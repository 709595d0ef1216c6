import { packageVersion } from '../core/index.ts';
import type { OnProgress } from '../parallel/index.ts';
import type { ClaimContext, Experiment } from './context.ts';
import type { Lab } from './lab.ts';
import type { AuditScale } from './scale.ts';
import type { WorkFolder } from './work-folder.ts';

interface MeasureOptions {
  readonly seeds: readonly number[];
  readonly scale: AuditScale;
  readonly lab: Lab;
  readonly work: WorkFolder;
  readonly onProgress: OnProgress;
}

/**
 * Measures an experiment on the books of every seed, each kept as soon as it is done: a stopped audit, or one with more seeds, measures only what is new. A
 * measurement is kept under all it depends on: the version of Parus and of the experiment, scale, seed and the experiment's own configuration.
 */
export function openMeasure({
  seeds,
  scale,
  lab,
  work,
  onProgress,
}: MeasureOptions): ClaimContext['measure'] {
  return async <Measurement>({ name, version, config, measure }: Experiment<Measurement>) => {
    const own = (await config?.()) ?? null;
    const measurements: Measurement[] = [];
    for (const [done, seed] of seeds.entries()) {
      const plan = { parus: packageVersion(), name, version, scale, seed, config: own };
      let kept = await work.read<Measurement>(name, plan);
      if (kept === undefined) {
        await work.keep(name, plan, await measure(seed, lab));
        // Read again, so that whoever measured and whoever finds it kept go on with the same bytes.
        kept = await work.read<Measurement>(name, plan);
      }
      measurements.push(kept as Measurement);
      onProgress({ label: name, done: done + 1, total: seeds.length });
    }
    return measurements;
  };
}
