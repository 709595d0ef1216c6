import { yuanToFen } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';
import { firmIdOf, K, type RecordSink } from './sink.ts';

/** Yearly chance of each later entry; chance alone drives them in this version. */
const CHANGES = [
  { kind: 'ownerChange', perYear: 0.01 },
  { kind: 'addressChange', perYear: 0.04 },
  { kind: 'capitalChange', perYear: 0.02 },
] as const;

/** Monthly wage from which the declared headcount is told, yuan, and the spread of the declaration, sd of log. */
const WAGE_YUAN = 6_000;
const HEADCOUNT_SD = 0.3;
/** Registered capital over monthly sales, sd of log; whole 10,000 yuan. */
const CAPITAL_SD = 1;
const CAPITAL_STEP_YUAN = 10_000;
/** A change of capital doubles it. */
const CAPITAL_RAISE = 2;

/** The founding of the firm and at most one later entry of each kind. */
export function emitRegistry(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  const { startDate, endDate } = world.timeline;
  const { firm } = traits;
  const stream = world.streams.records;
  const founded = startDate - traits.ageDays;
  const monthlySales = traits.weeklySalesFen * WEEKS_PER_MONTH;
  const step = yuanToFen(CAPITAL_STEP_YUAN);
  const capital = monthlySales * Math.exp(CAPITAL_SD * stream.normal(0, 1, firm, 0, K.capital));
  const payroll = world.scenario.industries[traits.industry].payrollShare * monthlySales;
  const heads =
    (payroll / yuanToFen(WAGE_YUAN)) * Math.exp(HEADCOUNT_SD * stream.normal(0, 1, firm, 0, K.employees));
  const entry = {
    firmId: firmIdOf(firm),
    industry: traits.industry,
    region: traits.region,
    registeredCapitalFen: Math.max(1, Math.round(capital / step)) * step,
    foundedDate: founded,
    ownerAge: traits.ownerAge,
    employees: Math.max(1, Math.round(heads)),
  };
  const arrival = (day: number, i: number): number => day + 1 + stream.integer(7, firm, i, K.registryDelay);
  sink('registry', { ...entry, eventDate: founded, arrivalDate: arrival(founded, 0), kind: 'registered' });
  const days = endDate - startDate + 1;
  const changes = CHANGES.flatMap(({ kind, perYear }, i) =>
    stream.uniform(firm, i, K.registryChange) < (perYear * days) / 365
      ? [{ kind, i, day: startDate + stream.integer(days, firm, i, K.registryDay) }]
      : [],
  ).sort((a, b) => a.day - b.day);
  let current = entry;
  for (const { kind, i, day } of changes) {
    if (kind === 'capitalChange')
      current = { ...current, registeredCapitalFen: CAPITAL_RAISE * current.registeredCapitalFen };
    sink('registry', { ...current, eventDate: day, arrivalDate: arrival(day, i + 1), kind });
  }
}
