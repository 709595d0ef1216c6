import type { Decision } from '../decision.ts';
import type { ReasonTexts } from '../reason-texts.ts';
import type { CardReason, Standing } from './card.ts';
import type { CardTexts } from './card-texts.ts';
import { featureInfo, featureTitle, isDiscreet } from './catalogue-info.ts';
import { filled, type Language } from './language.ts';
import { valueText } from './plain-numbers.ts';
import { type Reference, shareAtLeast, shareAtMost } from './reference.ts';

/** An input's part in the assessment: log-odds of bad above the average; below 0 it spoke for the applicant. */
export interface Influence {
  readonly feature: string;
  readonly contribution: number;
}

/** What reasons are put into words with. */
export interface ReasonContext {
  readonly texts: CardTexts;
  readonly reasonTexts: ReasonTexts;
  readonly reference: Reference | null;
  /** Every input's part in the score; default: the reasons of the assessment, which only speak against. */
  readonly influences?: readonly Influence[] | undefined;
}

/** Reasons on a card. */
const MOST_REASONS = 4;
const MODEL_PREFIX = 'MODEL:';
/** Less than this moves no decision: about a third of a point on the house scale, as in the reasons of a score. */
const LEAST_CONTRIBUTION = 0.01;

export interface CardReasons {
  /** What the outcome rests on where that only sums the reasons up, such as a risk that is too high. */
  readonly basis: readonly string[];
  readonly main: readonly CardReason[];
  readonly more: readonly string[];
}

/**
 * The at most four main reasons: first those that the outcome rests on, each concrete; then what else counted against the
 * applicant in the assessment, marked as not decisive. An approval names what weighed most, for or against.
 */
export function mainReasons(decision: Decision, context: ReasonContext, language: Language): CardReasons {
  const { reasons, outcome, trace } = decision;
  const rested = codesOfOutcome(decision);
  const concrete = reasons
    .filter(({ code }) => context.reasonTexts[code]?.concrete !== false)
    .filter(({ en }) => outcome !== 'decline' || !PROMISES_A_PERSON.test(en));
  const isDecisive = ({ code }: { readonly code: string }): boolean =>
    code.startsWith(MODEL_PREFIX) || rested.size === 0 || rested.has(code);
  const given = concrete.map((reason): CardReason => {
    const feature = reason.code.startsWith(MODEL_PREFIX)
      ? reason.code.slice(MODEL_PREFIX.length)
      : (context.texts.figures[reason.code] ?? null);
    return wordedReason(
      {
        code: reason.code,
        decisive: isDecisive(reason),
        direction: 'against',
        feature,
        title: reason.code.startsWith(MODEL_PREFIX) ? null : reason[language],
        fallback: reason[language],
      },
      decision,
      context,
      language,
    );
  });
  const decisive = [...given.filter((r) => r.decisive), ...given.filter((r) => !r.decisive)];
  const named = new Set(decisive.map(({ feature }) => feature));
  const assessed: readonly Influence[] = context.influences ?? trace.snapshot.assessment?.reasons ?? [];
  const others = assessed
    .filter(({ feature, contribution }) => !named.has(feature) && Math.abs(contribution) > LEAST_CONTRIBUTION)
    .filter(({ contribution }) => outcome === 'approve' || contribution > 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.feature < b.feature ? -1 : 1))
    .slice(0, Math.max(0, MOST_REASONS - decisive.length))
    .map(({ feature, contribution }) =>
      wordedReason(
        {
          code: `${MODEL_PREFIX}${feature}`,
          decisive: outcome === 'approve',
          direction: contribution > 0 ? 'against' : 'for',
          feature,
          title: null,
          fallback: fallbackTitle(decision, feature, language),
        },
        decision,
        context,
        language,
      ),
    );
  const basis = reasons.filter(
    ({ code }) => context.reasonTexts[code]?.concrete === false && isDecisive({ code }),
  );
  return {
    basis: basis.map((reason) => reason[language]),
    main: [...decisive, ...others].slice(0, MOST_REASONS),
    more: decisive.slice(MOST_REASONS).map(({ title }) => title),
  };
}

/** Referrals that stand beside a knock-out: nobody will look at the application by itself, so the card must not say so. */
const PROMISES_A_PERSON = /a person will look/i;

/** Codes of the steps that concluded what the decision concludes; empty where the trace does not tell. */
function codesOfOutcome({ outcome, trace }: Decision): ReadonlySet<string> {
  return new Set(
    trace.steps.flatMap(({ output }) =>
      'codes' in output && 'outcome' in output && output.outcome === outcome ? output.codes : [],
    ),
  );
}

/** The assessment's own words for a column that is no feature of the catalogue. */
function fallbackTitle({ trace }: Decision, feature: string, language: Language): string {
  return (
    trace.snapshot.assessment?.reasons.find((reason) => reason.feature === feature)?.[language] ?? feature
  );
}

interface Named {
  readonly code: string;
  readonly decisive: boolean;
  readonly direction: 'against' | 'for';
  readonly feature: string | null;
  /** The reason's own text; null where it is named for its feature. */
  readonly title: string | null;
  readonly fallback: string;
}

function wordedReason(
  { code, decisive, direction, feature, title, fallback }: Named,
  { trace }: Decision,
  { texts, reference }: ReasonContext,
  language: Language,
): CardReason {
  const base = { code, decisive, direction, feature };
  const info = feature === null ? undefined : featureInfo(feature);
  const features = trace.snapshot.features;
  const isRule = title !== null;
  if (info === undefined || feature === null || !Object.hasOwn(features, feature)) {
    return { ...base, title: title ?? fallback, detail: '', value: null, valueText: null, usual: null };
  }
  const words = texts.reason;
  const say = (key: keyof typeof words, values: Record<string, string> = {}): string =>
    filled(words[key][language], { effect: words[direction][language], ...values });
  const heading = title ?? featureTitle(info, language);
  const value = features[feature] ?? null;
  if (isDiscreet(info)) {
    const detail = say(isRule ? 'ruleDiscreet' : 'discreet');
    return { ...base, title: heading, detail, value: null, valueText: null, usual: null };
  }
  if (value === null) {
    const detail = say(isRule ? 'ruleMissing' : 'missing');
    return { ...base, title: heading, detail, value, valueText: null, usual: null };
  }
  const shown = valueText(value, info, language);
  const known = reference?.features[feature];
  if (known === undefined) {
    const detail = say(isRule ? 'ruleAlone' : 'alone', { value: shown });
    return { ...base, title: heading, detail, value, valueText: shown, usual: null };
  }
  const { percentiles } = known;
  const [low, median, high] = [percentiles[25]!, percentiles[50]!, percentiles[75]!];
  const side = value < low ? 'below' : value > high ? 'above' : 'within';
  const [lowText, highText] = [valueText(low, info, language), valueText(high, info, language)];
  const usual: Standing = {
    low,
    median,
    high,
    lowText,
    highText,
    rank: (shareAtMost(known, value) + 1 - shareAtLeast(known, value)) / 2,
    known: known.known,
    side,
  };
  const range = lowText === highText ? lowText : say('range', { low: lowText, high: highText });
  const rule = { below: 'ruleBelow', within: 'ruleWithin', above: 'ruleAbove', same: 'ruleSame' } as const;
  const place = side === 'within' && lowText === highText ? 'same' : side;
  const detail = say(isRule ? rule[place] : place, { value: shown, range });
  return { ...base, title: heading, detail, value, valueText: shown, usual };
}
