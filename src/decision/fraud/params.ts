import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Parameters of the fraud step. Thresholds are set by what the officers can look at: see `thresholdAtCapacity`. */
export const fraudParams = z.strictObject({
  /** Probability of fraud from which on a person looks at the application. */
  reviewProbability: share,
  /** A rule that only refers counts at this probability or above: 0 lets every hit count, whatever the model says. */
  ruleProbability: share,
  /** Rank of the anomaly score (share of applications that are less odd) above which a person looks; 1 never. */
  anomalyRank: share,
  /** What stands where no model gives a probability. */
  withoutProbability: z.enum(['review', 'approve']),
  /** What stands where the relation graph was not read. */
  withoutGraph: z.enum(['review', 'approve']),
  /** Below this share of known features nothing was really assessed: review. */
  leastKnown: share,
});

export type FraudParams = z.infer<typeof fraudParams>;
