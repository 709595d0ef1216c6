import { fenToYuan } from '../core/index.ts';
import { defineFeatures } from './feature.ts';

/** What features read of an application. */
export interface ApplicationFacts {
  readonly amountFen: number;
  readonly termMonths: number;
}

/** The facts of the application, NaN where there is none. */
export interface ApplicationSummary {
  amountFen: number;
  termMonths: number;
}

export function newApplicationSummary(): ApplicationSummary {
  return { amountFen: Number.NaN, termMonths: Number.NaN };
}

export function summariseApplication(facts: ApplicationFacts | undefined, s: ApplicationSummary): void {
  s.amountFen = facts?.amountFen ?? Number.NaN;
  s.termMonths = facts?.termMonths ?? Number.NaN;
}

export const applicationFeatures = defineFeatures<ApplicationSummary>(
  { sources: ['applications'], sensitivity: 'business' },
  [
    {
      name: 'application_amount',
      meaning: 'amount asked for',
      meaningZh: '申请金额',
      formula: 'amountFen of the application',
      unit: 'yuan',
      monotone: 'none',
      why: 'Counts in relation to the firm’s size, see application_amount_to_inflow.',
      value: (s) => fenToYuan(s.amountFen),
    },
    {
      name: 'application_term_months',
      meaning: 'term asked for',
      meaningZh: '申请期限',
      formula: 'termMonths of the application',
      unit: 'months',
      monotone: 'none',
      why: 'A longer term means smaller instalments but more time for trouble.',
      value: (s) => s.termMonths,
    },
  ],
);
