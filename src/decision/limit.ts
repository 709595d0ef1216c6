import { type Fen, yuanToFen } from '../core/index.ts';
import { annuityFactor } from './annuity.ts';
import type { StepVerdict } from './outcome.ts';
import type { LimitParams } from './params.ts';

export interface LimitInput {
  readonly askedFen: Fen;
  readonly termMonths: number;
  readonly grade: string;
  /** Mean monthly money in from the bank, yuan; null is missing. */
  readonly bankedRevenueYuan: number | null;
  /** Mean monthly revenue declared for tax, yuan; null is missing. */
  readonly declaredRevenueYuan: number | null;
  /** The highest rate that the law allows on the day: what the firm must be able to carry. */
  readonly capRate: number;
}

export interface LimitOutput extends StepVerdict {
  readonly limitFen: Fen;
  /** What each basis alone would allow; null where it is not known. */
  readonly bases: {
    readonly asked: Fen;
    readonly cashFlow: Fen | null;
    readonly grade: Fen | null;
    readonly absolute: Fen;
  };
}

/**
 * The limit: the least of what was asked, what the cash flow carries, the grade's cap and the absolute cap.
 * Cash flow = revenue x min(inflowMultiple, instalmentShare x annuity factor at the rate cap), where revenue is the
 * larger of banked and declaredShare x declared. Bases below the amount asked for are rounded down to `stepYuan`.
 * Unknown revenue or grade -> review with limit 0; a grade without credit or a limit below the minimum -> decline.
 */
export function setLimit(input: LimitInput, params: LimitParams): LimitOutput {
  const { askedFen, grade, termMonths, capRate } = input;
  const revenueYuan = monthlyRevenue(input, params.declaredShare);
  const instalmentMultiple = params.instalmentShare * annuityFactor(capRate, termMonths);
  const multiple = Math.min(params.inflowMultiple, instalmentMultiple);
  const gradeCapYuan = Object.hasOwn(params.capByGradeYuan, grade) ? params.capByGradeYuan[grade] : undefined;
  const bases = {
    asked: askedFen,
    cashFlow: revenueYuan === null ? null : yuanToFen(revenueYuan * multiple),
    grade: gradeCapYuan === undefined ? null : yuanToFen(gradeCapYuan),
    absolute: yuanToFen(params.absoluteCapYuan),
  };
  if (bases.cashFlow === null || bases.grade === null) {
    const codes = [
      ...(bases.cashFlow === null ? ['REVENUE_UNKNOWN'] : []),
      ...(bases.grade === null ? ['GRADE_UNKNOWN'] : []),
    ];
    return { outcome: 'review', codes, limitFen: 0, bases };
  }
  if (bases.grade === 0) return { outcome: 'decline', codes: ['GRADE_NOT_ELIGIBLE'], limitFen: 0, bases };

  const capacityFen = Math.min(bases.cashFlow, bases.grade, bases.absolute);
  const stepFen = yuanToFen(params.stepYuan);
  const limitFen = capacityFen >= askedFen ? askedFen : Math.floor(capacityFen / stepFen) * stepFen;
  const cut =
    limitFen === askedFen
      ? []
      : [
          capacityFen === bases.cashFlow
            ? 'LIMIT_BY_CASH_FLOW'
            : capacityFen === bases.grade
              ? 'LIMIT_BY_GRADE'
              : 'LIMIT_BY_CAP',
        ];
  if (limitFen < yuanToFen(params.minLimitYuan))
    return { outcome: 'decline', codes: ['LIMIT_BELOW_MINIMUM', ...cut], limitFen: 0, bases };
  return { outcome: 'approve', codes: cut, limitFen, bases };
}

/** Yuan a month, or null where neither the bank nor the tax office knows; negative evidence counts as none. */
function monthlyRevenue(
  { bankedRevenueYuan, declaredRevenueYuan }: LimitInput,
  declaredShare: number,
): number | null {
  if (bankedRevenueYuan === null && declaredRevenueYuan === null) return null;
  return Math.max(0, bankedRevenueYuan ?? 0, (declaredRevenueYuan ?? 0) * declaredShare);
}
