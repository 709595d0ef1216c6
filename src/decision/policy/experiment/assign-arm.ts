import { fail, type Issue, streamKey, threefry2x32 } from '../../../core/index.ts';

/** An arm of an experiment: a policy and the share of applications that it decides. */
export interface Arm {
  readonly name: string;
  /** Share of the applications, 0-1; the shares of all arms add up to 1. */
  readonly share: number;
}

/** Champion and challengers. */
export interface Experiment {
  /** Salt of the assignment: experiments with different names assign independently. */
  readonly name: string;
  readonly arms: readonly Arm[];
}

/** How far shares may miss 1 in sum: thirds written with a few digits. */
const SHARE_SLACK = 1e-6;

/** @throws PARUS_CONFIG_INVALID with every issue: no arms, equal names, shares below 0 or not adding up to 1. */
export function checkExperiment(experiment: Experiment): Experiment {
  const { name, arms } = experiment;
  const issues: Issue[] = [];
  if (name === '') issues.push({ path: 'name', message: 'expected a name' });
  if (arms.length === 0) issues.push({ path: 'arms', message: 'expected at least one arm' });
  arms.forEach((arm, i) => {
    if (!(arm.share >= 0 && arm.share <= 1))
      issues.push({ path: `arms.${i}.share`, message: `expected 0 to 1, got ${arm.share}` });
    if (arms.findIndex((other) => other.name === arm.name) < i)
      issues.push({ path: `arms.${i}.name`, message: `a second arm ${arm.name}` });
  });
  const sum = arms.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_SLACK)
    issues.push({ path: 'arms', message: `expected shares that add up to 1, got ${sum}` });
  const [first] = issues;
  if (first)
    throw fail(
      'PARUS_CONFIG_INVALID',
      { path: `experiment ${name}`, problem: `${first.path}: ${first.message}` },
      issues,
    );
  return experiment;
}

/**
 * The arm that decides an application: the same for the same application, experiment and shares, on every machine.
 *
 * Weighted rendezvous hashing (Thaler and Ravishankar, IEEE/ACM Trans. Networking 6(1), 1998; weights as in Schindelhauer
 * and Schomaker, SPAA 2005): every arm draws -ln(u) / share with its own uniform u for this application, and the least
 * draw wins. Shares are kept within sampling error, and moving share from one arm to others moves only the applications
 * that must move: none ever changes between two arms whose shares keep their proportion. Applications, not firms, are
 * assigned: pass a firm's id to keep a firm in one arm.
 *
 * The experiment must have passed `checkExperiment`.
 */
export function assignArm(applicationId: string, { name, arms }: Experiment): string {
  const block = new Uint32Array(2);
  const [id0, id1] = streamKey(0, applicationId);
  let winner = arms[0]?.name ?? '';
  let least = Number.POSITIVE_INFINITY;
  for (const arm of arms) {
    if (arm.share <= 0) continue;
    const [key0, key1] = streamKey(0, `${name}\u0000${arm.name}`);
    threefry2x32(key0, key1, id0, id1, block);
    // Odd multiples of 2^-54: never 0, whose logarithm would be infinite.
    const u = ((block[0]! >>> 5) * 67108864 + (block[1]! >>> 6) + 0.5) * 2 ** -53;
    const draw = -Math.log(u) / arm.share;
    if (draw < least) {
      least = draw;
      winner = arm.name;
    }
  }
  return winner;
}
