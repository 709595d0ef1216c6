import { Option } from 'commander';
import { fail } from '../../core/index.ts';
import {
  type CardContext,
  cardHtml,
  cardOf,
  cardText,
  type Influence,
  type Language,
  languages,
  loadCardTexts,
  nearestChanges,
  type Reference,
  referenceOf,
} from '../../decision/card/index.ts';
import { restrictDossier } from '../../decision/consent/index.ts';
import {
  type Application,
  applicationsOf,
  type Decision,
  type DecisionInput,
  type DecisionRules,
  decideAsync,
  decideBatch,
  decisionFeatures,
  decisionInput,
  loadRules,
  makeAssessor,
  openBookFor,
  openCircumstances,
  standardPolicyPath,
} from '../../decision/index.ts';
import { computeFeatures, featureNames } from '../../features/index.ts';
import { type BoundColumns, isAdditive, loadModel, type Model } from '../../models/index.ts';
import { contributionsOf } from '../../scorecard/index.ts';
import { type Book, dossierOf } from '../../sources/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type CommandContext, type CommandSpec, option, required } from '../command.ts';

interface CardOptions {
  readonly data: string;
  readonly model: string;
  readonly policy: string;
  readonly id: string;
  readonly lang: Language;
  readonly format: 'text' | 'html' | 'json';
  readonly out?: string;
  readonly texts?: string;
}

/** Earlier applications that the usual is taken from; more are thinned evenly. OWN: quartiles err by 1 % of rank then. */
const MOST_REFERENCE = 2000;

export const cardCommand: CommandSpec<CardOptions> = {
  name: 'card',
  summary:
    'explain one decision to the applicant: outcome, offer, main reasons against the usual, what would change it, rights',
  options: [
    required('--data <dir>', 'the book'),
    required('--model <file>', 'the model'),
    option('--policy <file>', 'JDM policy, with its .params.json and reasons.json beside it').default(
      standardPolicyPath,
      'policies/sme-standard.json',
    ),
    required('--id <application>', 'the application'),
    new Option('--lang <language>', 'language of the card').choices(languages).default('en'),
    new Option('--format <format>', 'how it is written').choices(['text', 'html', 'json']).default('text'),
    option('--texts <file>', 'the words of the card (default: policies/card-texts.json)'),
    option('--out <file>', 'where to write it (default: print it)'),
  ],
  example:
    'parus card --data data/book --model model.json --id a0001 --lang zh --format html --out card.html',
  run: async (options, context) => {
    const { id, lang, format, out } = options;
    const model = await loadModel(options.model);
    const rules = await loadRules(options.policy, { model });
    const book = await openBookFor(options.data, model, rules);
    const assess = makeAssessor(model, decisionFeatures(model, rules));
    const applications = applicationsOf(book);
    const application = applications.find(({ applicationId }) => applicationId === id);
    if (application === undefined) {
      throw fail('PARUS_USAGE', {
        problem: `--id got ${id}; expected one of the ${applications.length} applications of ${options.data}, such as ${applications[0]?.applicationId ?? 'none'}`,
      });
    }
    const inputOf = (one: Application): DecisionInput =>
      decisionInput(book, model, rules, assess, one, openCircumstances(book));
    const input = inputOf(application);
    const decision = await decideAsync(input, rules);
    const reference = await usualOf(
      applications.filter(({ eventDate }) => eventDate < application.eventDate),
      inputOf,
      rules,
      context,
    );
    const vectorOf = vectorsOf(book, input.consent);
    const fraudOf = (features: DecisionInput['features']): DecisionInput['fraud'] =>
      rules.fraud ? rules.fraud.assess(features, null) : null;
    const cardContext: CardContext = {
      texts: await loadCardTexts(options.texts),
      reasonTexts: rules.reasonTexts,
      reference,
      products: rules.products,
      influences: influencesOf(model, vectorOf(application)),
      change: await nearestChanges({ input, rules, model, vectorOf, reference, fraudOf }),
    };
    const card = cardOf(decision, cardContext, lang);
    const page = { text: cardText, html: cardHtml, json: (c: object) => JSON.stringify(c, null, 2) }[format](
      card,
    );
    if (out === undefined) return { data: card, text: page };
    await writeTextFile(out, page);
    return { data: { ...card, out }, text: `${out}: ${card.headline}` };
  },
};

/** What is usual: figures of those who were approved before, as far as decisions read them. */
async function usualOf(
  earlier: readonly Application[],
  inputOf: (application: Application) => DecisionInput,
  rules: DecisionRules,
  { onProgress }: CommandContext,
): Promise<Reference> {
  const n = Math.min(earlier.length, MOST_REFERENCE);
  const picked = Array.from({ length: n }, (_, i) => earlier[Math.floor((i * earlier.length) / n)]!);
  const inputs = picked.map((one, i) => {
    if (i % 100 === 0) onProgress({ label: 'the usual', done: i, total: n });
    return inputOf(one);
  });
  const decisions: readonly Decision[] = await decideBatch(inputs, rules);
  const approved = inputs.filter((_, i) => decisions[i]!.outcome === 'approve');
  const names = Object.keys(inputs[0]?.features ?? {});
  return referenceOf(
    new Map(
      names.map((name) => [
        name,
        Float64Array.from(approved, ({ features }) => features[name] ?? Number.NaN),
      ]),
    ),
  );
}

/** Features of applications of a book in catalogue order, from the sources that may be read. */
function vectorsOf(
  book: Book,
  consent: DecisionInput['consent'],
): (application: Application) => Float64Array {
  return ({ firmId, amountFen, termMonths, eventDate }) => {
    const vector = new Float64Array(featureNames.length);
    const whole = dossierOf(book, firmId);
    const dossier = consent ? restrictDossier(whole, consent.used) : whole;
    computeFeatures(dossier, { amountFen, termMonths }, eventDate, vector, 0);
    return vector;
  };
}

/** Every input's part in the score, where the model tells. */
function influencesOf(model: Model, vector: Float64Array): Influence[] | undefined {
  if (!isAdditive(model)) return undefined;
  const columns = model.artefact.inputs.map(({ name }) => {
    const at = featureNames.indexOf(name);
    return vector.subarray(at, at + 1);
  });
  const bound: BoundColumns = { nRows: 1, columns, unseen: 0 };
  return contributionsOf(model, bound, 0).map(({ input, excess }) => ({
    feature: input.name,
    contribution: excess,
  }));
}
