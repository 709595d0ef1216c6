import type { DecisionSummary } from '../decision/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../table/index.ts';

/** Reasons that get columns of their own. */
const REASONS = 4;

/** Decisions as a table, one row each: money in yuan, reasons in both languages. */
export function decisionTable(decisions: readonly DecisionSummary[]): Table {
  const text = (pick: (decision: DecisionSummary) => string | undefined) =>
    categoryColumn(decisions.map(pick));
  const number = (pick: (decision: DecisionSummary) => number | undefined) =>
    numericColumn(decisions.map(pick));
  return makeTable([
    ['applicationId', text((d) => d.applicationId)],
    ['firmId', text((d) => d.firmId)],
    ['outcome', text((d) => d.outcome)],
    ['limitYuan', number((d) => d.limitFen / 100)],
    ['annualRate', number((d) => d.annualRate ?? undefined)],
    ['termMonths', number((d) => d.termMonths)],
    ['monthlyInstalmentYuan', number((d) => d.monthlyInstalmentFen / 100)],
    ['pd', number((d) => d.pd ?? undefined)],
    ['score', number((d) => d.score ?? undefined)],
    ['grade', text((d) => d.grade ?? undefined)],
    ...Array.from({ length: REASONS }, (_, k) => [
      [`reason${k + 1}`, text((d) => d.reasons[k]?.code)] as const,
      [`reason${k + 1}En`, text((d) => d.reasons[k]?.en)] as const,
      [`reason${k + 1}Zh`, text((d) => d.reasons[k]?.zh)] as const,
    ]).flat(),
    ['model', text((d) => d.model)],
    ['policy', text((d) => d.policy)],
    ['productId', text((d) => d.productId)],
  ]);
}
