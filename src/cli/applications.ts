import {
  type Application,
  type Assessor,
  type DecisionInput,
  type DecisionRules,
  decisionFeatures,
} from '../decision/index.ts';
import { sourcesRead } from '../features/index.ts';
import type { Model } from '../models/index.ts';
import { type Book, bookSources, dossierOf, openBook } from '../sources/index.ts';

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

/** What a decision is a function of, for one application of a book. */
export function decisionInput(
  book: Book,
  model: Model,
  assess: Assessor,
  application: Application,
): DecisionInput {
  const dossier = dossierOf(book, application.firmId);
  const { start, end } = dossier.records.registry;
  return {
    application,
    facts: { firmKnown: end > start, duplicate: false },
    ...assess(dossier, application),
    model: model.artefact.hash,
  };
}

/** The same for every application of a book. */
export function applicationInputs(book: Book, model: Model, assess: Assessor): DecisionInput[] {
  return applicationsOf(book).map((application) => decisionInput(book, model, assess, application));
}
