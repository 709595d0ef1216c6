import { fail, formatDay } from '../../core/index.ts';
import {
  applicationsOf,
  decideAsync,
  decisionFeatures,
  decisionInput,
  loadRules,
  makeAssessor,
  openBookFor,
  openCircumstances,
  standardPolicyPath,
} from '../../decision/index.ts';
import { loadModel } from '../../models/index.ts';
import { benchApproval, benchApprovalHttp, startService } from '../../service/index.ts';
import { type CommandSpec, option, required, wholeNumber } from '../command.ts';
import { latencyText } from '../latency-text.ts';

interface BenchOptions {
  readonly data: string;
  readonly model: string;
  readonly policy: string;
  readonly rounds: number;
  readonly connections: number;
  readonly limit: number;
}

const SUBJECTS = ['approval'] as const;
const WARM_UP = 500;

export const benchCommand: CommandSpec<BenchOptions> = {
  name: 'bench',
  args: `<${SUBJECTS.join('|')}>`,
  summary:
    'measure the latency of an approval, from the dossier to the decision: in process and over loopback HTTP',
  options: [
    required('--data <dir>', 'the book'),
    required('--model <file>', 'the model'),
    option('--policy <file>', 'JDM policy').default(standardPolicyPath, 'policies/sme-standard.json'),
    option('--rounds <n>', 'rounds over the applications, in process')
      .argParser(wholeNumber('--rounds', 1, 1000))
      .default(3),
    option('--limit <n>', 'applications used')
      .argParser(wholeNumber('--limit', 1, 1_000_000))
      .default(1000),
    option('--connections <n>', 'HTTP connections')
      .argParser(wholeNumber('--connections', 1, 256))
      .default(4),
  ],
  example: 'parus bench approval --data data/book --model model.json',
  run: async (options, context, [subject]) => {
    if (!SUBJECTS.some((name) => name === subject)) {
      throw fail('PARUS_USAGE', { problem: `bench got ${subject}; expected one of ${SUBJECTS.join(', ')}` });
    }
    const data = await measureApproval(options, context);
    return { data, text: latencyText(data) };
  },
};

/** In-process and HTTP latencies of whole approvals on the applications of a book. */
export async function measureApproval(
  { data, model: modelPath, policy, rounds, connections, limit }: BenchOptions,
  { clock, signal }: { readonly clock: () => number; readonly signal: AbortSignal },
) {
  const model = await loadModel(modelPath);
  const rules = await loadRules(policy);
  const book = await openBookFor(data, model, rules);
  const assess = makeAssessor(model, decisionFeatures(model, rules));
  const applications = applicationsOf(book).slice(0, limit);
  if (applications.length === 0) throw fail('PARUS_FILE_EMPTY', { path: data, got: 'no applications' });
  const inProcess = await benchApproval({
    assessAndDecide: (application) =>
      decideAsync(decisionInput(book, model, rules, assess, application, openCircumstances(book)), rules),
    applications,
    warmup: WARM_UP,
    rounds,
    clock,
  });
  const service = await startService({
    port: 0,
    signal,
    assess: (application) => decisionInput(book, model, rules, assess, application, openCircumstances(book)),
    rules,
    model: model.artefact.hash,
    clock: () => performance.timeOrigin + performance.now(),
  });
  try {
    const bodies = applications.map(
      ({ applicationId, firmId, amountFen, termMonths, purpose, eventDate }) => ({
        applicationId,
        firmId,
        amountYuan: amountFen / 100,
        termMonths,
        purpose,
        applicationDate: formatDay(eventDate),
      }),
    );
    const http = await benchApprovalHttp({ url: service.url, bodies, connections, seconds: 30, clock });
    return { inProcess, http };
  } finally {
    await service.close();
  }
}
