import type { Day } from '../../core/index.ts';
import { html, type Markup } from '../../evaluation/report/index.ts';
import {
  dateText,
  featureInfo,
  featureTitle,
  filled,
  type Language,
  percentText,
  sheetPage,
  valueText,
} from '../card/index.ts';

import { healthWords as words } from './health-words.ts';
import type { HealthAdvice, HealthScore, RatedDimension, RatedIndicator } from './rated.ts';

/** Whose health it is, as of when, and among how many firms. */
export interface HealthSubject {
  readonly firmId: string;
  readonly asOf: Day;
  readonly referenceRows: number;
}

/** A health score as plain text. */
export function healthText(health: HealthScore, subject: HealthSubject, language: Language): string {
  const { score, usualScore, dimensions, advice, nKnown, nIndicators } = health;
  const say = sayIn(language);
  const head = `${say('title')} · ${subject.firmId} · ${dateText(subject.asOf, language)}`;
  if (score === null) return [head, '', say('unknown'), say('notCredit')].join('\n');
  const colon = language === 'zh' ? '：' : ': ';
  return [
    head,
    '',
    `${Math.round(score)} ${say('outOf')} (${say('usual', { usual: Math.round(usualScore ?? 0) })})`,
    say('notCredit'),
    `${say('coverage', { known: nKnown, all: nIndicators })} ${say('peers', { rows: subject.referenceRows })}`,
    '',
    ...dimensions.map(
      (dimension) =>
        `${dimension[language]}${colon}${dimension.score === null ? '–' : Math.round(dimension.score)} (${dimension.nKnown}/${dimension.nIndicators})`,
    ),
    '',
    say('advice'),
    ...(advice.length === 0
      ? [say('noAdvice')]
      : advice.flatMap((piece, i) => [`${i + 1}. ${piece[language]}`, `   ${figureText(piece, language)}`])),
  ].join('\n');
}

/** A health score as a self-contained HTML sheet in the style of the explanation card. */
export function healthHtml(health: HealthScore, subject: HealthSubject, language: Language): string {
  const say = sayIn(language);
  const { score, usualScore, dimensions, advice, nKnown, nIndicators } = health;
  const title = `${say('title')} · ${subject.firmId}`;
  const head = html`<header><span>${say('title')}</span><span>${subject.firmId} · ${dateText(subject.asOf, language)}</span></header>`;
  if (score === null)
    return sheetPage(
      language,
      title,
      html`${head}<p>${say('unknown')}</p><p class="muted">${say('notCredit')}</p>`,
    );
  const body = html`${head}
<div class="total"><strong>${Math.round(score)}</strong><span>${say('outOf')}<br><small>${say('usual', { usual: Math.round(usualScore ?? 0) })}</small></span></div>
<p class="muted">${say('notCredit')}</p>
<table class="dims"><thead><tr><th scope="col">${say('dimension')}</th><td></td><th scope="col">${say('score')}</th><th scope="col">${say('known')}</th></tr></thead>
<tbody>${dimensions.map((dimension) => dimensionRow(dimension, language))}</tbody></table>
<p class="muted">${say('coverage', { known: nKnown, all: nIndicators })} ${say('peers', { rows: subject.referenceRows })}</p>
<h2>${say('advice')}</h2>
${advice.length === 0 ? html`<p>${say('noAdvice')}</p>` : html`<ol>${advice.map((piece) => html`<li><b>${piece[language]}</b><span>${figureText(piece, language)}</span></li>`)}</ol>`}
<details><summary>${say('detail', { known: nKnown })}</summary>${dimensions.map((dimension) => detailTable(dimension, language))}</details>`;
  return sheetPage(language, title, body);
}

type Say = (key: keyof typeof words, values?: Readonly<Record<string, string | number>>) => string;

function sayIn(language: Language): Say {
  return (key, values) => filled(words[key][language], values);
}

function figureText({ indicator, value, usual, effect }: HealthAdvice, language: Language): string {
  const info = featureInfo(indicator);
  return sayIn(language)('figure', {
    name: info ? featureTitle(info, language) : indicator,
    value: info ? valueText(value, info, language) : value,
    usual: info ? valueText(usual, info, language) : usual,
    effect: effect.toFixed(1),
  });
}

function dimensionRow(dimension: RatedDimension, language: Language): Markup {
  const { score, usualScore, nKnown, nIndicators } = dimension;
  const meter =
    score === null
      ? undefined
      : html`<svg class="meter" viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true"><rect class="fill" width="${score.toFixed(1)}" height="9"/><rect class="mark" x="${(usualScore ?? 0).toFixed(1)}" width="0.8" height="9"/></svg>`;
  return html`<tr><th scope="row">${dimension[language]}</th><td class="bar">${meter}</td><td>${score === null ? '–' : Math.round(score)}</td><td>${nKnown}/${nIndicators}</td></tr>`;
}

function detailTable(dimension: RatedDimension, language: Language): Markup {
  const say = sayIn(language);
  if (dimension.families.length === 0) return html``;
  const rows = dimension.families.flatMap((family) => [
    html`<tr><th scope="rowgroup" colspan="4"><b>${family[language]}</b></th></tr>`,
    ...family.indicators.map((indicator) => indicatorRow(indicator, language)),
  ]);
  return html`<h2>${dimension[language]}</h2><table class="dims"><thead><tr><th scope="col">${say('indicator')}</th><th scope="col">${say('yours')}</th><th scope="col">${say('usualShort')}</th><th scope="col">${say('standing')}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function indicatorRow({ feature, value, usual, standing }: RatedIndicator, language: Language): Markup {
  const info = featureInfo(feature);
  if (info === undefined) return html``;
  return html`<tr><th scope="row">${featureTitle(info, language)}</th><td>${valueText(value, info, language)}</td><td>${valueText(usual, info, language)}</td><td>${percentText(standing, language, 0)}</td></tr>`;
}
