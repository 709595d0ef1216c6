import { type Fen, yuanToFen } from '../../core/index.ts';
import { conditionHolds, conditionText, type Subject } from './condition.ts';
import type { Product, ProductCatalogue } from './product.ts';

/** How one product suits an application. */
export interface ProductMatch {
  readonly productId: string;
  /** Every condition of the product holds. */
  readonly eligible: boolean;
  /** The amount and the term asked for lie within the product's bounds. */
  readonly amountFits: boolean;
  readonly termFits: boolean;
  /** Conditions that hold: why it is proposed. */
  readonly because: readonly string[];
  /** Conditions that do not hold, or that nobody knows the answer to. */
  readonly unmet: readonly string[];
  readonly unknown: readonly string[];
}

/** What is asked for. */
export interface Asked {
  readonly amountFen: Fen;
  readonly termMonths: number;
}

/** How `product` suits the applicant and what is asked for. */
export function matchOf(product: Product, subject: Subject, asked: Asked): ProductMatch {
  const because: string[] = [];
  const unmet: string[] = [];
  const unknown: string[] = [];
  for (const condition of product.eligibility) {
    const holds = conditionHolds(condition, subject);
    (holds === null ? unknown : holds ? because : unmet).push(conditionText(condition));
  }
  return {
    productId: product.id,
    eligible: unmet.length === 0 && unknown.length === 0,
    amountFits: amountFits(product, asked),
    termFits: termFits(product, asked),
    because,
    unmet,
    unknown,
  };
}

/**
 * The products an applicant is eligible for, best first: those whose bounds hold amount and term as asked, then those that
 * were made for fewer (more conditions), then in the order of the catalogue. Never empty: the standard product is for
 * everybody.
 */
export function eligibleProducts(
  subject: Subject,
  asked: Asked,
  { products }: ProductCatalogue,
): readonly Product[] {
  const eligible = products.filter(({ eligibility }) =>
    eligibility.every((condition) => conditionHolds(condition, subject) === true),
  );
  return eligible.sort(
    (a, b) => boundsMet(b, asked) - boundsMet(a, asked) || b.eligibility.length - a.eligibility.length,
  );
}

/** The eligible products with why: the order of `eligibleProducts`. */
export function matchProducts(
  subject: Subject,
  asked: Asked,
  catalogue: ProductCatalogue,
): readonly ProductMatch[] {
  return eligibleProducts(subject, asked, catalogue).map((product) => matchOf(product, subject, asked));
}

function boundsMet(product: Product, asked: Asked): number {
  return Number(amountFits(product, asked)) + Number(termFits(product, asked));
}

function amountFits({ amountYuan: { min, max } }: Product, { amountFen }: Asked): boolean {
  return amountFen >= yuanToFen(min) && amountFen <= yuanToFen(max);
}

function termFits({ termMonths: { min, max } }: Product, { termMonths }: Asked): boolean {
  return termMonths >= min && termMonths <= max;
}
