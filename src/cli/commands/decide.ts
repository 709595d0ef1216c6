import { readConsents } from '../../decision/consent/index.ts';
import {
  countOutcomes,
  type DecisionSummary,
  decideRows,
  loadRules,
  readApplicationRows,
  standardPolicyPath,
} from '../../decision/index.ts';
import { buildScreen, type ListEntry, readListEntries } from '../../decision/lists/index.ts';
import { loadModel } from '../../models/index.ts';
import { writeTable } from '../../table/index.ts';
import { type CommandSpec, option, required } from '../command.ts';
import { decisionTable } from '../decision-table.ts';
import { startStopwatch } from '../stopwatch.ts';
import { textTable, thousands } from '../terminal.ts';
import { openTraceFile } from '../trace-file.ts';

interface DecideOptions {
  readonly data: string;
  readonly model: string;
  readonly policy: string;
  readonly fraudModels?: string;
  readonly graph?: boolean;
  readonly overlay?: string;
  readonly coLending?: string;
  readonly consents?: string;
  readonly list?: readonly string[];
  readonly out?: string;
  readonly traces?: string;
}

export const decideCommand: CommandSpec<DecideOptions> = {
  name: 'decide',
  summary:
    'decide every application of a book: consent, identity, lists, fraud, policy, limit, price, offer, reasons',
  options: [
    required('--data <dir>', 'the book'),
    required('--model <file>', 'the model'),
    option(
      '--policy <file>',
      'JDM policy, with its .params.json, reasons.json, products.json and fraud-rules.json beside it',
    ).default(standardPolicyPath, 'policies/sme-standard.json'),
    option('--fraud-models <file>', 'fraud models beside the fraud rules'),
    option('--graph', 'read the relation graph of the book too, for the fraud rules and models that ask it'),
    option('--overlay <file>', 'a bank’s own factors on top of the model'),
    option('--co-lending <file>', 'agreement that shares the loans among lenders'),
    option('--consents <file>', 'consents of the firms, NDJSON (default: all are settled)'),
    option('--list <file>', 'block, allow or watch list; may be given more than once').argParser(
      (file: string, earlier: readonly string[] = []) => [...earlier, file],
    ),
    option('--out <file>', 'where to write the decisions: .csv, .parquet or .ndjson'),
    option('--traces <file>', 'where to write the decisions with their traces, one JSON object a line'),
  ],
  example: 'parus decide --data data/book --model model.json --out decisions.csv',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const watch = startStopwatch(context.clock, ['read', 'decide', 'write'] as const);
      const { out, traces, fraudModels, overlay, coLending } = options;
      const { model, rules, rows } = await watch.time('read', async () => {
        const loaded = await loadModel(options.model);
        const more = { fraudModels, overlay, coLending, model: loaded };
        const ruled = await loadRules(options.policy, more);
        const entries = await readLists(options.list ?? []);
        const applications = await readApplicationRows(options.data, loaded, ruled, pool, {
          withGraph: options.graph,
          consents: options.consents === undefined ? undefined : await readConsents(options.consents),
          screenOn: entries.length > 0 ? (day) => buildScreen(entries, day) : undefined,
        });
        return { model: loaded, rules: ruled, rows: applications };
      });
      const decisions: DecisionSummary[] = [];
      const file = traces === undefined ? undefined : await openTraceFile(traces);
      await watch.time('decide', async () => {
        try {
          await decideRows(pool, rows, model, rules, {
            withTraces: file !== undefined,
            onShard: async (shard) => {
              decisions.push(...shard.decisions);
              await file?.write(shard.lines);
            },
          });
          await file?.close();
        } catch (error) {
          await file?.abandon();
          throw error;
        }
      });
      if (out !== undefined) await watch.time('write', () => writeTable(out, decisionTable(decisions)));
      const seconds = watch.seconds();
      const outcomes = countOutcomes(decisions);
      const data = {
        rows: decisions.length,
        outcomes,
        seconds: seconds.total,
        perSecond: Math.round(decisions.length / Math.max(seconds.decide, 0.001)),
        out: out ?? null,
        traces: traces ?? null,
        model: model.artefact.hash,
        policy: rules.hash,
      };
      const shares = Object.entries(outcomes).map(([outcome, n]) => [
        outcome,
        thousands(n),
        `${((100 * n) / Math.max(1, decisions.length)).toFixed(1)} %`,
      ]);
      const written = [out, traces].filter((name) => name !== undefined);
      const text = [
        textTable(['outcome', 'applications', 'share'], shares),
        '',
        `${thousands(data.rows)} decisions in ${seconds.total} s, ${seconds.read} s of them for records and features; ${thousands(data.perSecond)} decisions/s from features on${written.length > 0 ? `: ${written.join(', ')}` : ''}`,
      ].join('\n');
      return { data, text };
    }),
};

async function readLists(files: readonly string[]): Promise<ListEntry[]> {
  const entries: ListEntry[] = [];
  for (const file of files) entries.push(...(await readListEntries(file)));
  return entries;
}
