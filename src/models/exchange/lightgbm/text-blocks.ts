import { type Exchange, refusal } from '../refusal.ts';

/** A block of `name=value` lines. */
export type Fields = ReadonlyMap<string, string>;

export interface LightGbmText {
  readonly header: Fields;
  readonly trees: readonly Fields[];
  /** Levels of each category, in the order of the features that are categories; null: the file has none. */
  readonly levels: readonly (readonly string[])[] | null;
}

const EXPECTED = 'the text that LightGBM saves';

/** Cuts a LightGBM text file into its blocks. @throws PARUS_MODEL_NOT_SUPPORTED */
export function cutText(text: string, exchange: Exchange): LightGbmText {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf('end of trees');
  if (lines[0] !== 'tree' || end < 0) {
    throw refusal(
      exchange,
      `file without ${lines[0] === 'tree' ? 'an end of trees' : 'a first line "tree"'}`,
      EXPECTED,
    );
  }
  const starts = lines.slice(0, end).flatMap((line, i) => (line.startsWith('Tree=') ? [i] : []));
  const bounds = [...starts, end];
  return {
    header: fieldsOf(lines.slice(1, bounds[0])),
    trees: starts.map((start, t) => fieldsOf(lines.slice(start + 1, bounds[t + 1]))),
    levels: levelsOf(lines.slice(end), exchange),
  };
}

function fieldsOf(lines: readonly string[]): Fields {
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
      }),
  );
}

const LEVELS_MARK = 'pandas_categorical:';

function levelsOf(tail: readonly string[], exchange: Exchange): LightGbmText['levels'] {
  const line = tail.find((text) => text.startsWith(LEVELS_MARK));
  if (line === undefined) return null;
  try {
    const parsed = JSON.parse(line.slice(LEVELS_MARK.length)) as unknown;
    if (!Array.isArray(parsed) || parsed.length === 0) return null;
    return parsed.map((levels) => (levels as unknown[]).map(String));
  } catch (error) {
    throw refusal(
      exchange,
      `file whose ${LEVELS_MARK} cannot be read: ${(error as Error).message}`,
      EXPECTED,
    );
  }
}

/** A field's numbers, exactly `length` of them. @throws PARUS_MODEL_NOT_SUPPORTED */
export function numbersOf(fields: Fields, name: string, length: number, exchange: Exchange): number[] {
  const text = fields.get(name)?.trim() ?? '';
  const numbers = text === '' ? [] : text.split(/\s+/).map(Number);
  if (numbers.length !== length || !numbers.every(Number.isFinite)) {
    throw refusal(exchange, `file whose ${name} is not ${length} numbers`, EXPECTED);
  }
  return numbers;
}
