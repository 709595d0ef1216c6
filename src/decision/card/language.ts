/** The languages that applicants are written to in. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** A text in each of them. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** Fills `{name}` in a text; a name that is not given stays as it is. */
export function filled(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
