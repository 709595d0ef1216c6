import type { Card } from './card.ts';
import { dateText } from './plain-numbers.ts';

/** A card as plain text, for a message or a terminal. */
export function cardText(card: Card): string {
  const { language, words } = card;
  const colon = language === 'zh' ? '：' : ': ';
  const comma = language === 'zh' ? '、' : ', ';
  const bullet = (line: string): string => `- ${line}`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    `${card.title} · ${card.applicationId} · ${dateText(card.day, language)}`,
    '',
    card.headline,
    ...card.lead,
    '',
    ...card.facts.map(({ label, text }) => `${label}${colon}${text}`),
    ...section(
      card.reasonsTitle,
      card.reasons.length === 0
        ? [words.noReasons]
        : [
            ...card.basis,
            ...card.reasons.flatMap(({ title, detail, decisive }, i) => [
              `${i + 1}. ${title}`,
              ...[detail, decisive ? '' : words.contributing].filter(Boolean).map((line) => `   ${line}`),
            ]),
            ...(words.more === '' ? [] : [words.more]),
          ],
    ),
    ...(card.change === null
      ? []
      : section(card.change.title, [
          ...card.change.lines.map(bullet),
          ...(card.change.note === '' ? [] : [card.change.note]),
        ])),
    ...section(
      card.sources.title,
      card.sources.lists.map(({ label, names }) => `${label}${colon}${names.join(comma)}`),
    ),
    ...section(card.rights.title, [...card.rights.lines.map(bullet), card.rights.contact]),
    '',
    words.marks,
  ].join('\n');
}
