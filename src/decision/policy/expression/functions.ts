import { computed, equal, FAILED, type Failed, isList, type Value } from './values.ts';

/** A function of the ZEN language; its arguments never include a failure. */
interface FunctionSpec {
  readonly least: number;
  readonly most: number;
  readonly run: (a: Value, b: Value | undefined) => Value;
}

const ofText =
  (run: (text: string) => Value) =>
  (a: Value): Value =>
    typeof a === 'string' ? run(a) : FAILED;

const ofTexts =
  (run: (text: string, part: string) => boolean) =>
  (a: Value, b: Value | undefined): Value =>
    typeof a === 'string' && typeof b === 'string' ? run(a, b) : FAILED;

const ofNumber =
  (run: (x: number) => number) =>
  (a: Value): Value =>
    // Adding 0 turns -0, which decimals do not know, into 0.
    typeof a === 'number' ? run(a) + 0 : FAILED;

const ofNumbers =
  (run: (list: readonly number[]) => number | Failed) =>
  (a: Value): Value =>
    isList(a) && a.every((item) => typeof item === 'number') ? run(a as readonly number[]) : FAILED;

const atLeastOne =
  (run: (list: readonly number[]) => number | Failed) =>
  (list: readonly number[]): number | Failed =>
    list.length === 0 ? FAILED : run(list);

const total = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);

/** The functions of the subset by name. What they do with other types: the expression fails. */
const functions: Readonly<Record<string, FunctionSpec>> = {
  len: {
    least: 1,
    most: 1,
    // The engine counts the bytes of a text in UTF-8.
    run: (a) => (typeof a === 'string' ? Buffer.byteLength(a) : isList(a) ? a.length : FAILED),
  },
  contains: {
    least: 2,
    most: 2,
    run: (a, b) => {
      if (typeof a === 'string') return typeof b === 'string' ? a.includes(b) : FAILED;
      return isList(a) && b !== undefined ? a.some((item) => equal(item, b)) : FAILED;
    },
  },
  startsWith: { least: 2, most: 2, run: ofTexts((text, part) => text.startsWith(part)) },
  endsWith: { least: 2, most: 2, run: ofTexts((text, part) => text.endsWith(part)) },
  upper: { least: 1, most: 1, run: ofText((text) => text.toUpperCase()) },
  lower: { least: 1, most: 1, run: ofText((text) => text.toLowerCase()) },
  trim: {
    least: 1,
    most: 1,
    run: ofText((text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')),
  },
  abs: { least: 1, most: 1, run: ofNumber(Math.abs) },
  floor: { least: 1, most: 1, run: ofNumber(Math.floor) },
  ceil: { least: 1, most: 1, run: ofNumber(Math.ceil) },
  round: { least: 1, most: 2, run: (a, b) => atPlaces(a, b, awayFromZero) },
  trunc: { least: 1, most: 2, run: (a, b) => atPlaces(a, b, Math.trunc) },
  sum: { least: 1, most: 1, run: ofNumbers((list) => computed(total(list))) },
  avg: { least: 1, most: 1, run: ofNumbers(atLeastOne((list) => computed(total(list) / list.length))) },
  min: {
    least: 1,
    most: 1,
    run: ofNumbers(atLeastOne((list) => list.reduce((least, x) => Math.min(least, x)))),
  },
  max: {
    least: 1,
    most: 1,
    run: ofNumbers(atLeastOne((list) => list.reduce((most, x) => Math.max(most, x)))),
  },
  bool: { least: 1, most: 1, run: truth },
};

/** The function of that name, where the subset has one. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

/** The engine's idea of truth: an empty text is true, one that says neither true nor false is not. */
function truth(a: Value): boolean {
  if (a === null) return false;
  if (typeof a === 'boolean') return a;
  if (typeof a === 'number') return a !== 0;
  if (typeof a !== 'string') return true;
  const text = a.trim();
  return text === 'true' || (text !== 'false' && a === '');
}

function awayFromZero(x: number): number {
  return Math.sign(x) * Math.round(Math.abs(x));
}

/** Rounds the shortest decimal form of a number, so that 1.005 to two places is 1.01 as with decimals. */
function atPlaces(a: Value, b: Value | undefined, run: (x: number) => number): Value {
  if (typeof a !== 'number' || (b !== undefined && typeof b !== 'number')) return FAILED;
  const places = Math.trunc(b ?? 0);
  if (places < 0) return FAILED;
  // Beyond 15 places a double has no digits left to round.
  if (places > 15) return a;
  return shifted(run(shifted(a, places)), -places) + 0;
}

function shifted(x: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(x).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
