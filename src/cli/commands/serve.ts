import { fileURLToPath } from 'node:url';
import {
  decisionFeatures,
  decisionInput,
  loadRules,
  makeAssessor,
  openBookFor,
  openCircumstances,
  standardPolicyPath,
} from '../../decision/index.ts';
import { loadModel } from '../../models/index.ts';
import { startService } from '../../service/index.ts';
import { type CommandSpec, option, wholeNumber } from '../command.ts';

/** The scorecard that comes with Parus, trained on `parus simulate --firms 10000`; `npm run models` makes it again. */
const shippedModelPath = fileURLToPath(new URL('../../../models/sme-scorecard.json', import.meta.url));

interface ServeOptions {
  readonly port: number;
  readonly data: string;
  readonly model: string;
  readonly policy: string;
}

export const serveCommand: CommandSpec<ServeOptions> = {
  name: 'serve',
  summary:
    'serve approvals over HTTP on this machine: POST /v1/applications, GET /v1/decisions/:id, GET /healthz',
  options: [
    option('--port <p>', 'port on 127.0.0.1; 0 takes a free one')
      .argParser(wholeNumber('--port', 0, 65_535))
      .default(8080),
    option('--data <dir>', 'book with the records of the firms').default('data/book'),
    option('--model <file>', 'the model').default(shippedModelPath, 'models/sme-scorecard.json'),
    option('--policy <file>', 'JDM policy, with its .params.json and reasons.json beside it').default(
      standardPolicyPath,
      'policies/sme-standard.json',
    ),
  ],
  example: 'parus simulate && parus serve --port 8080',
  run: async (options, context) => {
    const model = await loadModel(options.model);
    const rules = await loadRules(options.policy);
    const book = await openBookFor(options.data, model, rules);
    const assess = makeAssessor(model, decisionFeatures(model, rules));
    const service = await startService({
      port: options.port,
      signal: context.signal,
      assess: (application) =>
        decisionInput(book, model, rules, assess, application, openCircumstances(book)),
      rules,
      model: model.artefact.hash,
      clock: () => performance.timeOrigin + performance.now(),
    });
    process.stderr.write(
      `parus: serving ${book.firmIds.length} firms at ${service.url}, model ${model.artefact.hash.slice(0, 12)}, policy ${rules.hash.slice(0, 12)}; Ctrl-C stops\n`,
    );
    await service.closed;
    return { data: { url: service.url, stopped: true }, text: 'stopped' };
  },
};
