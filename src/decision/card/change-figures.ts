import type { BoundColumns, Model } from '../../models/index.ts';
import { isActionable, nearestCounterfactual } from '../../scorecard/index.ts';
import type { Decision } from '../decision.ts';
import { featureInfo } from './catalogue-info.ts';
import type { ChangeQuestion, Moves, Search } from './change.ts';
import { changeTerms } from './change-terms.ts';
import { assessedVector, boundVector, changedApplication, changedVector, wording } from './redecide.ts';

/** Figures of the firm: what the rules of the policy ask for, then what the model asks for, then the terms beside them. */
export async function changeFigures(search: Search): Promise<Moves | undefined> {
  const { trial, isBetter } = search;
  const met = await meetRules(search);
  const decision = await trial(met);
  if (met.length > 0 && isBetter(decision)) return pruned(search, met);
  const moved = await moveScore(search, met);
  if (moved !== undefined) return pruned(search, moved);
  const withTerms = met.length > 0 ? await changeTerms(search, met) : undefined;
  return withTerms && pruned(search, withTerms);
}

/** The changes without those that are not needed. */
async function pruned({ trial, isBetter }: Search, moves: Moves): Promise<Moves> {
  let kept = moves;
  for (const move of moves) {
    const without = kept.filter((other) => other !== move);
    if (without.length > 0 && isBetter(await trial(without))) kept = without;
  }
  return kept;
}

/** Codes of the decision that come from rules, not from the model's inputs. */
function rulesHit(decision: Decision): string[] {
  return decision.reasons.map(({ code }) => code).filter((code) => !code.startsWith('MODEL:'));
}

/** For each figure that the policy reads and a firm can change, the value nearest to the present one that takes a rule off. */
async function meetRules({ before, question, trial }: Search): Promise<Moves> {
  const { policy } = question.rules;
  let moves: Moves = [];
  let hit = rulesHit(before);
  for (const name of policy.meta.features) {
    const best = bestValue(name, question);
    const from = question.input.features[name];
    if (best === undefined || from === undefined || Number.isNaN(from) || best === from) continue;
    const setTo = (to: number): Moves => [...moves, { name, from, to }];
    const goneAt = async (to: number): Promise<readonly string[]> => {
      const now = rulesHit(await trial(setTo(to)));
      return hit.filter((code) => !now.includes(code));
    };
    const gone = await goneAt(best);
    if (gone.length === 0) continue;
    const does = async (to: number): Promise<boolean> => {
      const now = await goneAt(to);
      return gone.every((code) => now.includes(code));
    };
    moves = setTo(await nearestTo(from, best, isWhole(name), does));
    hit = rulesHit(await trial(moves));
  }
  return moves;
}

function isWhole(name: string): boolean {
  const unit = featureInfo(name)?.unit;
  return unit === 'count' || unit === 'flag' || unit === 'days';
}

/** The best value of a figure that a firm can change and whose direction is known; undefined where there is none. */
function bestValue(name: string, { reference }: ChangeQuestion): number | undefined {
  const info = featureInfo(name);
  if (info === undefined || !isActionable(name) || info.sources.includes('applications')) return undefined;
  const known = reference?.features[name];
  switch (info.monotone) {
    case 'increasing':
      return known === undefined ? 0 : Math.min(0, known.percentiles[0]!);
    case 'decreasing':
      return known?.percentiles[100];
    default:
      return undefined;
  }
}

/** Halvings of the way between a value that does and one that does not: a ten-thousandth of it. */
const HALVINGS = 14;

/** The value nearest to `bad` on the way to `good` that does, in few digits. */
async function nearestTo(
  bad: number,
  good: number,
  whole: boolean,
  does: (value: number) => Promise<boolean>,
): Promise<number> {
  let [near, far] = [bad, good];
  for (let i = 0; i < HALVINGS || whole; i++) {
    if (whole && Math.abs(far - near) <= 1) break;
    const middle = whole ? Math.trunc((near + far) / 2) : (near + far) / 2;
    if (middle === near || middle === far) break;
    if (await does(middle)) far = middle;
    else near = middle;
  }
  const short = roundedTowards(far, good);
  return short !== far && (await does(short)) ? short : far;
}

/** `value` in three digits, rounded towards `good`. */
function roundedTowards(value: number, good: number): number {
  if (value === 0 || Number.isInteger(value)) return value;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  const steps = good > value ? Math.ceil(value / step) : Math.floor(value / step);
  return Number((steps * step).toPrecision(4));
}

/** Halvings of the log-odds between a target that does not do and one that does. OWN. */
const TARGET_HALVINGS = 5;

/** The nearest change of the model's inputs that does beside `given`: grade by grade, then in between. */
async function moveScore(search: Search, given: Moves): Promise<Moves | undefined> {
  const { question, trial, isBetter } = search;
  const { model, input } = question;
  const application = changedApplication(input.application, given);
  const vector = changedVector(question, application, given);
  const bound = boundVector(model, vector);
  // The model's own PD: factors that a bank lays over it are applied by the decision.
  const now = assessedVector(model, vector);
  if (now === null) return undefined;
  const bounds = model.artefact.grades
    .map(({ pdBelow }) => pdBelow)
    .filter((pd) => pd <= now.pd)
    .sort((a, b) => b - a);
  const reach = async (targetPd: number): Promise<Moves | undefined> => {
    const moves = movesTo(model, bound, targetPd);
    if (moves === undefined) return undefined;
    const all = [...given.filter(({ name }) => !moves.some((move) => move.name === name)), ...moves];
    return isBetter(await trial(all)) ? all : undefined;
  };
  let missed = now.pd;
  for (const pd of bounds) {
    let found = await reach(pd);
    if (found === undefined) {
      missed = pd;
      continue;
    }
    let good = pd;
    for (let i = 0; i < TARGET_HALVINGS; i++) {
      const middle = Math.sqrt(good * missed);
      const nearer = await reach(middle);
      if (nearer === undefined) missed = middle;
      else [found, good] = [nearer, middle];
    }
    return found;
  }
  return undefined;
}

/**
 * The model's own nearest change to a PD. Figures move the way that the catalogue calls good; where it calls none good (a tax
 * burden that happens to look better when higher), no firm is told to move them. The terms asked for stay.
 */
function movesTo(model: Model, bound: BoundColumns, targetPd: number): Moves | undefined {
  const names = model.artefact.inputs.map(({ name }) => name);
  const isTerm = (name: string): boolean => featureInfo(name)?.sources.includes('applications') ?? false;
  const directed = (monotone: 'increasing' | 'decreasing'): string[] =>
    names.filter((name) => featureInfo(name)?.monotone === monotone);
  const { counterfactual } = nearestCounterfactual(
    model,
    bound,
    0,
    {
      targetPd,
      fixed: names.filter((name) => isTerm(name) || (featureInfo(name)?.monotone ?? 'none') === 'none'),
      increaseOnly: directed('decreasing'),
      decreaseOnly: directed('increasing'),
    },
    wording,
  );
  return counterfactual?.changes.flatMap(({ feature, from, to }) =>
    typeof to === 'number' ? [{ name: feature, from: typeof from === 'number' ? from : null, to }] : [],
  );
}
