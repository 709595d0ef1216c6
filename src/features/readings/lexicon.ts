/** What a word does to the opinion around it. */
export type Role = 'opinion' | 'negator' | 'strong' | 'weak' | 'turn';

/** Words that share a role, a mood and topics, separated by white space. */
export interface WordList {
  readonly words: string;
  /** Default 'opinion', which also holds words that only name a topic and words that are to be read over. */
  readonly role?: Role;
  /** Mood of an opinion: 2 good, 4 very good, 1 somewhat good; the same below 0 for bad. Default 0. */
  readonly mood?: number;
  /** Bits of topics that it names. Default none. */
  readonly topics?: number;
}

export interface Word {
  readonly text: string;
  readonly role: Role;
  readonly mood: number;
  readonly topics: number;
}

/** Words by their first character code, longest first. */
export type Lexicon = ReadonlyMap<number, readonly Word[]>;

/** Compiles lists into a lexicon; a word of several lists has the topics of all and the role and mood of the last with one. */
export function lexiconOf(lists: readonly WordList[]): Lexicon {
  const words = new Map<string, Word>();
  for (const { words: texts, role = 'opinion', mood = 0, topics = 0 } of lists) {
    for (const text of texts.trim().split(/\s+/)) {
      const before = words.get(text);
      words.set(text, {
        text,
        role: role === 'opinion' ? (before?.role ?? role) : role,
        mood: mood === 0 ? (before?.mood ?? 0) : mood,
        topics: topics | (before?.topics ?? 0),
      });
    }
  }
  const lexicon = new Map<number, Word[]>();
  for (const word of [...words.values()].sort((a, b) => b.text.length - a.text.length)) {
    const first = word.text.charCodeAt(0);
    const list = lexicon.get(first);
    if (list) list.push(word);
    else lexicon.set(first, [word]);
  }
  return lexicon;
}

/** The longest word of a lexicon that begins at `at`. */
export function wordAt(lexicon: Lexicon, text: string, at: number): Word | undefined {
  const list = lexicon.get(text.charCodeAt(at));
  if (!list) return undefined;
  for (let k = 0; k < list.length; k++) if (text.startsWith(list[k]!.text, at)) return list[k];
  return undefined;
}
