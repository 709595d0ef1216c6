import type { TrendProof } from './facts/trend-proofs.ts';
import { grouped } from './format.ts';
import { html, type Markup } from './html.ts';
import { inputName } from './input-name.ts';
import { mark } from './marks.ts';
import type { Meanings } from './report-input.ts';

/** Refuted trends listed. */
export const MAX_REFUTED = 10;

/** What is known of the risk as an input grows. */
export const trendWords: Readonly<Record<TrendProof['trend'], string>> = {
  ascending: 'risk proven to rise with it',
  descending: 'risk proven to fall with it',
  constant: 'no number of it moves the risk',
  none: 'neither trend holds everywhere',
  unknown: 'trend not decided',
};

/** What is proven of trends, and which of those asked for are refuted. */
export function trendsNote(trends: readonly TrendProof[], meanings: Meanings | undefined): Markup {
  const count = (trend: TrendProof['trend']): number => trends.filter((own) => own.trend === trend).length;
  const constant = count('constant');
  const unknown = count('unknown');
  const pieces = [
    `it rises with ${grouped(count('ascending'))}`,
    `falls with ${grouped(count('descending'))}`,
    ...(constant > 0 ? [`is the same for all numbers of ${grouped(constant)}`] : []),
    `does neither throughout with ${grouped(count('none'))}`,
    ...(unknown > 0 ? [`and was not decided in the steps allowed for ${grouped(unknown)}`] : []),
  ];
  return html`<h4>Trends, proven</h4>
<p>Over every row there can be, seen or not, the risk was followed through the trees as each of ${grouped(trends.length)} numeric inputs grows: ${pieces.join(', ')}. ${askedText(trends)}</p>
${refutedList(trends, meanings)}`;
}

function askedText(trends: readonly TrendProof[]): string {
  const asked = trends.flatMap((own) => (own.asked ? [own.asked.verdict] : []));
  if (asked.length === 0) return 'Training was asked to keep no trend of these.';
  const count = (verdict: (typeof asked)[number]): number => asked.filter((own) => own === verdict).length;
  const unknown = count('unknown');
  return `Of ${grouped(asked.length)} trends that training was asked to keep ${grouped(count('proven'))} ${count('proven') === 1 ? 'is' : 'are'} proven, ${grouped(count('refuted'))} refuted${unknown > 0 ? `, ${grouped(unknown)} not decided` : ''}.`;
}

function refutedList(trends: readonly TrendProof[], meanings: Meanings | undefined): Markup | undefined {
  const refuted = trends.filter(({ asked }) => asked?.verdict === 'refuted');
  if (refuted.length === 0) return undefined;
  const lines = refuted
    .slice(0, MAX_REFUTED)
    .map(
      ({ name, asked }) =>
        html`<li>${inputName(name, meanings?.get(name))} ${mark(asked!.trend === 'ascending' ? 'asked to rise, refuted' : 'asked to fall, refuted', true)}</li>`,
    );
  const left = refuted.length - MAX_REFUTED;
  return html`<ul>${lines}</ul>${left > 0 ? html`<p class="muted">${left} more are refuted.</p>` : undefined}`;
}
