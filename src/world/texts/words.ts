/** A list of words written with white space between them: lexicons stay readable as blocks of text. */
export function words(block: string): readonly string[] {
  return block.trim().split(/\s+/);
}
