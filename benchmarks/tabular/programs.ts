import type { OwnProgram } from './train-own.ts';

/** What is trained of ours, by the name it has in the report. */
export const OWN_PROGRAMS = {
  scorecard: { algorithm: 'scorecard' },
  logistic: { algorithm: 'logistic' },
  svm: { algorithm: 'svm' },
  'svm rbf': { algorithm: 'svm', config: { kernel: 'rbf' } },
  neural: { algorithm: 'neural' },
  forest: { algorithm: 'forest' },
  boosting: { algorithm: 'boosting' },
} as const satisfies Record<string, OwnProgram>;

export type OwnName = keyof typeof OWN_PROGRAMS;

/** Peers as peers/sklearn/compare.py calls them. */
export type PeerName =
  | 'bins'
  | 'quantile'
  | 'standard'
  | 'linear-svc'
  | 'svc'
  | 'mlp'
  | 'random-forest'
  | 'hist-gradient-boosting';

export interface Pair {
  readonly own: OwnName;
  /** The one with the best mean on a data set is the one to beat there, which favours the peers. */
  readonly peers: readonly PeerName[];
  /** Of another kind: reported, but held to no bar. */
  readonly unlike?: boolean;
  /** Only on demand. */
  readonly trees?: boolean;
}

export const PAIRS: readonly Pair[] = [
  { own: 'scorecard', peers: ['bins'] },
  { own: 'logistic', peers: ['quantile', 'standard'] },
  { own: 'svm', peers: ['linear-svc'] },
  { own: 'svm rbf', peers: ['svc'] },
  { own: 'neural', peers: ['mlp'] },
  { own: 'forest', peers: ['random-forest'], trees: true },
  { own: 'boosting', peers: ['hist-gradient-boosting'], trees: true },
  { own: 'scorecard', peers: ['quantile', 'standard'], unlike: true },
];

/** The name of a peer in cells and reports. */
export function peerLabel(peer: PeerName): string {
  return `sklearn ${peer}`;
}
