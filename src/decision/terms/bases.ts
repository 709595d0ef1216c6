import { type Fen, yuanToFen } from '../../core/index.ts';
import type { BasesParams, Basis } from './limit-params.ts';

/** An amount that the applicant shows, and whether somebody other than the applicant confirmed it. */
export interface Proof {
  readonly amountFen: Fen;
  readonly verified: boolean;
}

/** A claim on a customer, in the pool that the applicant assigns. */
export interface Claim extends Proof {
  readonly ageDays: number;
}

/** What an application brings to have its limit rest on; null: nothing of the kind. */
export interface Evidence {
  /** Orders in hand, not yet delivered. */
  readonly orders: Proof | null;
  /** Value of the goods under warehouse receipts. */
  readonly stock: Proof | null;
  readonly receivables: readonly Claim[] | null;
  /** VAT that the tax office owes. */
  readonly taxRefund: Proof | null;
}

export const noEvidence: Evidence = { orders: null, stock: null, receivables: null, taxRefund: null };

/** What stands behind one basis, after haircuts and before the advance rate. */
export interface Backing extends Proof {
  /** The feature or the applicant's proof that it was read from. */
  readonly from: string;
}

/** What stands behind each basis but cash flow; null where it is not known. */
export type Backings = { readonly [B in Exclude<Basis, 'cashFlow'>]: Backing | null };

export const noBackings: Backings = {
  sales: null,
  orders: null,
  stock: null,
  receivables: null,
  taxRefund: null,
};

/** A feature by name: null where it is missing. */
export type ReadFeature = (name: string) => number | null;

/** Reads features that may be missing, NaN or null. */
export function featureReader(features: Readonly<Record<string, number | null>>): ReadFeature {
  return (name) => {
    const value = Object.hasOwn(features, name) ? features[name] : null;
    return value != null && Number.isFinite(value) ? value : null;
  };
}

/**
 * What stands behind each basis: the applicant's proof where there is one, else features. Of several sources of sales the
 * largest counts, not their sum, because a sale shows in more than one of them. Negative amounts count as 0; what neither
 * proof nor feature shows is null.
 */
export function backingsOf(read: ReadFeature, evidence: Evidence, params: BasesParams | null): Backings {
  if (!params) return noBackings;
  return {
    sales: largest(read, params.sales.features),
    orders: shown(evidence.orders) ?? unpaidShopSales(read, params.orders.shop),
    stock: shown(evidence.stock),
    receivables: claimsOf(evidence.receivables, params) ?? stated(read, params.receivables.statement),
    taxRefund: shown(evidence.taxRefund) ?? estimatedRefund(read, params.taxRefund),
  };
}

function largest(read: ReadFeature, names: readonly string[]): Backing | null {
  let best: Backing | null = null;
  for (const name of names) {
    const value = read(name);
    if (value === null) continue;
    const amountFen = yuanToFen(Math.max(0, value));
    if (best === null || amountFen > best.amountFen) best = { amountFen, verified: true, from: name };
  }
  return best;
}

function shown(proof: Proof | null): Backing | null {
  return proof && { amountFen: Math.max(0, proof.amountFen), verified: proof.verified, from: 'proof' };
}

/** Platforms pay out after the buyer's right to return: the last month's sales less what comes back are orders in hand. */
function unpaidShopSales(
  read: ReadFeature,
  { sales, returnedShare }: BasesParams['orders']['shop'],
): Backing | null {
  const soldYuan = read(sales);
  if (soldYuan === null) return null;
  const kept = 1 - Math.min(1, Math.max(0, read(returnedShare) ?? 0));
  return { amountFen: yuanToFen(Math.max(0, soldYuan) * kept), verified: true, from: sales };
}

function claimsOf(claims: readonly Claim[] | null, { receivables }: BasesParams): Backing | null {
  if (!claims) return null;
  let amountFen = 0;
  let verified = true;
  for (const claim of claims) {
    const counts = receivables.haircuts.find(({ upToDays }) => claim.ageDays <= upToDays)?.counts ?? 0;
    // Rounded down claim by claim: a pool of claims never counts more than its parts.
    amountFen += Math.floor(Math.max(0, claim.amountFen) * counts);
    verified &&= claim.verified;
  }
  return { amountFen, verified, from: 'proof' };
}

function stated(read: ReadFeature, statement: BasesParams['receivables']['statement']): Backing | null {
  const days = read(statement.days);
  const revenueYuan = read(statement.revenue);
  const ageDays = read(statement.ageDays);
  if (days === null || revenueYuan === null || ageDays === null || ageDays > statement.maxAgeDays)
    return null;
  const amountYuan = Math.max(0, (revenueYuan * days) / 365) * statement.counts;
  return { amountFen: yuanToFen(amountYuan), verified: true, from: statement.days };
}

function estimatedRefund(
  read: ReadFeature,
  { exports, refundRate }: BasesParams['taxRefund'],
): Backing | null {
  const exportsYuan = read(exports);
  if (exportsYuan === null) return null;
  return { amountFen: yuanToFen(Math.max(0, exportsYuan) * refundRate), verified: true, from: exports };
}
