import { fail } from '../core/index.ts';
import type { Interval } from '../evaluation/index.ts';
import type { OnProgress, WorkerPool } from '../parallel/index.ts';
import { claims } from './catalogue/index.ts';
import type { Claim, ClaimTable, Condition, Verdict } from './claim.ts';
import type { ClaimContext } from './context.ts';
import { openLab } from './lab.ts';
import { openMeasure } from './measure.ts';
import type { AuditScale } from './scale.ts';
import { openWorkFolder } from './work-folder.ts';

export interface AuditOptions {
  /** Claims to audit, as `C08`; none: all. */
  readonly ids?: readonly string[] | undefined;
  /** At least one, distinct, 0 to 1e9. */
  readonly seeds: readonly number[];
  readonly scale: AuditScale;
  /** Folder that books, models and measurements are kept in. */
  readonly work: string;
  /** Forget what the folder holds. */
  readonly fresh?: boolean | undefined;
  /** Leave the books behind when all is done; a stopped audit leaves them anyway. */
  readonly keepBooks?: boolean | undefined;
  readonly pool: WorkerPool;
  readonly onProgress?: OnProgress | undefined;
}

/** One line of the audit. Plain JSON. */
export interface AuditRow {
  readonly id: string;
  readonly claimed: string;
  readonly source: string;
  readonly figures: string;
  readonly measured: string;
  readonly value: number | null;
  readonly ci95: Interval | null;
  /** `not yet`: no experiment has been written. */
  readonly verdict: Verdict | 'not yet';
  readonly condition: Condition | null;
  readonly how: string;
  readonly tables: readonly ClaimTable[];
}

/**
 * Audits claims one after the other, in the order of the catalogue. The same options give the same rows, whatever was kept of an
 * earlier run and at any number of workers.
 * @throws PARUS_USAGE for an unknown claim, bad seeds or a bad scale; the errors of simulation and training
 */
export async function auditClaims(options: AuditOptions): Promise<AuditRow[]> {
  const { seeds, scale, pool, onProgress = () => undefined } = options;
  const chosen = chosenClaims(options.ids ?? []);
  assertOptions(options);
  const work = await openWorkFolder(options.work, options.fresh);
  const lab = openLab(pool, work, scale);
  const measure = openMeasure({ seeds, scale, lab, work, onProgress });
  const context: ClaimContext = { seeds, scale, pool, onProgress, measure };
  const rows: AuditRow[] = [];
  for (const claim of chosen) rows.push(await auditClaim(claim, context));
  if (!options.keepBooks) await work.removeBooks();
  return rows;
}

async function auditClaim(claim: Claim, context: ClaimContext): Promise<AuditRow> {
  const { id, claimed, source, figures } = claim;
  const common = { id, claimed, source, figures };
  if (!claim.run) {
    const how = `not yet: needs ${claim.needs ?? 'an experiment'}`;
    return {
      ...common,
      measured: how,
      value: null,
      ci95: null,
      verdict: 'not yet',
      condition: null,
      how,
      tables: [],
    };
  }
  const { measured, value, ci95, verdict, condition, how, tables } = await claim.run(context);
  return {
    ...common,
    measured,
    value: value !== null && Number.isFinite(value) ? value : null,
    ci95,
    verdict,
    condition: condition ?? null,
    how,
    tables: tables ?? [],
  };
}

function chosenClaims(ids: readonly string[]): readonly Claim[] {
  const wanted = new Set(ids.map((id) => id.toUpperCase()));
  const unknown = [...wanted].filter((id) => !claims.some((claim) => claim.id === id));
  if (unknown.length > 0)
    throw fail('PARUS_USAGE', {
      problem: `no claim ${unknown.join(', ')}; expected ${claims[0]?.id} to ${claims.at(-1)?.id}`,
    });
  return wanted.size === 0 ? claims : claims.filter(({ id }) => wanted.has(id));
}

/** Seeds of books are a hundred times these, and must stay whole numbers. */
const MOST_SEED = 1_000_000_000;
const FIRMS = [500, 1_000_000] as const;
/** Either half of the futures needs some, and they are lived four at a time. */
const FUTURES = [8, 10_000] as const;

function assertOptions({ seeds, scale: { firms, futures } }: AuditOptions): void {
  const refuse = (problem: string): Error => fail('PARUS_USAGE', { problem });
  if (seeds.length === 0) throw refuse('no seeds; expected one at least');
  const bad = seeds.find((seed) => !Number.isInteger(seed) || seed < 0 || seed > MOST_SEED);
  if (bad !== undefined) throw refuse(`seed ${bad}; expected whole numbers from 0 to ${MOST_SEED}`);
  if (new Set(seeds).size < seeds.length) throw refuse('a seed twice; expected distinct seeds');
  const within = (name: string, value: number, [least, most]: readonly [number, number]): void => {
    if (!Number.isInteger(value) || value < least || value > most)
      throw refuse(`${value} ${name}; expected a whole number from ${least} to ${most}`);
  };
  within('firms', firms, FIRMS);
  within('futures', futures, FUTURES);
}
