import {
  decideBatch,
  decisionFeatures,
  loadRules,
  makeAssessor,
  standardPolicyPath,
} from '../../decision/index.ts';
import { loadModel } from '../../models/index.ts';
import { writeTable } from '../../table/index.ts';
import { applicationInputs, openBookFor } from '../applications.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { decisionTable } from '../decision-table.ts';
import { startStopwatch } from '../stopwatch.ts';
import { textTable, thousands } from '../terminal.ts';

interface DecideOptions {
  readonly data: string;
  readonly model: string;
  readonly policy: string;
  readonly out?: string;
}

export const decideCommand: CommandSpec<DecideOptions> = {
  name: 'decide',
  summary: 'decide every application of a book: checks, policy, limit, price, offer, reasons',
  options: [
    required('--data <dir>', 'the book'),
    required('--model <file>', 'the model'),
    option('--policy <file>', 'JDM policy, with its .params.json and reasons.json beside it').default(
      standardPolicyPath,
      'policies/sme-standard.json',
    ),
    option('--out <file>', 'where to write the decisions: .csv, .parquet or .ndjson'),
  ],
  example: 'parus decide --data data/book --model model.json --out decisions.csv',
  run: async (options, context) => {
    const watch = startStopwatch(context.clock, ['read', 'decide', 'write'] as const);
    const { book, model, rules } = await watch.time('read', async () => {
      const loaded = { model: await loadModel(options.model), rules: await loadRules(options.policy) };
      return { ...loaded, book: await openBookFor(options.data, loaded.model, loaded.rules) };
    });
    const assess = makeAssessor(model, decisionFeatures(model, rules));
    const decisions = await watch.time('decide', () =>
      decideBatch(applicationInputs(book, model, assess), rules, {
        onProgress: (done, total) => context.onProgress({ label: 'decisions', done, total }),
      }),
    );
    const { out } = options;
    if (out !== undefined) await watch.time('write', () => writeTable(out, decisionTable(decisions)));
    const seconds = watch.seconds();
    const outcomes = { approve: 0, review: 0, decline: 0 };
    for (const { outcome } of decisions) outcomes[outcome] += 1;
    const data = {
      rows: decisions.length,
      outcomes,
      seconds: seconds.total,
      perSecond: Math.round(decisions.length / Math.max(seconds.decide, 0.001)),
      out: out ?? null,
      model: model.artefact.hash,
      policy: rules.hash,
    };
    const rows = Object.entries(outcomes).map(([outcome, n]) => [
      outcome,
      thousands(n),
      `${((100 * n) / Math.max(1, decisions.length)).toFixed(1)} %`,
    ]);
    const text = [
      textTable(['outcome', 'applications', 'share'], rows),
      '',
      `${thousands(data.rows)} decisions in ${seconds.total} s (${thousands(data.perSecond)}/s)${out === undefined ? '' : `: ${out}`}`,
    ].join('\n');
    return { data, text };
  },
};
