import { dirname, isAbsolute, join } from 'node:path';
import { sha256 } from '../../core/index.ts';
import { worse } from '../outcome.ts';
import type { Policy, PolicyAnswer } from '../policy/index.ts';
import type { Overlay } from './overlay.ts';

/** Where the bank's own policy lies: beside the overlay file, unless its path is absolute; null where there is none. */
export function localPolicyPath({ policy }: Overlay, overlayPath: string): string | null {
  if (policy === null) return null;
  return isAbsolute(policy) ? policy : join(dirname(overlayPath), policy);
}

/**
 * The platform's policy and the bank's own as one: both are asked, the worse outcome stands, knock-outs and referrals are
 * those of both, the platform's first. The bank can add reasons against a loan and never take one away. Fails where
 * either fails.
 */
export function withLocalPolicy(platform: Policy, bank: Policy): Policy {
  const [a, b] = [platform.meta, bank.meta];
  return {
    hash: sha256(`${platform.hash} ${bank.hash}`),
    meta: {
      path: `${a.path} + ${b.path}`,
      nNodes: a.nNodes + b.nNodes,
      nRules: a.nRules + b.nRules,
      features: sortedUnion(a.features, b.features),
      codes: sortedUnion(a.codes, b.codes),
      outside: [...a.outside, ...b.outside],
    },
    runsOn: platform.runsOn === 'closures' && bank.runsOn === 'closures' ? 'closures' : 'zen',
    evaluate: (context) => both(platform.evaluate(context), bank.evaluate(context)),
    evaluateAsync: async (context) =>
      both(await platform.evaluateAsync(context), await bank.evaluateAsync(context)),
  };
}

function both(platform: PolicyAnswer, bank: PolicyAnswer): PolicyAnswer {
  return {
    outcome: worse(platform.outcome, bank.outcome),
    knockouts: inOrder(platform.knockouts, bank.knockouts),
    referrals: inOrder(platform.referrals, bank.referrals),
    trace: [...platform.trace, ...bank.trace],
  };
}

function inOrder(first: readonly string[], second: readonly string[]): readonly string[] {
  return second.length === 0 ? first : [...new Set([...first, ...second])];
}

function sortedUnion(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])].sort();
}
