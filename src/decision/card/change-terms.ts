import { yuanToFen } from '../../core/index.ts';
import type { Moves, Search } from './change.ts';

/** Multiples of the amount asked for that are tried, nearest first. OWN. */
const AMOUNT_TRIES = [0.9, 1.1, 0.75, 1.25, 0.5, 1.5, 0.35, 2, 0.25, 3, 0.15, 5, 0.1, 0.05, 0.02];
/** Amounts are offered in whole thousands of yuan. OWN: as limits are. */
const AMOUNT_STEP_FEN = 100_000;

/** The nearest amount, or else the nearest term, that does beside `given`. */
export async function changeTerms(search: Search, given: Moves): Promise<Moves | undefined> {
  return (await changeAmount(search, given)) ?? (await changeTerm(search, given));
}

/** Reasons that a larger amount can mend. To nobody else is a larger debt proposed, even where it would be approved. */
const MORE_HELPS: ReadonlySet<string> = new Set(['AMOUNT_BELOW_PRODUCT', 'PRICE_ABOVE_CAP_COST']);

async function changeAmount(
  { before, question, trial, isBetter }: Search,
  given: Moves,
): Promise<Moves | undefined> {
  const { application } = question.input;
  const mayRise = before.reasons.some(({ code }) => MORE_HELPS.has(code));
  const { minAmountYuan, maxAmountYuan } = question.rules.params.product;
  const asked = application.amountFen;
  const inProduct = (fen: number): number =>
    Math.min(yuanToFen(maxAmountYuan), Math.max(yuanToFen(minAmountYuan), fen));
  const withAmount = (to: number): Moves => [...given, { name: 'amountFen', from: asked, to }];
  const does = async (fen: number): Promise<boolean> => isBetter(await trial(withAmount(fen)));
  const tries = [asked, ...AMOUNT_TRIES.map((multiple) => multiple * asked)].map((fen) =>
    inProduct(Math.round(fen / AMOUNT_STEP_FEN) * AMOUNT_STEP_FEN),
  );
  for (const fen of new Set(tries)) {
    if (fen === asked || (fen > asked && !mayRise) || !(await does(fen))) continue;
    // Between an amount that does and the one asked for, halve in whole steps.
    let [good, bad] = [fen, Math.round(asked / AMOUNT_STEP_FEN) * AMOUNT_STEP_FEN];
    while (Math.abs(good - bad) > AMOUNT_STEP_FEN) {
      const middle = Math.round((good + bad) / 2 / AMOUNT_STEP_FEN) * AMOUNT_STEP_FEN;
      if (inProduct(middle) === middle && (await does(middle))) good = middle;
      else bad = middle;
    }
    return withAmount(good);
  }
  return undefined;
}

async function changeTerm({ question, trial, isBetter }: Search, given: Moves): Promise<Moves | undefined> {
  const { termMonths } = question.input.application;
  const { minTermMonths, maxTermMonths } = question.rules.params.product;
  const terms = Array.from({ length: maxTermMonths - minTermMonths + 1 }, (_, i) => minTermMonths + i)
    .filter((months) => months !== termMonths)
    .sort((a, b) => Math.abs(a - termMonths) - Math.abs(b - termMonths) || a - b);
  for (const to of terms) {
    const moves = [...given, { name: 'termMonths', from: termMonths, to }];
    if (isBetter(await trial(moves))) return moves;
  }
  return undefined;
}
