import { errorTable } from './errors.ts';

/** docs/errors.md, generated from the table so that the two cannot disagree. */
export function errorsMarkdown(): string {
  const rows = Object.entries(errorTable).map(
    ([code, { http, exit, template, help }]) =>
      `| \`${code}\` | ${exit} | ${http} | ${escapeCell(template)} | ${escapeCell(help)} |`,
  );
  return [
    '# Error codes',
    '',
    'Every error of Parus carries a code of this table. A code is never renamed or reused: scripts may match on it.',
    'Exit codes: 1 a fault of ours, 2 wrong use or bad input, 3 a check that was run did not hold.',
    '',
    '| code | exit | HTTP | message | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
