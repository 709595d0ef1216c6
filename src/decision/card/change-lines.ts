import type { Decision } from '../decision.ts';
import type { ReasonTexts } from '../reason-texts.ts';
import type { CounterOffer, ProductCatalogue } from '../terms/index.ts';
import type { CardTexts } from './card-texts.ts';
import { featureInfo, featureTitle } from './catalogue-info.ts';
import type { ChangeAnswer, ProposedChange } from './change.ts';
import { filled, type Language } from './language.ts';
import { moneyText, monthsText, percentText, valueText } from './plain-numbers.ts';

/** What a line about a change is put into words with. */
export interface ChangeContext {
  readonly texts: CardTexts;
  readonly reasonTexts: ReasonTexts;
  readonly change?: ChangeAnswer | null | undefined;
  readonly products?: ProductCatalogue | undefined;
}

/** What would change the answer: other loans that are possible, then one sentence per change; says so where there is none. */
export function changeLines(decision: Decision, context: ChangeContext, language: Language): string[] {
  const words = context.texts.change;
  const { change } = context;
  const others = decision.counterOffers.map((counter) => counterText(counter, context, language));
  if (!change) return others.length > 0 ? others : [words.notComputed[language]];
  if (change.options.length === 0) {
    if (others.length > 0) return others;
    const inTheWay = decision.reasons.find(({ code }) => context.reasonTexts[code]?.concrete)?.[language];
    return [
      words.none[language],
      ...(inTheWay === undefined ? [] : [filled(words.noneBecause[language], { reason: inTheWay })]),
    ];
  }
  const found = change.options.map(({ changes, outcome, limitFen, annualRate }) =>
    filled(words[outcome === 'approve' ? 'approve' : 'review'][language], {
      changes: changes.map((one) => changeText(one, context.texts, language)).join(words.and[language]),
      amount: moneyText(limitFen, language),
      rate: percentText(annualRate ?? 0, language),
    }),
  );
  return [...others, ...found];
}

/** Another loan in a sentence. */
export function counterText(
  { productId, amountFen, termMonths, annualRate }: CounterOffer,
  { texts, products }: Pick<ChangeContext, 'texts' | 'products'>,
  language: Language,
): string {
  return filled(texts.change.counter[language], {
    product: products?.byId.get(productId)?.name[language] ?? productId,
    amount: moneyText(amountFen, language),
    term: monthsText(termMonths, language),
    rate: percentText(annualRate, language),
  });
}

function changeText({ name, from, to }: ProposedChange, { change }: CardTexts, language: Language): string {
  if (name === 'amountFen' && from !== null) {
    const words = to > from ? change.amountUp : change.amountDown;
    return filled(words[language], { from: moneyText(from, language), to: moneyText(to, language) });
  }
  if (name === 'termMonths' && from !== null) {
    const [a, b] = [monthsText(from, language), monthsText(to, language)];
    return filled(change.term[language], { from: a, to: b });
  }
  const info = featureInfo(name);
  const title = info ? featureTitle(info, language) : name;
  // Rounded towards what does: a printed bound must hold.
  const rises = from === null || to > from;
  const show = (value: number, rounding: 'nearest' | 'up' | 'down'): string =>
    info ? valueText(value, info, language, rounding) : String(value);
  const target = show(to, rises ? 'up' : 'down');
  if (from === null) return filled(change.known[language], { name: title, to: target });
  const words = rises ? change.up : change.down;
  const now = show(from, 'nearest');
  // Two figures that differ must not print as the same.
  const apart = now === target ? show(from, rises ? 'down' : 'up') : now;
  return filled(words[language], { name: title, from: apart, to: target });
}
