import { canonicalJson, fail, sha256 } from '../../core/index.ts';
import { sourcesRead } from '../../features/index.ts';
import type { Decision } from '../decision.ts';
import type { ProductCatalogue } from '../terms/index.ts';
import type { Card, CardOffer } from './card.ts';
import { mainReasons, type ReasonContext } from './card-reasons.ts';
import type { CardTexts } from './card-texts.ts';
import type { ChangeAnswer } from './change.ts';
import { changeLines, counterText } from './change-lines.ts';
import { filled, type Language } from './language.ts';
import { dateText, moneyText, monthsText, percentText } from './plain-numbers.ts';

/** What a card needs besides the decision: everything is handed over, nothing is looked up. */
export interface CardContext extends ReasonContext {
  /** What would change the outcome (`nearestChanges`); null or absent: the card says that it was not worked out. */
  readonly change?: ChangeAnswer | null | undefined;
  /** The products on offer: names of this one and of counter-offers; default: products go unnamed. */
  readonly products?: ProductCatalogue | undefined;
  /** Id under which the decision is kept; default: the first digits of its hash. */
  readonly decisionId?: string | undefined;
}

/** Digits of a hash that tell decisions, models and rules apart on paper. */
const SHORT_HASH = 12;

/**
 * Explains a decision to the applicant: outcome, terms, the main reasons with the applicant's figures against the usual, what would
 * change the answer, which data was used, and the applicant's rights. Pure: same decision and context, same card.
 * @throws PARUS_CARD_UNEXPLAINED for a decline without a concrete reason: it must not be sent
 */
export function cardOf(decision: Decision, context: CardContext, language: Language): Card {
  const { texts } = context;
  const { label } = texts;
  const { application } = decision.trace.snapshot;
  const { basis, main, more } = mainReasons(decision, context, language);
  if (decision.outcome === 'decline' && !main.some(({ decisive }) => decisive))
    throw fail('PARUS_CARD_UNEXPLAINED', { applicationId: decision.applicationId });
  const offer = offerOf(decision);
  const days = texts.contact.answerDays;
  const marks = {
    decision: context.decisionId ?? sha256(canonicalJson(decision)).slice(0, SHORT_HASH),
    model: decision.model.slice(0, SHORT_HASH),
    policy: decision.policy.slice(0, SHORT_HASH),
  };
  return {
    language,
    title: label.title[language],
    applicationId: decision.applicationId,
    day: application.eventDate,
    outcome: decision.outcome,
    headline: texts.outcome[decision.outcome][language],
    lead: leadOf(decision, offer, texts, language),
    asked: {
      amountFen: application.amountFen,
      termMonths: application.termMonths,
      purpose: application.purpose,
    },
    offer,
    facts: factsOf(decision, offer, context, language),
    reasonsTitle: label[decision.outcome === 'approve' ? 'reasonsApprove' : 'reasons'][language],
    basis: main.length === 0 ? [] : basis,
    reasons: main,
    moreReasons: more,
    referenceRows: context.reference?.rows ?? null,
    change:
      decision.outcome === 'approve'
        ? otherLoans(decision, context, language)
        : {
            title: label.change[language],
            lines: changeLines(decision, context, language),
            note: context.change?.options.length ? texts.change.promise[language] : '',
          },
    sources: { title: label.sources[language], lists: sourceLists(decision, context, language) },
    rights: {
      title: label.rights[language],
      lines: texts.rights.map((line) => filled(line[language], { days })),
      contact: filled(texts.rightsContact[language], {
        lender: texts.contact.lender[language],
        channel: texts.contact.channel[language],
      }),
    },
    marks,
    words: {
      chart: label.chart[language],
      chartNote: filled(label.chartNote[language], { rows: context.reference?.rows ?? 0 }),
      marks: [
        `${label.decision[language]} ${marks.decision}`,
        `${label.model[language]} ${marks.model}`,
        `${label.policy[language]} ${marks.policy}`,
      ].join(' · '),
      contributing: texts.reason.contributing[language],
      more:
        more.length === 0
          ? ''
          : filled(label.more[language], {
              list: more.map(withoutStop).join(language === 'zh' ? '；' : '; '),
            }),
      noReasons: label.noReasons[language],
      yours: label.yours[language],
      usual: label.usual[language],
    },
  };
}

/** A sentence as part of a list. */
function withoutStop(text: string): string {
  return text.replace(/[.。]$/, '');
}

/** Other loans beside one that was granted for less than was asked; null without any. */
function otherLoans(decision: Decision, context: CardContext, language: Language): Card['change'] {
  const lines = decision.counterOffers.map((counter) => counterText(counter, context, language));
  return lines.length === 0 ? null : { title: context.texts.label.others[language], lines, note: '' };
}

/** The offer of an approval, or the indication of a review; null without a price. */
function offerOf(decision: Decision): CardOffer | null {
  const { outcome, annualRate, limitFen, termMonths, monthlyInstalmentFen, trace } = decision;
  if (outcome === 'decline' || annualRate === null || limitFen === 0) return null;
  const output = trace.steps.find(({ step }) => step === 'offer')?.output;
  const ends = output !== undefined && 'validUntil' in output ? output : undefined;
  return {
    amountFen: limitFen,
    annualRate,
    termMonths,
    monthlyInstalmentFen,
    totalInterestFen: ends?.totalInterestFen ?? null,
    validUntil: ends?.validUntil ?? null,
    binding: outcome === 'approve',
  };
}

function leadOf(
  { outcome, trace }: Decision,
  offer: CardOffer | null,
  { lead, contact }: CardTexts,
  language: Language,
): string[] {
  const { amountFen, termMonths } = trace.snapshot.application;
  const values = {
    asked: moneyText(amountFen, language),
    term: monthsText(offer?.termMonths ?? termMonths, language),
    amount: offer ? moneyText(offer.amountFen, language) : '',
    rate: offer ? percentText(offer.annualRate, language) : '',
    days: contact.answerDays,
  };
  if (outcome === 'approve') {
    const key = offer && offer.amountFen < amountFen ? 'approveLess' : 'approve';
    return [filled(lead[key][language], values)];
  }
  if (outcome === 'decline') return [filled(lead.decline[language], values)];
  const indication = offer === null ? [] : [filled(lead.reviewIndicative[language], values)];
  return [filled(lead.review[language], values), ...indication];
}

function factsOf(
  { trace, productId }: Decision,
  offer: CardOffer | null,
  { texts: { label, purposes }, products }: CardContext,
  language: Language,
): Card['facts'] {
  const product = products?.byId.get(productId);
  const { amountFen, termMonths, purpose } = trace.snapshot.application;
  const fact = (name: keyof CardTexts['label'], text: string) => ({ label: label[name][language], text });
  const facts = [fact('asked', moneyText(amountFen, language))];
  if (offer?.binding) {
    facts.push(
      fact('offered', moneyText(offer.amountFen, language)),
      fact('term', monthsText(offer.termMonths, language)),
      fact('rate', percentText(offer.annualRate, language)),
      fact(
        (product?.shape.kind ?? 'equal-instalments') === 'equal-instalments'
          ? 'instalment'
          : 'largestPayment',
        moneyText(offer.monthlyInstalmentFen, language),
      ),
    );
    if (offer.totalInterestFen !== null)
      facts.push(fact('interest', moneyText(offer.totalInterestFen, language)));
    if (offer.validUntil !== null) facts.push(fact('validUntil', dateText(offer.validUntil, language)));
  } else {
    facts.push(fact('term', monthsText(termMonths, language)));
  }
  facts.push(fact('purpose', Object.hasOwn(purposes, purpose) ? purposes[purpose]![language] : purpose));
  return facts;
}

/** Sources that decisions of this kind read: used, without a record, and withheld for want of consent; empty lists are left out. */
function sourceLists(
  { trace }: Decision,
  { texts }: CardContext,
  language: Language,
): Card['sources']['lists'] {
  const { features, consent } = trace.snapshot;
  const names = Object.keys(features);
  const read: readonly string[] = sourcesRead(names);
  const known = new Set<string>(sourcesRead(names.filter((name) => features[name] !== null)));
  const withheld = new Set<string>(consent?.withheld.map(({ source }) => source));
  const refused = consent?.withheld.filter(({ why }) => why !== 'other-purpose') ?? [];
  const asked = read.filter((source) => !withheld.has(source));
  const nameOf = (source: string): string => texts.sources[source]?.[language] ?? source;
  const list = (label: keyof CardTexts['label'], sources: readonly string[]) =>
    sources.length === 0 ? [] : [{ label: texts.label[label][language], names: sources.map(nameOf) }];
  return [
    ...list('used', [
      ...asked.filter((source) => known.has(source) && source !== 'applications'),
      'applications',
    ]),
    ...list(
      'empty',
      asked.filter((source) => !known.has(source) && source !== 'applications'),
    ),
    ...list(
      'withheld',
      refused.map(({ source }) => source).filter((source) => read.includes(source)),
    ),
  ];
}
