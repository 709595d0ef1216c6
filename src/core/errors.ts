/**
 * The one table of coded errors. A code is never reused or renamed: scripts match on it.
 * Templates say what, got, expected, where; `{name}` is filled from the parameters, whose names the types demand.
 */

interface ErrorSpec {
  /** HTTP status the service answers with. */
  readonly http: number;
  /** Exit code of the command line: 1 a fault of ours, 2 wrong use or bad input, 3 a check that did not hold. */
  readonly exit: 1 | 2 | 3;
  readonly template: string;
  /** One sentence for docs/errors.md: what the reader should do. */
  readonly help: string;
}

const table = {
  // Use of the command line and of options.
  PARUS_USAGE: {
    http: 400,
    exit: 2,
    template: 'wrong use: {problem}',
    help: 'Run the command with --help; the message names the option.',
  },
  PARUS_CONFIG_INVALID: {
    http: 400,
    exit: 2,
    template: 'invalid configuration in {path}: {problem}',
    help: 'Every issue is listed with its path inside the file; mend them all at once.',
  },
  PARUS_RUNTIME_OLD: {
    http: 500,
    exit: 2,
    template: 'Node {got} is too old; expected Node >= {expected}',
    help: 'Run `npm ci` with install scripts allowed: it brings the pinned runtime.',
  },
  PARUS_CANCELLED: {
    http: 503,
    exit: 2,
    template: 'cancelled: {task} was stopped before it finished',
    help: 'Ctrl-C or an abort signal; nothing half-written is left behind.',
  },
  PARUS_INTERNAL: {
    http: 500,
    exit: 1,
    template: 'a fault of ours: {problem}',
    help: 'Please report it with the command and the printed stack.',
  },
  PARUS_CHECK_FAILED: {
    http: 500,
    exit: 3,
    template: '{failed} of {total} checks did not hold: {names}',
    help: 'The command ran; the result it checked is outside its tolerance.',
  },

  // Files.
  PARUS_FILE_MISSING: {
    http: 404,
    exit: 2,
    template: 'no such file: {path}',
    help: 'Check the path; relative paths start at the working directory.',
  },
  PARUS_FILE_EMPTY: {
    http: 400,
    exit: 2,
    template: 'empty file: {path} has {got}; expected a header and at least one row',
    help: 'The file has no data rows.',
  },
  PARUS_FILE_ENCODING: {
    http: 400,
    exit: 2,
    template: 'text that cannot be decoded: {path} at byte {offset}; expected {expected}',
    help: '`ingest` reads UTF-8, UTF-16 and GB18030 (--encoding); for the other commands convert to UTF-8 first.',
  },
  PARUS_FILE_FORMAT: {
    http: 400,
    exit: 2,
    template: 'cannot read {path}: {problem}; expected .csv, .csv.gz, .parquet, .ndjson or .jsonl',
    help: 'The extension decides the reader; the content must agree with it.',
  },
  PARUS_OUT_EXISTS: {
    http: 409,
    exit: 2,
    template: 'output exists: {path}; pass --force to replace it',
    help: 'Nothing is overwritten unless asked for.',
  },
  PARUS_WRITE_FAILED: {
    http: 507,
    exit: 2,
    template: 'cannot write {path}: {problem}',
    help: 'Disk full, read-only or no permission; the unfinished file was removed.',
  },

  // Tables.
  PARUS_TABLE_RAGGED: {
    http: 400,
    exit: 2,
    template: '{path} line {line}: {problem}',
    help: 'A row has more or fewer fields than the header, or an unclosed quote.',
  },
  PARUS_TABLE_HEADER: {
    http: 400,
    exit: 2,
    template: 'bad header in {path}: {problem}',
    help: 'Column names must be there, unique and not blank.',
  },
  PARUS_TABLE_COLUMN_MISSING: {
    http: 400,
    exit: 2,
    template: 'missing column {column} in {path}; it has {available}',
    help: 'The model or option needs a column that the table does not have.',
  },
  PARUS_TABLE_COLUMN_TYPE: {
    http: 400,
    exit: 2,
    template: 'column {column} of {path} is {got}; expected {expected}',
    help: 'A numeric column became text (or the reverse) since the model was trained.',
  },
  PARUS_TABLE_MIXED_COLUMN: {
    http: 400,
    exit: 2,
    template:
      'column {column} of {path} is numeric but for {count} values, the first {value} in row {row}; expected numbers only',
    help: 'Mend the values, or pass --categorical COLUMN to read it as text.',
  },
  PARUS_TABLE_NOT_FINITE: {
    http: 400,
    exit: 2,
    template: 'column {column} of {path} holds {value} in row {row}; expected finite numbers or missing',
    help: 'Infinity cannot be scored; write an empty field for missing.',
  },
  PARUS_TABLE_TYPE_UNSUPPORTED: {
    http: 400,
    exit: 2,
    template: 'column {column} of {path} has type {got}; expected numbers, text, booleans or dates',
    help: 'Nested types cannot be used as features; drop the column with --drop.',
  },

  // Targets and training.
  PARUS_TARGET_MISSING: {
    http: 400,
    exit: 2,
    template: 'target {column} of {path} is missing in row {row}; expected a value in every row',
    help: 'A row without outcome cannot train or evaluate; remove it first.',
  },
  PARUS_TARGET_VALUES: {
    http: 400,
    exit: 2,
    template: 'target {column} of {path} has values {got}; expected {expected}',
    help: 'Use 0/1, a boolean, or text with --bad naming the bad value.',
  },
  PARUS_TARGET_ONE_CLASS: {
    http: 400,
    exit: 2,
    template:
      'target {column} of {path} has {bads} bads among {rows} rows in {part}; expected at least {expected} of each class',
    help: 'Both classes are needed to train and to evaluate.',
  },
  PARUS_TRAIN_NO_FEATURES: {
    http: 400,
    exit: 2,
    template: 'no usable feature in {path}: {problem}',
    help: 'Every column is constant, missing, a date, an identifier or dropped.',
  },
  PARUS_TRAIN_TOO_LARGE: {
    http: 400,
    exit: 2,
    template: '{algorithm} cannot take {rows} rows; expected at most {limit}',
    help: 'The baseline library is quadratic in rows; use another algorithm or fewer rows.',
  },
  PARUS_TRAIN_TOO_WIDE: {
    http: 400,
    exit: 2,
    template: '{algorithm} cannot take {columns} design columns; expected at most {limit}',
    help: 'Drop columns with --drop, or train a scorecard, which keeps the strongest.',
  },
  PARUS_ALGORITHM_UNKNOWN: {
    http: 400,
    exit: 2,
    template: 'unknown algorithm {got}; expected one of {expected}',
    help: '`parus train --help` lists what this version can train.',
  },

  // Evaluation.
  PARUS_SCORE_INVALID: {
    http: 400,
    exit: 2,
    template: 'score {value} in row {row} of {path}; expected {expected}',
    help: 'Every evaluated row needs a score; find out why this row has none or one that is no probability.',
  },
  PARUS_SCORE_ROWS: {
    http: 400,
    exit: 2,
    template: '{scores} scores but {outcomes} outcomes in {path}; expected as many of each',
    help: 'Scores and outcomes must come from the same rows in the same order.',
  },

  // Models.
  PARUS_MODEL_INVALID: {
    http: 400,
    exit: 2,
    template: 'not a Parus model: {path}: {problem}',
    help: 'The file does not have the shape of a model artefact; issues are listed with their paths.',
  },
  PARUS_MODEL_HASH: {
    http: 400,
    exit: 2,
    template: 'model {path} was altered: content hash is {got}; expected {expected}',
    help: 'The artefact was edited after training; train again or restore the file.',
  },
  PARUS_MODEL_VERSION: {
    http: 400,
    exit: 2,
    template: 'model {path} has format {got}; expected 1 to {expected}',
    help: 'The model was written by a newer Parus; upgrade.',
  },
  PARUS_MODEL_NOT_SUPPORTED: {
    http: 400,
    exit: 2,
    template: 'model {path} is a {got}; {operation} expects {expected}',
    help: 'This operation is not defined for this family of models.',
  },

  // Sources and books.
  PARUS_SOURCE_UNKNOWN: {
    http: 400,
    exit: 2,
    template: 'cannot tell which source {path} holds; expected a file named for one of {expected}',
    help: 'Name the file after its source, or say in a mapping file what it holds (`--mapping`).',
  },
  PARUS_RECORD_INVALID: {
    http: 422,
    exit: 2,
    template: '{path} row {row} column {column}: {problem}, got {got}',
    help: 'The record breaks the contract of its source; ingest puts it into quarantine.',
  },
  PARUS_RECORD_DUPLICATE: {
    http: 422,
    exit: 2,
    template: '{path} row {row}: duplicate of {key}, first seen in row {first}',
    help: 'The same record again, perhaps delivered later; one is kept, the others go to quarantine.',
  },
  PARUS_RECORD_CORRECTED: {
    http: 422,
    exit: 2,
    template: '{path} row {row}: {key} came on different days with different content; kept is row {kept}',
    help: '`--corrections first|last` says which version the book keeps, `refuse` stops the run; see docs/ingestion.md.',
  },
  PARUS_RECORD_CONFLICT: {
    http: 422,
    exit: 2,
    template: '{path} row {row}: {key} came twice on one day with different content; kept is row {kept}',
    help: 'Nothing says which of the two is right: mend the source, or give `keys` in the mapping file if they are two records.',
  },
  PARUS_RECORD_ORDER: {
    http: 422,
    exit: 2,
    template: '{path} row {row}: arrival {arrival} before event {event}',
    help: 'A record cannot be known before it happened.',
  },
  PARUS_BOOK_MISSING: {
    http: 404,
    exit: 2,
    template: 'not a book: {path} has no {expected}',
    help: '`parus simulate` or `parus ingest` writes a book; the manifest comes last, so an unfinished book has none.',
  },
  PARUS_BOOK_INVALID: {
    http: 400,
    exit: 2,
    template: 'book {path} is invalid: {problem}',
    help: 'The manifest and the files do not agree; write the book again.',
  },

  // Decisions and the service.
  PARUS_POLICY_INVALID: {
    http: 400,
    exit: 2,
    template: 'policy {path} is invalid: {problem}',
    help: 'The JDM file does not load or does not answer with an outcome.',
  },
  PARUS_POLICY_NOT_COMPILED: {
    http: 500,
    exit: 2,
    template: 'policy {path} runs on the rule engine only and cannot answer at once: {problem}',
    help: 'Ask it with evaluateAsync, or write the named expression in the compiled subset of docs/policies.md.',
  },
  PARUS_APPLICATION_INVALID: {
    http: 400,
    exit: 2,
    template: 'application refused: {problem}',
    help: 'The body does not match the schema; issues are listed with their paths.',
  },
  PARUS_LIST_INVALID: {
    http: 400,
    exit: 2,
    template: 'list {path} row {row}: {problem}',
    help: 'A list is taken whole or not at all; every issue is listed with its row. Row 0 is the file itself. See docs/lists.md.',
  },
  PARUS_CONSENT_INVALID: {
    http: 400,
    exit: 2,
    template: 'consents {path} row {row}: {problem}',
    help: 'The file of consents is append-only; every issue is listed with its row. Row 0 is the file itself. See docs/consent.md.',
  },
  PARUS_FIRM_UNKNOWN: {
    http: 404,
    exit: 2,
    template: 'no firm {firmId} in {path}',
    help: 'The service only knows firms of the book it was started with.',
  },
  PARUS_ROUTE_UNKNOWN: {
    http: 404,
    exit: 2,
    template: 'no route {method} {url}',
    help: 'See the README for the routes of the service.',
  },
  PARUS_PORT_IN_USE: {
    http: 503,
    exit: 2,
    template: 'cannot listen on port {port}: {problem}',
    help: 'Another process holds the port; pass --port.',
  },
  PARUS_BODY_INVALID: {
    http: 400,
    exit: 2,
    template: 'request refused: {problem}',
    help: 'The request cannot be read: the body is not JSON, is cut short, or holds a forbidden key such as `__proto__`.',
  },
  PARUS_BODY_TOO_LARGE: {
    http: 413,
    exit: 2,
    template: 'request body is too large; expected at most {limit} bytes',
    help: 'An application needs a few hundred bytes.',
  },
  PARUS_CONTENT_TYPE: {
    http: 415,
    exit: 2,
    template: 'content type {got} is not understood; expected application/json',
    help: 'Send the header Content-Type: application/json.',
  },
  PARUS_IDEMPOTENCY_CONFLICT: {
    http: 409,
    exit: 2,
    template: 'Idempotency-Key {key} was used with another body',
    help: 'A key stands for one request; take a new key for a new application.',
  },
  PARUS_APPLICATION_DUPLICATE: {
    http: 409,
    exit: 2,
    template: 'application {applicationId} was decided before; read it at /v1/decisions/{applicationId}',
    help: 'Application ids are unique; retry with the same Idempotency-Key to get the same answer.',
  },
  PARUS_DECISION_UNKNOWN: {
    http: 404,
    exit: 2,
    template: 'no decision for application {applicationId} in this process',
    help: 'The service keeps the latest decisions of its own process; older ones are forgotten.',
  },
  PARUS_CARD_UNEXPLAINED: {
    http: 500,
    exit: 1,
    template: 'no card for application {applicationId}: it was declined without a concrete reason',
    help: 'Nobody is turned away without being told why: the decision must go to a person.',
  },
  PARUS_REVIEW_REFUSED: {
    http: 409,
    exit: 2,
    template: 'review refused: {problem}',
    help: 'The state of the case, the role or the four-eyes rule does not allow it; nothing was recorded.',
  },
  PARUS_REVIEW_QUEUE_CORRUPT: {
    http: 500,
    exit: 1,
    template: 'review queue {path} line {line}: {problem}',
    help: 'The file was cut short or altered; it was left as it is. A torn last line can be set aside with `parus review repair`.',
  },
  PARUS_REVIEW_QUEUE_BUSY: {
    http: 503,
    exit: 2,
    template: 'review queue {path} is being written by another process (lock {lock})',
    help: 'Try again; if no other process is alive, delete the lock file.',
  },

  // Worker threads.
  PARUS_WORKER_DIED: {
    http: 500,
    exit: 1,
    template: 'a worker thread died in {task}: {problem}',
    help: 'Most often out of memory; use fewer workers or less data.',
  },
  PARUS_WORKER_TASK: {
    http: 500,
    exit: 1,
    template: 'worker cannot find task {task} in {module}',
    help: 'A task must be an exported function of its module.',
  },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof table;

/** The table itself, for docs and tests. */
export const errorTable: Readonly<Record<ErrorCode, ErrorSpec>> = table;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters a code's template demands. */
export type ErrorParams<C extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof table)[C]['template']>, string | number>
>;

/** One problem and where it is: a path inside a file, request or configuration. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** The plain form in which a coded error crosses threads and HTTP. */
export interface SerialisedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly issues: readonly Issue[];
}

/** An error with a code of the table. The message is the filled template, without the code. */
export class ParusError extends Error {
  override readonly name = 'ParusError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, issues: readonly Issue[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.issues = issues;
  }

  get http(): number {
    return errorTable[this.code].http;
  }

  get exit(): 1 | 2 | 3 {
    return errorTable[this.code].exit;
  }

  toJSON(): SerialisedError {
    return { code: this.code, message: this.message, issues: this.issues };
  }
}

/** Makes the coded error `code`, filling its template; `issues` lists every single problem when there are several. */
export function fail<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  issues: readonly Issue[] = [],
  cause?: unknown,
): ParusError {
  const values = params as Readonly<Record<string, string | number>>;
  const message = errorTable[code].template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return new ParusError(code, message, issues, cause);
}

/** Any thrown value as a coded error; what has no code is a fault of ours. */
export function asParusError(error: unknown): ParusError {
  if (error instanceof ParusError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return fail('PARUS_INTERNAL', { problem }, [], error);
}

/** Zod's issues in ours: `path` joined with dots. */
export function issuesOfZod(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Issue[] {
  return issues.map(({ path, message }) => ({ path: path.map(String).join('.') || '(root)', message }));
}
