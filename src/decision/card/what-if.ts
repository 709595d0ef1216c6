import type { Decision } from '../decision.ts';
import { outcomes } from '../outcome.ts';
import type { ChangeAnswer, ChangeOption, ChangeQuestion, Search } from './change.ts';
import { changeFigures } from './change-figures.ts';
import { changeTerms } from './change-terms.ts';
import { makeTrial } from './redecide.ts';

/**
 * Finds small changes that bring an application to a better outcome: of the amount or the term asked for, and of figures that
 * a firm can change (`isActionable`). Rules of the policy are met one by one, each with the value nearest to the present one that
 * meets it; the model's part comes from `nearestCounterfactual`; changes that turn out unneeded are dropped. Every answer was decided by
 * the engine itself, from the changed features on. Bounded in work, so that something nearer may exist. An approval has none.
 * Null where identity, a list or signs of fraud stand in the way: nobody is taught how to get around them.
 */
export async function nearestChanges(question: ChangeQuestion): Promise<ChangeAnswer | null> {
  const trial = makeTrial(question);
  const before = await trial([]);
  if (before.outcome === 'approve' || before.pd === null) return { options: [] };
  if (isGuarded(before)) return null;
  const isBetter = (decision: Decision): boolean =>
    outcomes.indexOf(decision.outcome) < outcomes.indexOf(before.outcome);
  const search: Search = { before, question, trial, isBetter };
  // What other terms would do, a declined application is told by its counter-offers where it has some.
  const isAnswered = before.outcome === 'decline' && before.counterOffers.length > 0;
  const byTerms = isAnswered ? undefined : await changeTerms(search, []);
  const byFigures = await changeFigures(search);
  const options: ChangeOption[] = [];
  for (const moves of [byTerms, byFigures]) {
    if (moves === undefined) continue;
    const { outcome, limitFen, annualRate } = await trial(moves);
    options.push({ changes: moves.map((move) => ({ ...move })), outcome, limitFen, annualRate });
  }
  return { options };
}

/** Steps whose objections only a person clears up. */
const GUARDS: ReadonlySet<string> = new Set(['identity', 'lists', 'fraud']);

function isGuarded({ trace }: Decision): boolean {
  return trace.steps.some(
    ({ step, output }) => GUARDS.has(step) && 'outcome' in output && output.outcome !== 'approve',
  );
}
