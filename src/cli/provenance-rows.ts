import { basename } from 'node:path';
import { leftOutByReason } from '../evaluation/report/index.ts';
import type { Model } from '../models/index.ts';
import type { Part, SplitOptions } from './dataset.ts';

/** What a model was made from, as label and value. */
export function provenanceRows({ artefact }: Model): [string, string][] {
  const { provenance, target, inputs, excluded, calibration } = artefact;
  const { data, made, seed, config } = provenance;
  const identifiers = excluded.flatMap(({ name, reason }) => (reason === IDENTIFIER ? [name] : []));
  return [
    ['algorithm', artefact.algorithm],
    ['data', `${data.origin}: ${data.rows} training rows, ${data.bads} bad`],
    ['target', badInWords(target, identifiers)],
    ['inputs', String(inputs.length)],
    ...(excluded.length > 0 ? [['left out', leftOut(artefact)] as [string, string]] : []),
    ['calibration', calibration.kind],
    ['options', optionsText(config)],
    ['seed', String(seed)],
    ['data hash', data.hash],
    ['model hash', artefact.hash],
    ['made with', `Parus ${made.parus}, Node ${made.node}`],
    ['command', made.command],
  ];
}

/** Which rows a report is about, as label and value. */
export function rowsOfParts(
  parts: { readonly train: Part; readonly test: Part },
  seed: number,
  { test, holdout }: SplitOptions = {},
): [string, string][] {
  const { train, test: tested } = parts;
  const count = ({ table, bad }: Part): string =>
    `${table.nRows} rows, ${bad.reduce((sum, y) => sum + y, 0)} bad`;
  const how = `drawn at random with seed ${seed}, as many bads in a hundred as in the rest`;
  return [
    ['training rows', `${basename(train.table.origin)}: ${count(train)}`],
    ['test rows', `${basename(tested.table.origin)}: ${count(tested)}`],
    [
      'split',
      test === undefined ? `${holdout === undefined ? '' : `${100 * holdout} % `}${how}` : 'two tables',
    ],
    ['target', badOfPart(train)],
  ];
}

/** The columns that mark a row as an application of a book; a user's table has one identifier at most. */
const BOOK_IDENTIFIERS = ['applicationId', 'firmId', 'asOf'];
/** Why a column that says whose row it is does not train. */
const IDENTIFIER = 'identifier';

/** What is bad, for a reader: the outcome of books in words (docs/glossary.md), that of tables by its column. */
function badInWords(
  { column, bad = '1' }: { readonly column: string; readonly bad?: string | undefined },
  identifiers: readonly string[],
): string {
  return BOOK_IDENTIFIERS.every((name) => identifiers.includes(name))
    ? 'bad: 90 or more days past due within 12 months of disbursement'
    : `${column} = ${bad} is bad`;
}

/** As `badInWords` for rows that were read. */
function badOfPart({ target, skip }: Part): string {
  return badInWords(
    target,
    [...skip].flatMap(([name, reason]) => (reason === IDENTIFIER ? [name] : [])),
  );
}

/** Columns that are no inputs, counted by reason, the most frequent first. */
function leftOut(artefact: Model['artefact']): string {
  return leftOutByReason(artefact)
    .map(({ reason, names }) => `${names.length}: ${reason}`)
    .join('; ');
}

/** Longer values are told by their size: a page lists what was chosen, the model file holds it all. */
const LONGEST_VALUE = 60;

function optionsText(config: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(config).map(([name, value]) => {
    const text = JSON.stringify(value);
    const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
    return `${name} = ${text.length <= LONGEST_VALUE ? text : `${size} entries`}`;
  });
  return texts.length === 0 ? 'defaults' : texts.join(', ');
}
