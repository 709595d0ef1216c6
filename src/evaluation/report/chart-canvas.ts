import type * as PlotModule from '@observablehq/plot';
import { html, type Markup } from './html.ts';

/** Where charts are drawn: Observable Plot on a document without a browser. */
export interface ChartCanvas {
  readonly plot: typeof PlotModule;
  /** Draws one chart with its heading; `reading` says in a sentence how to read it; empty leaves the caption out. */
  draw(heading: string, reading: string, options: PlotModule.PlotOptions): Markup;
}

/** Size in CSS pixels before scaling to the column; a phone of 390 pixels shows it unscaled. */
const WIDTH = 350;
const HEIGHT = 270;

/**
 * Opens a canvas for `body` and closes it whatever happens. The libraries are loaded here and not at the top of a
 * module: together they take half a second, which only the commands that draw should pay.
 */
export async function withChartCanvas<T>(body: (canvas: ChartCanvas) => T): Promise<T> {
  const [plot, { Window }] = await Promise.all([import('@observablehq/plot'), import('happy-dom')]);
  const window = new Window();
  const draw = (heading: string, reading: string, options: PlotModule.PlotOptions): Markup => {
    const figure = plot.plot({
      document: window.document as never,
      className: 'plot',
      ariaLabel: heading,
      width: WIDTH,
      height: HEIGHT,
      marginTop: 26,
      marginLeft: 44,
      marginRight: 16,
      marginBottom: 38,
      style: { fontSize: '11px' },
      ...options,
    });
    const svg = { markup: slim(String(figure.outerHTML)) };
    if (reading === '') return html`<figure class="chart bare">${svg}</figure>`;
    return html`<figure class="chart"><figcaption><b>${heading}</b> ${reading}</figcaption>${svg}</figure>`;
  };
  try {
    return body({ plot, draw });
  } finally {
    await window.happyDOM.close();
  }
}

/** Drops Plot's style sheet, which the page holds once, and decimals that no screen can show. */
function slim(svg: string): string {
  return svg
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/ (d|transform|cx|cy|r|x|y|x1|x2|y1|y2|width|height)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d{2,}(e-?\d+)?(?!\d*em)/g, (number) =>
        String(Math.round(Number(number) * 10) / 10),
      ),
    );
}
