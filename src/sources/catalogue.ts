import { applications } from './applications.ts';
import { bank } from './bank.ts';
import { bureau } from './bureau.ts';
import { outcomes } from './outcomes.ts';
import { registry } from './registry.ts';
import { tax } from './tax.ts';
import { utility } from './utility.ts';

/** Every source, in the order of books, docs and summaries. */
export const sources = { registry, tax, utility, bank, bureau, applications, outcomes } as const;

export type SourceName = keyof typeof sources;

export const sourceNames = Object.keys(sources) as readonly SourceName[];

/** The sources a dossier is made of: what was known of the firm before it applied. Outcomes are never among them. */
export const dossierSources = [
  'registry',
  'tax',
  'utility',
  'bank',
  'bureau',
] as const satisfies readonly SourceName[];

export type DossierSource = (typeof dossierSources)[number];
