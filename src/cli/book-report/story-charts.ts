import { type Day, formatDay } from '../../core/index.ts';
import { type ChartCanvas, html, type Markup } from '../../evaluation/report/index.ts';
import { thousands } from '../terminal.ts';
import type { FailingFirm, Lane } from './failing-firm.ts';

const MS_PER_DAY = 86_400_000;
/** The two charts share their width and left margin, so that a day stands at the same place in both. */
const FRAME = { width: 720, marginLeft: 150, marginRight: 104 } as const;

const date = (day: Day): Date => new Date(day * MS_PER_DAY);

/** The cash path of the failing firm above the lanes of its sources: when each turned red, and in which order. */
export function storyCharts(canvas: ChartCanvas, story: FailingFirm): Markup {
  const { lanes, applied, overdue30 } = story;
  const red = lanes.filter(({ red: day }) => day !== undefined);
  const list = red.map(
    ({ sign, red: day }) =>
      html`<li>${formatDay(day!)}: ${sign}, ${day! - applied} days after the application, ${aheadOf(day!, overdue30)}</li>`,
  );
  return html`<div class="full">${cashChart(canvas, story)}${lanesChart(canvas, story)}</div>
<p>The order in which its sources turned red, of ${lanes.length} that could have:</p><ol>${list}</ol>`;
}

function aheadOf(day: Day, overdue30: Day): string {
  const lead = overdue30 - day;
  if (lead === 0) return 'on the day of 30 days past due';
  return lead > 0 ? `${lead} days before 30 days past due` : `${-lead} days after 30 days past due`;
}

function milestones({ applied, overdue30, overdue90 }: FailingFirm) {
  return [
    { day: applied, label: 'applies', anchor: 'start' as const, drop: 0 },
    { day: overdue30, label: '30 days past due', anchor: 'end' as const, drop: 14 },
    { day: overdue90, label: '90 days past due', anchor: 'start' as const, drop: 0 },
  ];
}

function cashChart({ plot, draw }: ChartCanvas, story: FailingFirm): Markup {
  const { firmId, balance, from, overdue90 } = story;
  const top = Math.max(0, ...balance.map(({ yuan }) => yuan));
  const marks = milestones(story).map((mark) => ({ ...mark, at: top }));
  return draw(
    `Cash of ${firmId}.`,
    'Balance of its account, from six months before the application to 90 days past due.',
    {
      ...FRAME,
      height: 260,
      x: { label: null, type: 'utc', domain: [date(from), date(overdue90)] },
      y: { label: 'Balance, yuan', grid: true, tickFormat: thousands },
      marks: [
        plot.lineY(balance, {
          x: (d) => date(d.day),
          y: 'yuan',
          stroke: 'var(--model-1)',
          curve: 'step-after',
        }),
        plot.ruleX(marks, { x: (m) => date(m.day), strokeDasharray: '3,3' }),
        ...marks.map((mark) =>
          plot.text([mark], {
            x: (m) => date(m.day),
            y: 'at',
            text: 'label',
            textAnchor: mark.anchor,
            dx: mark.anchor === 'start' ? 4 : -4,
            // The application may lie close before: its label must not run into this one.
            dy: mark.drop,
            fill: 'currentColor',
          }),
        ),
        plot.ruleY([0]),
      ],
    },
  );
}

function lanesChart({ plot, draw }: ChartCanvas, story: FailingFirm): Markup {
  const { lanes, from, applied, overdue90 } = story;
  const until = ({ red }: Lane): Date => date(red ?? overdue90);
  const red = lanes.filter((lane) => lane.red !== undefined);
  return draw(
    'When its sources turned red.',
    'Each is watched from the application on; the dot is the first sign. Grey to the end: never.',
    {
      ...FRAME,
      height: 64 + 26 * lanes.length,
      x: { label: null, type: 'utc', domain: [date(from), date(overdue90)] },
      y: { label: null, type: 'band', domain: lanes.map(({ sign }) => sign) },
      marks: [
        plot.ruleY(lanes, {
          y: 'sign',
          x1: () => date(applied),
          x2: until,
          stroke: 'var(--line)',
          strokeWidth: 8,
        }),
        plot.ruleY(red, {
          y: 'sign',
          x1: until,
          x2: () => date(overdue90),
          stroke: 'var(--bad)',
          strokeWidth: 8,
        }),
        plot.dot(red, {
          y: 'sign',
          x: until,
          r: 5,
          fill: 'var(--bad)',
          title: ({ sign, red: day }) => `${sign}: ${formatDay(day!)}`,
        }),
        plot.text(red, {
          y: 'sign',
          x: () => date(overdue90),
          text: ({ red: day }) => formatDay(day!),
          textAnchor: 'start',
          dx: 8,
          fill: 'currentColor',
        }),
        plot.ruleX(milestones(story), { x: (m) => date(m.day), strokeDasharray: '3,3' }),
      ],
    },
  );
}
