import { describe, expect, it } from 'vitest';
import {
  type Card,
  type CardContext,
  cardHtml,
  cardOf,
  cardText,
  languages,
  loadCardTexts,
  parseCardTexts,
  referenceOf,
} from '../../../src/decision/card/index.ts';
import type { Decision } from '../../../src/decision/index.ts';
import { application, assessment, goodFeatures, standardRules } from '../fixtures.ts';
import { decided, randomDecisions } from './decided.ts';

const texts = await loadCardTexts();
const { reasonTexts } = standardRules;
/** A hundred approved firms: good features, each spread evenly from nothing to twice its usual. */
const reference = referenceOf(
  new Map(
    Object.entries(goodFeatures).map(([name, value]) => [
      name,
      Array.from({ length: 100 }, (_, i) => (Math.abs(value) + 1) * (i / 50)),
    ]),
  ),
);
const context: CardContext = { texts, reasonTexts, reference };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const approved = await decided();
const arrears = await decided({ features: { ...goodFeatures, tax_arrears_365: 5 } });
const large = await decided({ application: { ...application, amountFen: 150_000_000 } });

describe('cardOf', () => {
  it('tells an approved firm its terms', () => {
    expect(approved.outcome).toBe('approve');
    const card = cardOf(approved, context, 'en');
    expect(card.headline).toBe('Approved');
    expect(card.change).toBeNull();
    expect(card.offer).toMatchObject({
      binding: true,
      amountFen: approved.limitFen,
      annualRate: approved.annualRate,
    });
    expect(card.offer?.validUntil).toBeGreaterThan(application.eventDate);
    expect(plain(cardText(card))).toContain('Monthly instalment: ');
  });

  it('names a smaller amount than was asked for as smaller', async () => {
    const { banked, declared } = standardRules.params.limit.revenueFeatures;
    const features = { ...goodFeatures, [banked]: 40_000, [declared]: 0 };
    const decision = await decided({ features });
    expect(decision.limitFen).toBeLessThan(application.amountFen);
    const card = cardOf(decision, context, 'en');
    expect(plain(card.lead[0]!)).toContain('You asked for 150,000 yuan. We can lend you 80,000 yuan');
    expect(card.reasons[0]).toMatchObject({ code: 'LIMIT_BY_CASH_FLOW', decisive: true });
  });

  it('puts the figure of a knock-out beside the usual', () => {
    expect(arrears.outcome).toBe('decline');
    const card = cardOf(arrears, context, 'zh');
    expect(card.reasons[0]).toMatchObject({
      code: 'TAX_ARREARS',
      decisive: true,
      feature: 'tax_arrears_365',
      value: 5,
      valueText: '5',
    });
    expect(card.reasons[0]?.usual).toMatchObject({ side: 'above', rank: 1, known: 100 });
    expect(card.offer).toBeNull();
  });

  it('marks what only counted in the assessment as not decisive', () => {
    const card = cardOf(arrears, context, 'en');
    expect(card.reasons.filter(({ decisive }) => decisive).map(({ code }) => code)).toEqual(['TAX_ARREARS']);
    expect(card.reasons.find(({ code }) => code === 'MODEL:enquiries')).toMatchObject({ decisive: false });
    // What spoke for the firm is no reason against it.
    expect(card.reasons.some(({ code }) => code === 'MODEL:age')).toBe(false);
  });

  it('shows an approved firm what weighed most, for and against', () => {
    const influences = [
      { feature: 'bureau_open_lenders', contribution: -0.9 },
      { feature: 'tax_late_share_365', contribution: 0.2 },
      { feature: 'bureau_enquiries_90', contribution: 0.001 },
    ];
    const card = cardOf(approved, { ...context, influences }, 'en');
    expect(card.reasons.map(({ code, direction }) => [code, direction])).toEqual([
      ['MODEL:bureau_open_lenders', 'for'],
      ['MODEL:tax_late_share_365', 'against'],
    ]);
  });

  it('gives a review its indicative terms as no offer', () => {
    expect(large.outcome).toBe('review');
    const card = cardOf(large, context, 'en');
    expect(card.reasons[0]?.code).toBe('AMOUNT_LARGE');
    if (card.offer) expect(card.offer.binding).toBe(false);
    expect(card.facts.some(({ label }) => label === 'We offer')).toBe(false);
  });

  it('does without a reference, and says that nothing was tried where nothing was', () => {
    const card = cardOf(arrears, { ...context, reference: null }, 'en');
    expect(card.reasons.every(({ usual }) => usual === null)).toBe(true);
    expect(card.change?.lines).toEqual([texts.change.notComputed.en]);
    expect(cardHtml(card)).not.toContain('<svg');
  });

  it('says honestly that nothing within reach would do, and what stands in the way', () => {
    const card = cardOf(arrears, { ...context, change: { options: [] } }, 'en');
    expect(card.change?.lines[0]).toBe(texts.change.none.en);
    expect(card.change?.lines[1]).toContain(reasonTexts['TAX_ARREARS']!.en);
  });

  it('writes a bound of a change so that it holds as printed', () => {
    const change = {
      options: [
        {
          changes: [{ name: 'tax_late_share_365', from: 0.6, to: 0.49987 }],
          outcome: 'approve' as const,
          limitFen: 15_000_000,
          annualRate: 0.0855,
        },
      ],
    };
    const [line] = cardOf(arrears, { ...context, change }, 'en').change!.lines;
    expect(plain(line!)).toContain('at most 49.9 % (now 60 %)');
  });

  it('lists sources used, without a record, and withheld for want of consent', async () => {
    const features = {
      tax_arrears_365: 0,
      bank_monthly_inflow: Number.NaN,
      utility_late_share_365: Number.NaN,
    };
    const decision = await decided({ features });
    const { snapshot } = decision.trace;
    const consent = {
      ...snapshot.consent!,
      used: snapshot.consent!.used.filter((source) => source !== 'utility'),
      withheld: [
        { source: 'utility' as const, why: 'withdrawn' as const },
        { source: 'crops' as const, why: 'other-purpose' as const },
      ],
    };
    const trace = { ...decision.trace, snapshot: { ...snapshot, consent } };
    const { lists } = cardOf({ ...decision, trace }, context, 'en').sources;
    expect(lists.map(({ label, names }) => [label, names])).toEqual([
      ['Used', ['tax filings and payments', 'your application']],
      ['Asked, nothing on record', ['bank account']],
      ['Not used, as you did not consent', ['electricity and water bills']],
    ]);
  });

  it('offers other loans by their names', () => {
    const counterOffers = [
      {
        productId: 'order',
        amountFen: 8_000_000,
        termMonths: 3,
        annualRate: 0.09,
        monthlyInstalmentFen: 8_060_000,
        totalInterestFen: 180_000,
        fits: null,
      },
    ];
    const withProducts = { ...context, products: standardRules.products };
    const declined = cardOf({ ...arrears, counterOffers }, withProducts, 'en').change;
    expect(plain(declined!.lines[0]!)).toContain('Order loan, 80,000 yuan for 3 months at 9 % a year');
    const granted = cardOf({ ...approved, counterOffers }, withProducts, 'zh').change;
    expect(granted?.title).toBe(texts.label.others.zh);
    expect(granted?.lines).toEqual(['您可改为申请：订单贷，8万元，期限3个月，年利率9%。']);
  });

  it('prints no figure about other persons', async () => {
    const features = { ...goodFeatures, links_phone_firms: 7 };
    const reasons = [{ feature: 'links_phone_firms', en: 'Shared phone', zh: '共用电话', contribution: 2 }];
    const decision = await decided({ features, assessment: { ...assessment, pd: 0.5, grade: 'E', reasons } });
    const card = cardOf(decision, context, 'en');
    const reason = card.reasons.find(({ feature }) => feature === 'links_phone_firms');
    expect(reason).toMatchObject({ value: null, valueText: null, usual: null });
    expect(reason?.detail).toContain('also tells of others');
  });

  it('refuses a decline without a concrete reason', () => {
    const vague = {
      ...arrears,
      reasons: [{ code: 'RISK_ABOVE_APPETITE', en: 'Too risky.', zh: '风险过高。' }],
    };
    expect(() => cardOf(vague, context, 'en')).toThrow(
      expect.objectContaining({ code: 'PARUS_CARD_UNEXPLAINED' }),
    );
  });

  it('names the decision, the model and the rules, the same for the same decision', () => {
    const { marks } = cardOf(approved, context, 'en');
    expect(marks).toEqual(cardOf(approved, context, 'zh').marks);
    expect(marks).toMatchObject({ model: 'a'.repeat(12), policy: standardRules.hash.slice(0, 12) });
    expect(cardOf(arrears, context, 'en').marks.decision).not.toBe(marks.decision);
    expect(cardOf(approved, { ...context, decisionId: 'D-1' }, 'en').marks.decision).toBe('D-1');
  });
});

/** Declines that a step can stand for with a reason of its own, or that the model has reasons for; all that is no decline. */
function isExplained({ outcome, reasons, trace }: Decision): boolean {
  if (outcome !== 'decline') return true;
  const declining = trace.steps.flatMap(({ output }) =>
    'codes' in output && 'outcome' in output && output.outcome === 'decline' ? output.codes : [],
  );
  return reasons.some(
    ({ code, en }) =>
      code.startsWith('MODEL:') ||
      (declining.includes(code) && reasonTexts[code]?.concrete && !/a person will look/i.test(en)),
  );
}

describe('cards of thousands of random decisions', () => {
  it('never tell a declined firm only that its score is too low: such a decline gets no card', async () => {
    const declined = (await randomDecisions(5000)).filter(({ outcome }) => outcome === 'decline');
    expect(declined.filter(isExplained).length).toBeGreaterThan(500);
    for (const decision of declined) {
      if (!isExplained(decision)) {
        expect(() => cardOf(decision, context, 'en')).toThrow('without a concrete reason');
        continue;
      }
      const card = cardOf(decision, context, 'en');
      const decisive = card.reasons.filter((reason) => reason.decisive);
      expect(decisive.length).toBeGreaterThan(0);
      for (const { code, title } of decisive) {
        expect(reasonTexts[code]?.concrete ?? code.startsWith('MODEL:')).toBe(true);
        expect(title.length).toBeGreaterThan(0);
      }
      for (const { title } of card.reasons) expect(title).not.toMatch(/a person will look/i);
    }
  });

  it('are whole in both languages: no gap, no stray number, no more than four reasons', async () => {
    for (const decision of (await randomDecisions(1500)).filter(isExplained)) {
      for (const language of languages) {
        const card = cardOf(decision, context, language);
        expect(card.reasons.length).toBeLessThanOrEqual(4);
        const text = cardText(card);
        expect(text).not.toMatch(/\{\w+\}|undefined|NaN|null|Infinity/);
        expect(JSON.parse(JSON.stringify(card))).toEqual(card);
      }
    }
  });

  it('write Chinese with fullwidth punctuation', async () => {
    for (const decision of (await randomDecisions(600))
      .filter(isExplained)
      .filter(({ reasons }) => reasons.every(({ code }) => !code.startsWith('MODEL:')))) {
      const card = cardOf(decision, context, 'zh');
      // Dots and commas only inside numbers, colons and semicolons not at all.
      const own: readonly string[] = [
        ...card.lead,
        ...(card.change?.lines ?? []),
        ...card.reasons.map(({ detail }) => detail),
        ...card.rights.lines,
        card.rights.contact,
      ];
      for (const line of own) expect(line).not.toMatch(/[;:!?]|[,.](?!\d)|\(|\)/);
    }
  });
});

describe('cardHtml', () => {
  const card: Card = cardOf(arrears, context, 'zh');

  it('is one self-contained page: its language, one drawing with words for who cannot see it, no script, no address', () => {
    const page = cardHtml(card);
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(page.match(/<svg /g)).toHaveLength(1);
    expect(page).toMatch(/<svg class="chart" viewBox="0 0 340 \d+" role="img" aria-label="[^"]+"/);
    expect(page).not.toMatch(/<script|https?:|@import|url\(/);
    expect(page.match(/<h1 /g)).toHaveLength(1);
    expect(cardHtml(card)).toBe(page);
  });

  it('escapes what the applicant wrote', () => {
    const page = cardHtml({ ...card, applicationId: '<b>"&' });
    expect(page).toContain('&lt;b&gt;&quot;&amp;');
    expect(page).not.toContain('<b>"');
  });

  it('draws the dot of a usual figure within the shade and of an unusual one outside', () => {
    const drawn = (rank: number, side: 'below' | 'within' | 'above'): number => {
      const [reason] = card.reasons;
      const usual = { ...reason!.usual!, rank, side };
      const page = cardHtml({ ...card, reasons: [{ ...reason!, usual }] });
      return Number(/<circle [^>]*cx="([\d.]+)"/.exec(page)![1]);
    };
    const [left, right] = [20 + 312 * 0.25, 20 + 312 * 0.75];
    expect(drawn(0.9, 'within')).toBe(right);
    expect(drawn(0.1, 'within')).toBe(left);
    expect(drawn(0.5, 'within')).toBe((left + right) / 2);
    expect(drawn(0.9, 'above')).toBeGreaterThan(right);
  });
});

describe('card texts', () => {
  it('name every problem of a broken file at once', () => {
    const broken = {
      ...texts,
      contact: { ...texts.contact, answerDays: 0 },
      figures: { X: 'no_such_feature' },
    };
    try {
      parseCardTexts(broken, 'card-texts.json');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
      expect((error as { issues: readonly { path: string }[] }).issues.map(({ path }) => path)).toEqual([
        'contact.answerDays',
        'figures.X',
      ]);
    }
  });

  it('fill the same places in both languages', () => {
    const placesOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    const walk = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return;
      const { en, zh } = node as { en?: unknown; zh?: unknown };
      if (typeof en === 'string' && typeof zh === 'string') expect(placesOf(zh), en).toEqual(placesOf(en));
      else for (const child of Object.values(node)) walk(child);
    };
    walk(texts);
  });
});
