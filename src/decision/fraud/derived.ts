import type { RuleFindings } from './match-rules.ts';

/** What the lower layers hand to the supervised model, by the names of its inputs. */
export const derivedNames = [
  'fraud_referrals',
  'fraud_knockouts',
  'fraud_anomaly',
  'fraud_graph_hits',
] as const;

export type DerivedName = (typeof derivedNames)[number];

/** Values of `derivedNames`; NaN where a layer could not run. */
export type Derived = Readonly<Record<DerivedName, number>>;

/**
 * Counts hits by what they read: a model that must do without the graph may not count what only the graph can show.
 * @param anomaly anomaly score, NaN where there is none
 */
export function derive({ hits }: RuleFindings, anomaly: number): Derived {
  let referrals = 0;
  let knockouts = 0;
  let graphHits = 0;
  for (let i = 0; i < hits.length; i++) {
    const { reads, severity } = hits[i]!;
    if (reads === 'graph') graphHits += 1;
    else if (severity === 'knockout') knockouts += 1;
    else referrals += 1;
  }
  return {
    fraud_referrals: referrals,
    fraud_knockouts: knockouts,
    fraud_anomaly: anomaly,
    fraud_graph_hits: graphHits,
  };
}

/** What only a model with the graph is given. */
export function isGraphDerived(name: string): boolean {
  return name === 'fraud_graph_hits';
}

export function isDerived(name: string): name is DerivedName {
  return (derivedNames as readonly string[]).includes(name);
}
