import { cutNote } from './cut-note.ts';
import { signed } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputWithRest } from './input-name.ts';
import { BAD_COLOUR, GOOD_COLOUR } from './model-colours.ts';
import type { Meanings } from './report-input.ts';

/** A longer table is cut, and says so. */
export const MAX_COEFFICIENTS = 120;

/** Coefficients from the strongest to the weakest, with bars to either side of zero. */
export function coefficientsSection(
  coefficients: readonly (readonly [string, number])[],
  meanings: Meanings | undefined,
): Markup {
  const sorted = [...coefficients].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const largest = Math.abs(sorted[0]?.[1] ?? 0);
  const lines = sorted.slice(0, MAX_COEFFICIENTS).map(([name, value]) => {
    const reach = ((largest > 0 ? Math.abs(value) / largest : 0) * 50).toFixed(1);
    const side = value < 0 ? 'right:50%' : 'left:50%';
    const colour = value < 0 ? GOOD_COLOUR : BAD_COLOUR;
    return html`<tr><th scope="row">${inputWithRest(name, meanings)}</th><td><span class="sides"><i style="${side};width:${reach}%;background:${colour}"></i></span></td><td>${signed(value)}</td></tr>`;
  });
  return html`<h3>Coefficients</h3><p>Log-odds of bad for one unit of the transformed input, strongest first; to the right is riskier.</p>
<div class="scroll"><table class="coefficients"><tbody>${lines}</tbody></table></div>
${cutNote(sorted.length, MAX_COEFFICIENTS, 'coefficients')}`;
}
