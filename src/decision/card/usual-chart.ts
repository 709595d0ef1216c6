import { html, type Markup } from '../../evaluation/report/index.ts';
import type { Card, CardReason, Standing } from './card.ts';

/** Units of the drawing: on a phone about one to a pixel. */
const WIDTH = 340;
const ROW = 50;
const LEFT = 20;
const SCALE = WIDTH - LEFT - 8;
const STRIP_Y = 20;
const STRIP_HEIGHT = 10;

/**
 * One row per reason with a figure: a scale of ranks among the approved, the middle half shaded, the median as a line, the
 * applicant as a dot. Ranks and not values, so that one firm with ten times the usual does not push all others into a corner.
 * Undefined where no reason has a usual.
 */
export function usualChart({ reasons, words }: Card): Markup | undefined {
  const rows = reasons.flatMap((reason, i) =>
    reason.usual && reason.valueText !== null ? [{ reason, usual: reason.usual, number: i + 1 }] : [],
  );
  if (rows.length === 0) return undefined;
  const height = rows.length * ROW;
  const drawn = rows.map(({ reason, usual, number }, row) =>
    chartRow(reason, usual, number, row * ROW, words),
  );
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${spoken(rows, words)}">${drawn}</svg>`;
}

function chartRow(
  { valueText, direction }: CardReason,
  { rank, side, lowText, highText }: Standing,
  number: number,
  top: number,
  { yours }: Card['words'],
): Markup {
  const x = (share: number): number => round(LEFT + SCALE * share);
  const y = top + STRIP_Y;
  // Many equal values share one rank in the middle of them, which may lie beside the shade that they belong to.
  const place = side === 'within' ? Math.min(0.75, Math.max(0.25, rank)) : rank;
  const dot = x(place);
  // A label at an edge would be cut: it ends there instead of standing in the middle.
  const anchor = place < 0.2 ? 'start' : place > 0.8 ? 'end' : 'middle';
  const labelX = place < 0.2 ? LEFT : place > 0.8 ? LEFT + SCALE : dot;
  const isOne = lowText === highText;
  const ends = isOne
    ? html`<text class="end" x="${x(0.5)}" y="${y + 24}" text-anchor="middle">${lowText}</text>`
    : html`<text class="end" x="${x(0.25)}" y="${y + 24}" text-anchor="middle">${lowText}</text><text class="end" x="${x(0.75)}" y="${y + 24}" text-anchor="middle">${highText}</text>`;
  return html`<g><text class="number" x="0" y="${y + 9}">${number}</text>
<rect class="strip" x="${LEFT}" y="${y}" width="${SCALE}" height="${STRIP_HEIGHT}" rx="3"/>
<rect class="usual" x="${x(0.25)}" y="${y}" width="${round(SCALE / 2)}" height="${STRIP_HEIGHT}"/>
<line class="median" x1="${x(0.5)}" x2="${x(0.5)}" y1="${y - 2}" y2="${y + STRIP_HEIGHT + 2}"/>
<circle class="${side === 'within' ? 'dot' : `dot ${direction}`}" cx="${dot}" cy="${y + STRIP_HEIGHT / 2}" r="6"/>
<text class="value" x="${labelX}" y="${y - 6}" text-anchor="${anchor}">${yours} ${valueText ?? ''}</text>${ends}</g>`;
}

interface Row {
  readonly reason: CardReason;
  readonly usual: Standing;
  readonly number: number;
}

/** The drawing in words, for who does not see it. */
function spoken(rows: readonly Row[], { chart, yours, usual }: Card['words']): string {
  const lines = rows.map(
    ({ reason, usual: { lowText, highText }, number }) =>
      `${number}. ${reason.title}: ${yours} ${reason.valueText ?? ''}, ${usual} ${lowText} – ${highText}`,
  );
  return [chart, ...lines].join('; ');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
