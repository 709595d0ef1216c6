import { fenToYuan } from '../../core/index.ts';
import type { SourceState } from '../engine/source-state.ts';
import { totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, ratio } from '../window.ts';
import { ENDS_SOON_DAYS, GUARANTEES, type GuaranteesTrail } from './guarantees.ts';

type GuaranteesState = SourceState<GuaranteesTrail>;

const known = (s: GuaranteesState, value: number): number => (s.isKnown ? value : Number.NaN);

export const guaranteesFeatures = defineFeatures<GuaranteesState>(
  { sources: ['guarantees'], sensitivity: 'business' },
  [
    {
      name: 'guarantees_given_amount',
      meaning: 'guarantees given to others, amount running',
      meaningZh: '对外担保余额',
      formula: 'amountFen of guarantees given with endDate not before asOf',
      unit: 'yuan',
      monotone: 'increasing',
      why: 'Debt of others that becomes the firm’s own when they fail.',
      value: (s) => known(s, fenToYuan(s.trail.givenFen)),
    },
    {
      name: 'guarantees_given',
      meaning: 'guarantees given to others, number running',
      meaningZh: '对外担保笔数',
      formula: 'guarantees given with endDate not before asOf, counted',
      unit: 'count',
      monotone: 'increasing',
      why: 'Every guarantee is another way for trouble to come in.',
      value: (s) => known(s, s.trail.givenRunning),
    },
    {
      name: 'guarantees_firms_guaranteed',
      meaning: 'firms guaranteed now',
      meaningZh: '被担保企业数',
      formula: 'distinct counterparties of guarantees given with endDate not before asOf',
      unit: 'count',
      monotone: 'increasing',
      why: 'The more firms a guarantor stands for, the likelier one of them fails.',
      value: (s) => known(s, s.trail.firmsGuaranteed),
    },
    {
      name: 'guarantees_largest_given_share',
      meaning: 'largest guarantee given as a share of those running',
      meaningZh: '最大单笔对外担保占比',
      formula: 'largest / sum of amountFen of guarantees given with endDate not before asOf',
      unit: 'share',
      monotone: 'none',
      why: 'One large guarantee is one firm’s fate; many small ones are a ring.',
      value: (s) => ratio(s.trail.largestGivenFen, s.trail.givenFen),
    },
    {
      name: 'guarantees_given_ending_share',
      meaning: `share of guarantees given that end within ${ENDS_SOON_DAYS} days`,
      meaningZh: `${ENDS_SOON_DAYS}天内到期对外担保占比`,
      formula: `amount of guarantees given that end 0-${ENDS_SOON_DAYS - 1} days from asOf / amount of those running`,
      unit: 'share',
      monotone: 'none',
      why: 'An end frees the firm, unless the loan behind it falls due and is not paid.',
      value: (s) => ratio(s.trail.givenEndingFen, s.trail.givenFen),
    },
    {
      name: 'guarantees_received_amount',
      meaning: 'guarantees received, amount running',
      meaningZh: '获得担保余额',
      formula: 'amountFen of guarantees received with endDate not before asOf',
      unit: 'yuan',
      monotone: 'none',
      why: 'Others stand for the firm, because a lender asked for it.',
      value: (s) => known(s, fenToYuan(s.trail.receivedFen)),
    },
    {
      name: 'guarantees_guarantors',
      meaning: 'firms that guarantee the firm now',
      meaningZh: '为其担保企业数',
      formula: 'distinct counterparties of guarantees received with endDate not before asOf',
      unit: 'count',
      monotone: 'none',
      why: 'Several guarantors are several payers, and a sign that one did not suffice.',
      value: (s) => known(s, s.trail.guarantors),
    },
    {
      name: 'guarantees_received_ending_share',
      meaning: `share of guarantees received that end within ${ENDS_SOON_DAYS} days`,
      meaningZh: `${ENDS_SOON_DAYS}天内到期获得担保占比`,
      formula: `amount of guarantees received that end 0-${ENDS_SOON_DAYS - 1} days from asOf / amount of those running`,
      unit: 'share',
      monotone: 'none',
      why: 'The loan behind the guarantee ends with it and must be paid or renewed.',
      value: (s) => ratio(s.trail.receivedEndingFen, s.trail.receivedFen),
    },
    {
      name: 'guarantees_mutual_firms',
      meaning: 'firms that guarantee each other with the firm',
      meaningZh: '互保企业数',
      formula: 'counterparties of running guarantees both given and received',
      unit: 'count',
      monotone: 'increasing',
      why: 'Two firms that stand for each other are secured by nothing.',
      value: (s) => known(s, s.trail.mutual),
    },
    {
      name: 'guarantees_balance',
      meaning: 'guarantees given against guarantees received',
      meaningZh: '对外担保与获得担保差',
      formula: '(a - b) / (a + b), a and b the running amounts given and received',
      unit: 'index',
      monotone: 'increasing',
      why: 'Whether the firm carries the group or is carried by it.',
      value: (s) => change(s.trail.givenFen, s.trail.receivedFen),
    },
    ...totals(
      {
        measure: GUARANTEES.givenFen,
        name: 'guarantees_new_given_amount',
        meaning: 'guarantees newly given to others',
        meaningZh: '新增对外担保金额',
        formula: 'amountFen of guarantees given',
        unit: 'yuan',
        per: 100,
        monotone: 'increasing',
        why: 'Guarantees are asked of friends when banks no longer lend without.',
      },
      [180],
    ),
  ],
);
