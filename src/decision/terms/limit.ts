import { type Fen, yuanToFen } from '../../core/index.ts';
import type { StepVerdict } from '../outcome.ts';
import { annuityFactor } from './annuity.ts';
import { type Backings, noBackings } from './bases.ts';
import type { Basis, LimitParams } from './limit-params.ts';

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
  /** What the limit rests on, the least of several; default: cash flow. */
  readonly basis?: readonly Basis[];
  /** What stands behind the other bases (`backingsOf`); default: nothing is known of them. */
  readonly backings?: Backings;
  /** The product's own bounds; default: none beside the parameters'. */
  readonly productFen?: { readonly min: Fen; readonly max: Fen };
}

export interface LimitOutput extends StepVerdict {
  readonly limitFen: Fen;
  /** What each basis alone would allow, whether or not the limit rests on it; null where it is not known. */
  readonly bases: { readonly [B in Basis]: Fen | null } & {
    readonly asked: Fen;
    readonly grade: Fen | null;
    readonly absolute: Fen;
    readonly product: Fen | null;
  };
}

const CASH_FLOW: readonly Basis[] = ['cashFlow'];

/** Reasons that name a basis: where it is not known, and where it cut the amount. */
const BASIS_CODES: { readonly [B in Basis]: { readonly unknown: string; readonly cut: string } } = {
  cashFlow: { unknown: 'REVENUE_UNKNOWN', cut: 'LIMIT_BY_CASH_FLOW' },
  sales: { unknown: 'SALES_UNKNOWN', cut: 'LIMIT_BY_SALES' },
  orders: { unknown: 'ORDERS_UNKNOWN', cut: 'LIMIT_BY_ORDERS' },
  stock: { unknown: 'STOCK_UNKNOWN', cut: 'LIMIT_BY_STOCK' },
  receivables: { unknown: 'RECEIVABLES_UNKNOWN', cut: 'LIMIT_BY_RECEIVABLES' },
  taxRefund: { unknown: 'TAX_REFUND_UNKNOWN', cut: 'LIMIT_BY_TAX_REFUND' },
};

/**
 * The limit: the least of what was asked, the product's bases, the grade's cap, the product's maximum and the absolute cap.
 * Cash flow = revenue x min(inflowMultiple, instalmentShare x annuity factor at the rate cap), where revenue is the
 * larger of banked and declaredShare x declared; every other basis is its backing x its advance rate. A limit below the
 * amount asked for is rounded down to `stepYuan`. An unknown basis or grade -> review with limit 0; proof that nobody
 * confirmed -> review; a grade without credit or a limit below the minimum -> decline.
 */
export function setLimit(input: LimitInput, params: LimitParams): LimitOutput {
  const { askedFen, grade, basis = CASH_FLOW, backings = noBackings, productFen } = input;
  const gradeCapYuan = Object.hasOwn(params.capByGradeYuan, grade) ? params.capByGradeYuan[grade] : undefined;
  const bases: LimitOutput['bases'] = {
    asked: askedFen,
    cashFlow: carriedByCashFlow(input, params),
    ...advances(backings, params),
    grade: gradeCapYuan === undefined ? null : yuanToFen(gradeCapYuan),
    product: productFen?.max ?? null,
    absolute: yuanToFen(params.absoluteCapYuan),
  };
  const unknown = basis.filter((name) => bases[name] === null).map((name) => BASIS_CODES[name].unknown);
  if (bases.grade === null) unknown.push('GRADE_UNKNOWN');
  if (unknown.length > 0) return { outcome: 'review', codes: unknown, limitFen: 0, bases };
  if (bases.grade === 0) return { outcome: 'decline', codes: ['GRADE_NOT_ELIGIBLE'], limitFen: 0, bases };

  const { capacityFen, cutBy } = leastOf(basis, bases);
  const stepFen = yuanToFen(params.stepYuan);
  const limitFen = capacityFen >= askedFen ? askedFen : Math.floor(capacityFen / stepFen) * stepFen;
  const cut = limitFen === askedFen ? [] : [cutBy];
  if (limitFen < Math.max(yuanToFen(params.minLimitYuan), productFen?.min ?? 0))
    return { outcome: 'decline', codes: ['LIMIT_BELOW_MINIMUM', ...cut], limitFen: 0, bases };
  if (basis.some((name) => name !== 'cashFlow' && backings[name]?.verified === false))
    return { outcome: 'review', codes: ['EVIDENCE_UNVERIFIED', ...cut], limitFen, bases };
  return { outcome: 'approve', codes: cut, limitFen, bases };
}

/** The least cap but the amount asked for, and the reason that names it; of equal ones the product's basis. */
function leastOf(
  basis: readonly Basis[],
  bases: LimitOutput['bases'],
): { readonly capacityFen: Fen; readonly cutBy: string } {
  let capacityFen = Number.POSITIVE_INFINITY;
  let cutBy = '';
  const consider = (capFen: Fen | null, code: string): void => {
    if (capFen === null || capFen >= capacityFen) return;
    capacityFen = capFen;
    cutBy = code;
  };
  for (const name of basis) consider(bases[name], BASIS_CODES[name].cut);
  consider(bases.grade, 'LIMIT_BY_GRADE');
  consider(bases.product, 'LIMIT_BY_PRODUCT');
  consider(bases.absolute, 'LIMIT_BY_CAP');
  return { capacityFen, cutBy };
}

function carriedByCashFlow(input: LimitInput, params: LimitParams): Fen | null {
  const revenueYuan = monthlyRevenue(input, params.declaredShare);
  if (revenueYuan === null) return null;
  const instalmentMultiple = params.instalmentShare * annuityFactor(input.capRate, input.termMonths);
  return yuanToFen(revenueYuan * Math.min(params.inflowMultiple, instalmentMultiple));
}

function advances(
  backings: Backings,
  { bases }: LimitParams,
): { readonly [B in Exclude<Basis, 'cashFlow'>]: Fen | null } {
  const advance = (name: keyof Backings): Fen | null => {
    const backing = backings[name];
    return backing && bases ? Math.floor(backing.amountFen * bases[name].advance) : null;
  };
  return {
    sales: advance('sales'),
    orders: advance('orders'),
    stock: advance('stock'),
    receivables: advance('receivables'),
    taxRefund: advance('taxRefund'),
  };
}

/** Yuan a month, or null where neither the bank nor the tax office knows; negative evidence counts as none. */
export function monthlyRevenue(
  { bankedRevenueYuan, declaredRevenueYuan }: Pick<LimitInput, 'bankedRevenueYuan' | 'declaredRevenueYuan'>,
  declaredShare: number,
): number | null {
  if (bankedRevenueYuan === null && declaredRevenueYuan === null) return null;
  return Math.max(0, bankedRevenueYuan ?? 0, (declaredRevenueYuan ?? 0) * declaredShare);
}
