import { fail } from '../core/index.ts';
import { type FeatureInfo, featureCatalogue } from '../features/index.ts';
import type { ModelArtefact } from '../models/index.ts';
import { abbreviate } from '../table/index.ts';
import type { Direction } from './counterfactual/options.ts';

/** What the user says of the inputs that may change. */
export interface ActionOptions {
  /** Only these may change; default: what `isActionable` says. */
  readonly actionable?: readonly string[] | undefined;
  /** These may not. */
  readonly fixed?: readonly string[] | undefined;
  /** These may change in one direction only. */
  readonly increaseOnly?: readonly string[] | undefined;
  readonly decreaseOnly?: readonly string[] | undefined;
}

const catalogue: ReadonlyMap<string, FeatureInfo> = new Map(
  featureCatalogue.map((info) => [info.name, info]),
);

/** Records that others write of a firm: courts, newspapers, and who shares a phone with it. */
const WRITTEN_BY_OTHERS: ReadonlySet<string> = new Set(['judicial', 'news', 'links']);

/**
 * Can a firm change this feature of the catalogue? OWN. Not its past (`_ever`) nor its age (months and years that look back to a
 * beginning), not whether a source knows it (one flag would change with a hundred figures), not what courts and newspapers
 * write, not personal traits; of what is personal only debts, which a borrower is expected to mend. An application's own
 * terms it can. Columns that are no features of the catalogue are not known to be fixed.
 */
export function isActionable(name: string): boolean {
  const info = catalogue.get(name);
  if (info === undefined) return true;
  const { sources, sensitivity, unit, windowDays } = info;
  if (sources.every((source) => source === 'applications')) return true;
  if (name.endsWith('_ever') || name.startsWith('missing_') || name.startsWith('sources_')) return false;
  if ((unit === 'months' || unit === 'years') && windowDays === undefined) return false;
  if (sources.every((source) => WRITTEN_BY_OTHERS.has(source))) return false;
  return sensitivity !== 'personal' || sources.includes('bureau');
}

/** The inputs that may change, and how. */
export interface Actions {
  readonly names: ReadonlySet<string>;
  readonly directions: ReadonlyMap<string, Direction>;
  /** Nobody said what may change, and some of the inputs are no features of the catalogue: they were taken for changeable. */
  readonly isAssumed: boolean;
}

/**
 * Which inputs of a model may change.
 * @throws PARUS_USAGE for a column that is no input of the model, or named in two contradicting lists
 */
export function actionsOf({ inputs }: ModelArtefact, options: ActionOptions = {}): Actions {
  const { actionable, fixed = [], increaseOnly = [], decreaseOnly = [] } = options;
  assertInputs(inputs, {
    actionable: actionable ?? [],
    fixed,
    'increase-only': increaseOnly,
    'decrease-only': decreaseOnly,
  });
  assertApart('actionable', actionable ?? [], 'fixed', fixed);
  assertApart('increase-only', increaseOnly, 'decrease-only', decreaseOnly);
  const names = inputs
    .map(({ name }) => name)
    .filter((name) => !fixed.includes(name) && (actionable?.includes(name) ?? isActionable(name)));
  const directions = new Map<string, Direction>([
    ...increaseOnly.map((name) => [name, 'up'] as const),
    ...decreaseOnly.map((name) => [name, 'down'] as const),
  ]);
  const isAssumed = actionable === undefined && names.some((name) => !catalogue.has(name));
  return { names: new Set(names), directions, isAssumed };
}

function assertInputs(
  inputs: ModelArtefact['inputs'],
  lists: Readonly<Record<string, readonly string[]>>,
): void {
  const known = new Set(inputs.map(({ name }) => name));
  for (const [list, names] of Object.entries(lists)) {
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length === 0) continue;
    const problem = `--${list} got ${unknown.join(', ')}; expected inputs of the model, such as ${abbreviate([...known])}`;
    throw fail(
      'PARUS_USAGE',
      { problem },
      unknown.map((name) => ({ path: name, message: 'no input of the model' })),
    );
  }
}

function assertApart(a: string, first: readonly string[], b: string, second: readonly string[]): void {
  const both = first.filter((name) => second.includes(name));
  if (both.length > 0)
    throw fail('PARUS_USAGE', {
      problem: `got ${both.join(', ')} in --${a} and in --${b}; expected one of them`,
    });
}
