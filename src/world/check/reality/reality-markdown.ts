import type { RealityRow } from './reality-table.ts';

/** What the outside judge said: repeated cross-validation of real against simulated. */
export interface Judgement {
  readonly auc: number;
  /** Standard deviation over repeats of the folds, and standard error from the number of firms. */
  readonly foldSd: number;
  readonly standardError: number;
  /** Features by the AUC lost when they are shuffled, and their AUC alone (null where too few firms have it). */
  readonly importance: readonly {
    readonly feature: string;
    readonly drop: number;
    readonly alone: number | null;
  }[];
}

/** One comparison of real and simulated firms. */
export interface RealityReport {
  /** Which emitter: `before` is the first simple one. */
  readonly label: string;
  readonly nPairs: number;
  readonly plain: Judgement;
  readonly strict: Judgement;
  readonly real: readonly RealityRow[];
  readonly simulated: readonly RealityRow[];
}

const TOP = 12;

/** The reports one after another: AUC first, then the table of the last one, real and simulated side by side. */
export function comparisonMarkdown(reports: readonly RealityReport[]): string {
  const last = reports.at(-1);
  if (!last) return '';
  const lines = [
    '| emitter | pairs of firms | AUC, plain features | AUC, strict features |',
    '| --- | ---: | --- | --- |',
    ...reports.map(
      ({ label, nPairs, plain, strict }) => `| ${label} | ${nPairs} | ${spread(plain)} | ${spread(strict)} |`,
    ),
    '',
    'In brackets the standard error from the number of firms. .5: nobody can tell; 1: a toy.',
    '',
  ];
  for (const report of reports) {
    lines.push(`### What gives it away: ${report.label}`, '');
    lines.push('| feature | AUC lost when shuffled | AUC alone |', '| --- | ---: | ---: |');
    for (const { feature, drop, alone } of report.plain.importance.slice(0, TOP)) {
      lines.push(`| ${feature} | ${drop.toFixed(3)} | ${alone === null ? '' : alone.toFixed(3)} |`);
    }
    lines.push('', `Strict features first: ${named(report.strict)}.`, '');
  }
  for (const side of ['sales', 'purchases'] as const) {
    lines.push(`### ${side === 'sales' ? 'Sales' : 'Purchase'} invoices, ${last.label}`, '');
    lines.push('| quantity | | real | simulated |', '| --- | --- | --- | --- |');
    for (const [i, row] of last.real.entries()) {
      if (row.side !== side) continue;
      const other = last.simulated[i]!;
      const quantity = row.quantity.startsWith('seasonal') ? 'seasonal index of steady firms' : row.quantity;
      lines.push(`| ${quantity} | ${row.headings.join(' / ')} | ${figures(row)} | ${figures(other)} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

function spread({ auc, standardError }: Judgement): string {
  return `${auc.toFixed(3)} (${standardError.toFixed(3)})`;
}

function named({ importance }: Judgement): string {
  return importance
    .slice(0, 6)
    .map(({ feature, drop }) => `${feature} ${drop.toFixed(3)}`)
    .join(', ');
}

/** Values with their decimals, thousands set apart. */
export function figures({ values, digits }: Pick<RealityRow, 'values' | 'digits'>): string {
  return values
    .map((x) => (Number.isFinite(x) ? x.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, ',') : 'none'))
    .join(' / ');
}
