import { html, type Markup } from '../../evaluation/report/index.ts';
import type { Card, CardReason } from './card.ts';
import { dateText } from './plain-numbers.ts';
import { sheetPage } from './sheet.ts';
import { usualChart } from './usual-chart.ts';

/** A card as a self-contained HTML sheet: reads on a phone, prints on A5, runs no script and asks the net for nothing. */
export function cardHtml(card: Card): string {
  const { language, words, outcome } = card;
  const comma = language === 'zh' ? '、' : ', ';
  const chart = usualChart(card);
  const body = html`<header><span>${card.title}</span><span>${card.applicationId} · ${dateText(card.day, language)}</span></header>
<h1 class="${outcome}">${card.headline}</h1>
${card.lead.map((line) => html`<p>${line}</p>`)}
<dl class="facts">${card.facts.map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
<h2>${card.reasonsTitle}</h2>
${card.basis.map((line) => html`<p>${line}</p>`)}
${card.reasons.length === 0 ? html`<p>${words.noReasons}</p>` : html`<ol>${card.reasons.map((reason) => reasonItem(reason, words))}</ol>`}
${words.more === '' ? undefined : html`<p class="muted">${words.more}</p>`}
${chart && html`<figure>${chart}<figcaption>${words.chartNote}</figcaption></figure>`}
${changeSection(card)}
<h2>${card.sources.title}</h2>
<dl class="sources">${card.sources.lists.map(({ label, names }) => html`<dt>${label}</dt><dd>${names.join(comma)}</dd>`)}</dl>
<section class="rights"><h2>${card.rights.title}</h2>
<ul>${card.rights.lines.map((line) => html`<li>${line}</li>`)}</ul><p>${card.rights.contact}</p></section>
<footer>${words.marks}</footer>`;
  return sheetPage(language, `${card.title} · ${card.applicationId}`, body);
}

function reasonItem({ title, detail, direction, decisive }: CardReason, words: Card['words']): Markup {
  const note = decisive ? undefined : html`<span>${words.contributing}</span>`;
  return html`<li class="${direction}"><b>${title}</b>${detail === '' ? undefined : html`<span>${detail}</span>`}${note}</li>`;
}

function changeSection({ change }: Card): Markup | undefined {
  if (change === null) return undefined;
  const note = change.note === '' ? undefined : html`<p class="muted">${change.note}</p>`;
  const lines =
    change.lines.length === 1
      ? html`<p>${change.lines[0]}</p>`
      : html`<ul>${change.lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<h2>${change.title}</h2>${lines}${note}`;
}
