import {
  type DecisionSummary,
  decideRows,
  loadRules,
  type Outcome,
  readApplicationRows,
} from '../../decision/index.ts';
import { featureTableIds } from '../../features/index.ts';
import { type Model, trainModel } from '../../models/index.ts';
import { type Experiment, MOST_TRAINING_FIRMS } from '../context.ts';
import type { Lab } from '../lab.ts';
import { readFates, trainingRows } from './applicants.ts';
import { PART } from './source-arms.ts';

/** Every applicant of a book: what the decision says, what the branch says, and what becomes of the loan asked for. Columns. */
export interface DecidedBook {
  readonly outcome: readonly Outcome[];
  /** Codes of what was sent to a person; empty for the others. */
  readonly reviewCodes: readonly (readonly string[])[];
  /** Granted or indicated; 0 without an offer. */
  readonly limitFen: readonly number[];
  readonly pd: readonly number[];
  readonly bad: readonly number[];
  /** Over the futures of the book. */
  readonly truePd: readonly number[];
  readonly amountFen: readonly number[];
  readonly termMonths: readonly number[];
  readonly branchApproves: readonly boolean[];
  /** Days to the branch's answer, and what its case costs. */
  readonly branchDays: readonly number[];
  readonly branchCostFen: readonly number[];
}

/** How the shipped scorecard was trained (models/sme-scorecard.config.json). */
const CONFIG = { selection: 'stepwise', criterion: 'aic' } as const;

/** Decides every applicant of a book by the standard rules, with a scorecard trained on the loans of another book. */
export const decidedBook: Experiment<DecidedBook> = {
  name: 'decided-book',
  version: 2,
  config: async () => ({ rules: (await loadRules()).hash, ...CONFIG }),
  async measure(seed, lab) {
    const rules = await loadRules();
    const model = await trainScorecard(seed, lab);
    const { firms, futures } = lab.scale;
    const book = await lab.book(seed, { part: PART.judge, firms, futures });
    const decisions = new Map<string, DecisionSummary>();
    await decideRows(lab.pool, await readApplicationRows(book, model, rules, lab.pool), model, rules, {
      onShard: (shard) => {
        for (const decision of shard.decisions) decisions.set(decision.applicationId, decision);
      },
    });
    const fates = await readFates(book);
    const decided = fates.applicationId.map((id) => decisions.get(id)!);
    return {
      outcome: decided.map(({ outcome }) => outcome),
      reviewCodes: decided.map((decision) => (decision.outcome === 'review' ? codesOfReview(decision) : [])),
      limitFen: decided.map(({ limitFen }) => limitFen),
      // Nobody is ranked above those who cannot be scored.
      pd: decided.map(({ pd }) => pd ?? 1),
      bad: [...fates.bad],
      truePd: [...(fates.truePd ?? fates.bad)],
      amountFen: [...fates.amountFen],
      termMonths: [...fates.termMonths],
      branchApproves: fates.branchApproves,
      branchDays: [...fates.branchDays],
      branchCostFen: [...fates.branchCostFen],
    };
  },
};

/** Codes of the steps that asked for a person; where none did, those that the decision names. */
function codesOfReview({ objections, reasons }: DecisionSummary): string[] {
  const codes = objections.flatMap((objection) => (objection.outcome === 'review' ? objection.codes : []));
  return [...new Set(codes.length > 0 ? codes : reasons.map(({ code }) => code))];
}

function trainScorecard(seed: number, lab: Lab): Promise<Model> {
  const firms = Math.min(lab.scale.firms, MOST_TRAINING_FIRMS);
  return lab.model({ seed, firms, algorithm: 'scorecard', ...CONFIG }, async () => {
    const { table, bad } = await trainingRows(await lab.book(seed, { part: PART.train, firms }), lab.pool);
    const { model } = await trainModel(table, {
      algorithm: 'scorecard',
      target: { column: 'bad' },
      bad,
      skip: new Map(['bad', ...featureTableIds].map((name) => [name, 'no feature'])),
      pool: lab.pool,
      seed,
      config: CONFIG,
      command: 'parus claims',
    });
    return model;
  });
}
