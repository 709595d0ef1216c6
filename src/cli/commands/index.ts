import type { AnyCommand } from '../command.ts';
import { benchCommand } from './bench.ts';
import { cardCommand } from './card.ts';
import { claimsCommand } from './claims.ts';
import { decideCommand } from './decide.ts';
import { demoCommand } from './demo.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { featuresCommand } from './features.ts';
import { healthCommand } from './health.ts';
import { importCommand } from './import.ts';
import { ingestCommand } from './ingest.ts';
import { listsCommand } from './lists.ts';
import { policyCommand } from './policy.ts';
import { qualityCommand } from './quality.ts';
import { reportCommand } from './report.ts';
import { reviewCommand } from './review.ts';
import { scoreCommand } from './score.ts';
import { serveCommand } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { trainCommand } from './train.ts';
import { tuneCommand } from './tune.ts';

/** Every command, in the order of the help: the order of the road. */
export const commands: readonly AnyCommand[] = [
  demoCommand,
  simulateCommand,
  ingestCommand,
  qualityCommand,
  featuresCommand,
  healthCommand,
  trainCommand,
  tuneCommand,
  evaluateCommand,
  reportCommand,
  scoreCommand,
  explainCommand,
  exportCommand,
  importCommand,
  decideCommand,
  cardCommand,
  reviewCommand,
  policyCommand,
  listsCommand,
  claimsCommand,
  serveCommand,
  benchCommand,
];
