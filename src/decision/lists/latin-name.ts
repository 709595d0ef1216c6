/** Words of legal forms in Latin company names: they say what a firm is, not which. */
const FORM_WORDS: ReadonlySet<string> = new Set(
  'co company ltd limited inc incorporated corp corporation llc llp plc pte pty gmbh ag sa srl bv kg group holdings holding'.split(
    ' ',
  ),
);

/** A name in Latin letters in the forms that are compared: words without accents and legal forms, single blanks between. */
export interface LatinName {
  readonly inOrder: string;
  /** The words in alphabetical order: the same whether the family name stands first or last. */
  readonly sorted: string;
  /** Whether a legal form was among them. */
  readonly hasForm: boolean;
}

/** Parses a name in Latin letters. Where nothing but legal forms is left, they stay. */
export function parseLatinName(name: string): LatinName {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const all = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const kept = all.filter((word) => !FORM_WORDS.has(word));
  const words = kept.length > 0 ? kept : all;
  return {
    inOrder: words.join(' '),
    sorted: [...words].sort().join(' '),
    hasForm: kept.length < all.length,
  };
}

/** Distinct trigrams of the sorted words of a `LatinName`, blanks and edges counting as letters. */
export function trigramsOf({ sorted }: LatinName): number[] {
  if (sorted === '') return [];
  const text = ` ${sorted} `;
  const grams = new Set<number>();
  for (let i = 2; i < text.length; i++) {
    grams.add(text.charCodeAt(i - 2) * 2 ** 32 + text.charCodeAt(i - 1) * 65_536 + text.charCodeAt(i));
  }
  return [...grams];
}
