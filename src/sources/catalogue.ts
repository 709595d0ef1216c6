import { applications } from './applications.ts';
import { bank } from './bank.ts';
import { bureau } from './bureau.ts';
import { crops } from './crops.ts';
import { customs } from './customs.ts';
import { guarantees } from './guarantees.ts';
import { invoices } from './invoices.ts';
import { judicial } from './judicial.ts';
import { links } from './links.ts';
import { news } from './news.ts';
import { orders } from './orders.ts';
import { outcomes } from './outcomes.ts';
import { payroll } from './payroll.ts';
import { pos } from './pos.ts';
import { registry } from './registry.ts';
import { reviews } from './reviews.ts';
import { statements } from './statements.ts';
import { tax } from './tax.ts';
import { telemetry } from './telemetry.ts';
import { traffic } from './traffic.ts';
import { utility } from './utility.ts';
import { waybills } from './waybills.ts';

/** Every source, in the order of books, docs and summaries. */
export const sources = {
  registry,
  tax,
  utility,
  bank,
  bureau,
  invoices,
  pos,
  orders,
  reviews,
  waybills,
  payroll,
  judicial,
  customs,
  telemetry,
  crops,
  traffic,
  guarantees,
  links,
  news,
  statements,
  applications,
  outcomes,
} as const;

export type SourceName = keyof typeof sources;

export const sourceNames = Object.keys(sources) as readonly SourceName[];

/** The sources a dossier is made of: what was known of the firm before it applied. Outcomes are never among them. */
export const dossierSources = [
  'registry',
  'tax',
  'utility',
  'bank',
  'bureau',
  'invoices',
  'pos',
  'orders',
  'reviews',
  'waybills',
  'payroll',
  'judicial',
  'customs',
  'telemetry',
  'crops',
  'traffic',
  'guarantees',
  'links',
  'news',
  'statements',
] as const satisfies readonly SourceName[];

/** The sources that a lender expects of every firm; the others exist only where the business is of that kind. */
export const coreSources = [
  'registry',
  'tax',
  'utility',
  'bank',
  'bureau',
] as const satisfies readonly DossierSource[];

export type DossierSource = (typeof dossierSources)[number];
