import { fail } from '../core/index.ts';
import { computeFeatureTable, sourcesRead } from '../features/index.ts';
import { type Model, scoreTable } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { type Book, bookSources, dossierOf, openBook, openBookReader } from '../sources/index.ts';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  type NumericColumn,
  type Table,
  textAt,
} from '../table/index.ts';
import type { Application } from './application.ts';
import { type Assessor, DEVICE_FEATURE, decisionFeatures, makeAssessor } from './assessor.ts';
import { type CircumstanceOptions, openCircumstances } from './circumstances.ts';
import { restrictDossier } from './consent/index.ts';
import type { ApplicationRows } from './decide-rows.ts';
import type { DecisionInput } from './decision.ts';
import { GRAPH_PREFIX } from './fraud/index.ts';
import {
  buildRelationGraph,
  firmNumber,
  graphFeatureNames,
  graphFeatures,
  readRelations,
} from './graph/index.ts';
import { knownBadsOf } from './known-bads-of.ts';
import { neededSources } from './needed-sources.ts';
import type { DecisionRules } from './rules.ts';

/** Opens of a book what decisions under a model and rules read, and the registry, which says whether a firm exists. */
export function openBookFor(dir: string, model: Model, rules: DecisionRules): Promise<Book> {
  const read = new Set<string>(sourcesRead(decisionFeatures(model, rules)));
  for (const source of ['registry', 'applications', 'outcomes']) read.add(source);
  return openBook(dir, { sources: bookSources.filter((source) => read.has(source)) });
}

/** Every application of a book, in firm order. */
export function applicationsOf(book: Book): Application[] {
  const { columns, offsets, levels } = book.rows.applications;
  return book.firmIds.flatMap((firmId, firm) => {
    const list: Application[] = [];
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      list.push({
        applicationId: levels['applicationId']![columns.applicationId[row]!]!,
        firmId,
        amountFen: columns.amountFen[row]!,
        termMonths: columns.termMonths[row]!,
        purpose: levels['purpose']![columns.purpose[row]!]!,
        eventDate: columns.eventDate[row]!,
      });
    }
    return list;
  });
}

/** What a decision is a function of, for one application of a book: the online road. */
export function decisionInput(
  book: Book,
  model: Model,
  rules: DecisionRules,
  assess: Assessor,
  application: Application,
  circumstances: ReturnType<typeof openCircumstances> = openCircumstances(book),
): DecisionInput {
  const whole = dossierOf(book, application.firmId);
  const known = circumstances(application, Number.NaN);
  const dossier = known.consent ? restrictDossier(whole, known.consent.used) : whole;
  const assessed = assess(dossier, application);
  const device = assessed.features[DEVICE_FEATURE] ?? Number.NaN;
  return {
    application,
    ...known,
    facts: { ...known.facts, deviceFirms: Number.isNaN(device) ? null : device },
    fraud: rules.fraud ? rules.fraud.assess(assessed.features, null) : null,
    ...assessed,
    model: model.artefact.hash,
  };
}

/** The same for every application of a book, in firm order. For large books see `readApplicationRows`. */
export function decisionInputs(book: Book, model: Model, rules: DecisionRules): DecisionInput[] {
  const assess = makeAssessor(model, decisionFeatures(model, rules));
  const circumstances = openCircumstances(book);
  return applicationsOf(book).map((application) =>
    decisionInput(book, model, rules, assess, application, circumstances),
  );
}

export interface ReadOptions extends CircumstanceOptions {
  /** Whether the relation graph of the book is read too, for fraud rules and models that ask it; default: no. */
  readonly withGraph?: boolean | undefined;
}

/**
 * The applications of a book with all that decisions on them read, by row: the batch road, to the same bits as the online
 * one. Features and scores are computed in the pool's workers; where a consent is wanting, anew from the records that may be
 * read.
 * @throws PARUS_BOOK_MISSING, PARUS_BOOK_INVALID, PARUS_FILE_EMPTY, PARUS_TABLE_COLUMN_MISSING
 */
export async function readApplicationRows(
  dir: string,
  model: Model,
  rules: DecisionRules,
  pool: WorkerPool,
  options: ReadOptions = {},
): Promise<ApplicationRows> {
  const book = await openBook(dir, { sources: ['registry', 'applications'] });
  const applications = applicationsOf(book);
  const table = await computeFeatureTable(await openBookReader(dir), { pool });
  assertSameRows(applications, table);
  const { margins, bound } = await scoreTable(pool, model, table);
  const values = (name: string): Float64Array => asFloat64(columnOf(table, name) as NumericColumn);
  const features = decisionFeatures(model, rules).map((name) => [name, values(name)] as const);
  const device = values(DEVICE_FEATURE);
  const circumstancesOf = openCircumstances(book, options);
  const circumstances = applications.map((application, row) => circumstancesOf(application, device[row]!));
  const rows: ApplicationRows = {
    applications,
    circumstances,
    inputs: bound.columns,
    margins,
    features,
    graph: options.withGraph ? await graphColumns(dir, applications, pool) : null,
  };
  if (options.consents) await forgetWithheld(dir, model, rules, rows);
  return rows;
}

function assertSameRows(applications: readonly Application[], table: Table): void {
  const ids = columnOf(table, 'applicationId') as CategoryColumn;
  const same =
    table.nRows === applications.length &&
    applications.every(({ applicationId }, row) => textAt(ids, row) === applicationId);
  // Both walk the same file in the same order.
  if (!same) throw fail('PARUS_INTERNAL', { problem: 'features and applications of a book are out of step' });
}

/** Features of the relation graph on the day of each application. */
async function graphColumns(
  dir: string,
  applications: readonly Application[],
  pool: WorkerPool,
): Promise<ApplicationRows['graph']> {
  const graph = buildRelationGraph(await readRelations(dir, pool));
  const asks = applications.map(({ firmId, eventDate }) => ({
    firm: firmNumber(graph, firmId) ?? -1,
    day: eventDate,
  }));
  const columns = await graphFeatures(graph, asks, await knownBadsOf(dir, graph), pool);
  return graphFeatureNames.map((name) => [`${GRAPH_PREFIX}${name}`, columns[name]] as const);
}

/** Scores the rows anew that read a source their firm did not consent to. @param rows INOUT */
async function forgetWithheld(
  dir: string,
  model: Model,
  rules: DecisionRules,
  { applications, circumstances, inputs, margins, features }: ApplicationRows,
): Promise<void> {
  const needed = new Set<string>(neededSources(model, rules));
  const withheld = circumstances.flatMap(({ consent }, row) =>
    consent?.withheld.some(({ source }) => needed.has(source)) ? [row] : [],
  );
  if (withheld.length === 0) return;
  const book = await openBookFor(dir, model, rules);
  const names = model.artefact.inputs.map(({ name }) => name);
  const assess = makeAssessor(model, [...new Set([...names, ...features.map(([name]) => name)])]);
  for (const row of withheld) {
    const application = applications[row]!;
    const dossier = restrictDossier(dossierOf(book, application.firmId), circumstances[row]!.consent!.used);
    const { assessment, features: known } = assess(dossier, application);
    margins[row] = assessment?.margin ?? Number.NaN;
    names.forEach((name, i) => {
      inputs[i]![row] = known[name]!;
    });
    for (const [name, column] of features) column[row] = known[name]!;
  }
}
