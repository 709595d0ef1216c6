import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { recency } from '../families/dynamics.ts';
import { everOf } from '../families/history.ts';
import type { Quantity } from '../families/quantity.ts';
import { totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, ratio } from '../window.ts';
import { JUDICIAL, type JudicialTrail, LISTED_DAYS } from './judicial.ts';

type JudicialState = SourceState<JudicialTrail>;

const YEAR = windowSlot(365);

const SUITS: Quantity = {
  measure: JUDICIAL.defendant,
  name: 'judicial_suits',
  meaning: 'law suits against the firm',
  meaningZh: '被诉案件数',
  formula: 'entries as defendant, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'Creditors go to court when asking no longer helps.',
};

const CLAIMS: Quantity = {
  ...SUITS,
  measure: JUDICIAL.defendantFen,
  name: 'judicial_claims',
  meaning: 'amount claimed in law suits against the firm',
  meaningZh: '被诉金额',
  formula: 'amountFen of entries as defendant',
  unit: 'yuan',
  per: 100,
  why: 'What the firm may be made to pay before it pays us.',
};

const ENFORCEMENTS: Quantity = {
  ...SUITS,
  measure: JUDICIAL.enforcement,
  name: 'judicial_enforcements',
  meaning: 'entries under enforcement',
  meaningZh: '被执行次数',
  formula: 'entries under enforcement, counted',
  why: 'A judgement the firm did not meet by itself.',
};

const PENALTIES: Quantity = {
  ...SUITS,
  measure: JUDICIAL.penalties,
  name: 'judicial_penalties',
  meaning: 'administrative penalties',
  meaningZh: '行政处罚次数',
  formula: 'fines, counted',
  why: 'Rules broken on safety, hygiene or tax tell of the care a firm is run with.',
};

export const judicialFeatures = defineFeatures<JudicialState>(
  { sources: ['judicial'], sensitivity: 'public' },
  [
    ...totals(SUITS, [90, 365]),
    everOf(SUITS),
    ...totals(CLAIMS, [365]),
    recency(
      { ...SUITS, meaning: 'law suit against the firm', meaningZh: '被诉', formula: 'entry as defendant' },
      'judicial_days_since_suit',
      {
        monotone: 'decreasing',
        why: 'A suit long past has been settled or paid.',
      },
    ),
    ...totals(
      {
        ...SUITS,
        measure: JUDICIAL.plaintiff,
        name: 'judicial_suits_brought',
        meaning: 'law suits brought by the firm',
        meaningZh: '起诉案件数',
        formula: 'entries as plaintiff, counted',
        monotone: 'none',
        why: 'A firm that sues its buyers has bad receivables, and the will to collect them.',
      },
      [365],
    ),
    {
      name: 'judicial_claim_balance_365',
      meaning: 'claims against the firm against claims it brought, last 365 days',
      meaningZh: '近365天被诉与起诉金额差',
      formula: '(a - b) / (a + b), a and b the amounts of entries as defendant and as plaintiff',
      unit: 'index',
      windowDays: 365,
      monotone: 'increasing',
      why: 'Being owed and owing both end in court, but only one of them costs the firm.',
      value: (s) => change(s.total(JUDICIAL.defendantFen, YEAR), s.total(JUDICIAL.plaintiffFen, YEAR)),
    },
    ...totals(ENFORCEMENTS, [365]),
    everOf(ENFORCEMENTS),
    everOf({
      ...CLAIMS,
      measure: JUDICIAL.enforcementFen,
      name: 'judicial_enforcement_amount',
      meaning: 'amount under enforcement',
      meaningZh: '被执行金额',
      formula: 'amountFen of entries under enforcement',
      why: 'Debt that a court has already confirmed, and the firm could not pay.',
    }),
    recency(
      {
        ...ENFORCEMENTS,
        meaning: 'entry under enforcement',
        meaningZh: '被执行',
        formula: 'entry under enforcement',
      },
      'judicial_days_since_enforcement',
      { monotone: 'decreasing', why: 'Accounts may be frozen while enforcement is young.' },
    ),
    {
      name: 'judicial_enforced_share',
      meaning: 'share of law suits against the firm that came to enforcement',
      meaningZh: '被诉案件进入执行占比',
      formula:
        'cases with an entry as defendant and one under enforcement / cases with an entry as defendant',
      unit: 'share',
      monotone: 'increasing',
      why: 'Disputes happen to all; not paying after the judgement does not.',
      value: (s) => ratio(s.trail.enforcedCases, s.trail.cases),
    },
    {
      name: 'judicial_dishonest_now',
      meaning: 'on the list of dishonest debtors',
      meaningZh: '当前为失信被执行人',
      formula: `1 with an entry of the list 0-${LISTED_DAYS - 1} days old, else 0`,
      unit: 'flag',
      windowDays: LISTED_DAYS,
      monotone: 'increasing',
      why: 'Listed debtors are cut off from most credit, and from public contracts.',
      value: (s) => (s.isKnown ? s.trail.listed : Number.NaN),
    },
    ...totals(PENALTIES, [365]),
    ...totals(
      {
        ...PENALTIES,
        measure: JUDICIAL.penaltyFen,
        name: 'judicial_penalty_amount',
        meaning: 'amount of administrative penalties',
        meaningZh: '行政处罚金额',
        formula: 'amountFen of fines',
        unit: 'yuan',
        per: 100,
        why: 'The size of a fine follows the gravity of what was done.',
      },
      [365],
    ),
  ],
);
