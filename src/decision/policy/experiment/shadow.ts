/** What a challenger would have said. */
export interface ShadowRecord<Answer> {
  readonly challenger: string;
  /** Null where it failed. */
  readonly answer: Answer | null;
  /** Why it failed; null where it answered. */
  readonly error: string | null;
}

export interface Shadowed<Answer> {
  /** What counts. */
  readonly answer: Answer;
  readonly shadow: ShadowRecord<Answer>;
}

/**
 * Runs a challenger beside the champion and records its answer without effect: the champion's answer is returned as it
 * is, and a challenger that fails is a record, not an error.
 * @throws what the champion throws.
 */
export async function shadow<Input, Answer>(
  input: Input,
  champion: (input: Input) => Answer | Promise<Answer>,
  challenger: { readonly name: string; readonly run: (input: Input) => Answer | Promise<Answer> },
): Promise<Shadowed<Answer>> {
  const answer = await champion(input);
  return { answer, shadow: await recordOf(input, challenger) };
}

async function recordOf<Input, Answer>(
  input: Input,
  { name, run }: { readonly name: string; readonly run: (input: Input) => Answer | Promise<Answer> },
): Promise<ShadowRecord<Answer>> {
  try {
    return { challenger: name, answer: await run(input), error: null };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { challenger: name, answer: null, error: message };
  }
}
