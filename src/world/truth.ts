import { sharedInt32 } from '../parallel/index.ts';
import {
  type Column,
  categoryColumn,
  MISSING_INT32,
  makeTable,
  numericColumn,
  type Table,
} from '../table/index.ts';
import { applicationIdOf, firmIdOf } from './emit/index.ts';
import type { FirmLife } from './life.ts';
import { outcomeOf } from './loans.ts';

/** Latent traits and fates, one row a firm: truth/firms.parquet, which nothing but the audit of claims may read. */
export function truthTable(lives: readonly FirmLife[]): Table {
  const number = (value: (life: FirmLife) => number): Column => numericColumn(lives.map(value));
  const text = (value: (life: FirmLife) => string | undefined): Column => categoryColumn(lives.map(value));
  const disbursed = ({ application, loans }: FirmLife) =>
    application && loans.includes(application.loan) ? application.loan : undefined;
  const deaths = sharedInt32(lives.length);
  const worst = sharedInt32(lives.length);
  for (const [i, life] of lives.entries()) {
    const loan = disbursed(life);
    deaths[i] = life.deathDay ?? MISSING_INT32;
    worst[i] = loan ? outcomeOf(loan).maxDaysPastDue : MISSING_INT32;
  }
  return makeTable(
    [
      ['firmId', text(({ traits }) => firmIdOf(traits.firm))],
      ['applicationId', text((life) => (life.application ? applicationIdOf(life.traits.firm) : undefined))],
      ['industry', text(({ traits }) => traits.industry)],
      ['region', text(({ traits }) => traits.region)],
      ['weeklySalesFen', number(({ traits }) => traits.weeklySalesFen)],
      ['quality', number(({ traits }) => traits.quality)],
      ['honesty', number(({ traits }) => traits.honesty)],
      ['digitalisation', number(({ traits }) => traits.digitalisation)],
      ['topShare', number(({ traits }) => traits.topShare)],
      ['bufferMonths', number(({ traits }) => traits.bufferMonths)],
      ['wealthMonths', number(({ traits }) => traits.wealthMonths)],
      ['deathDate', { kind: 'date', values: deaths }],
      ['walkedAway', number((life) => (disbursed(life)?.abandoned ? 1 : 0))],
      ['worstDaysPastDue', { kind: 'numeric', values: worst }],
    ],
    'simulated truth',
  );
}
