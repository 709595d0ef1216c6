import { count, type Drift, percent, type SourceQuality } from '../../sources/quality/index.ts';

/** Columns of the table of sources, the same in the terminal and on the page. */
export const OVERVIEW_HEADER = [
  'source',
  'records',
  'firms',
  'coverage',
  'newest event',
  'delay p50/p99',
  'silent 90 d',
  'repeated',
  'shifted fields',
] as const;

/** One source in the columns of OVERVIEW_HEADER. */
export function overviewRow({
  source,
  rows,
  coverage,
  freshness,
  duplicates,
  fields,
}: SourceQuality): string[] {
  const { delay, newestEvent, silent90 } = freshness;
  return [
    source,
    count(rows),
    count(coverage.firms),
    coverage.share === null ? '-' : percent(coverage.share),
    newestEvent ?? '-',
    delay ? `${count(delay.p50)} / ${count(delay.p99)} d` : '-',
    silent90 === null ? '-' : percent(silent90),
    count(duplicates.byKey),
    `${fields.filter(({ drift }) => drift !== null && isShifted(drift)).length} of ${fields.filter(({ drift }) => drift).length}`,
  ];
}

/** Beyond chance, counting firms. */
export function isShifted({ verdict }: Drift): boolean {
  return verdict === 'clear';
}
