import { type Dimension, searchSpaces } from './spaces.ts';

/** The search spaces as a Markdown table, one line an option: what docs/models.md shows. */
export function spacesMarkdown(): string {
  const lines = Object.entries(searchSpaces).flatMap(([algorithm, space]) =>
    Object.entries(space).map(
      ([name, dimension]) => `| ${algorithm} | \`${name}\` | ${describe(dimension)} |`,
    ),
  );
  return ['| algorithm | option | drawn from |', '| --- | --- | --- |', ...lines].join('\n');
}

function describe(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'choice':
      return dimension.values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
    case 'uniform':
      return `${dimension.low} to ${dimension.high}`;
    case 'logUniform':
      return `${dimension.low} to ${dimension.high}, evenly in the logarithm`;
    case 'integer':
      return `whole numbers ${dimension.low} to ${dimension.high}`;
    case 'logInteger':
      return `whole numbers ${dimension.low} to ${dimension.high}, evenly in the logarithm`;
  }
}
