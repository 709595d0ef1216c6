import { z } from 'zod';
import { type Fen, fail } from '../../core/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';

const shareBp = z.int().min(1).max(10_000);
const rate = z.number().min(0).max(1);

const schema = z
  .strictObject({
    name: z.string().min(1),
    /** Least own share that the regulator allows, in basis points, and the rule that says so. */
    minOwnShareBp: shareBp,
    rule: z.string().min(1),
    /** Who lends, in basis points of every loan. */
    partners: z.array(z.strictObject({ id: z.string().min(1), shareBp, own: z.boolean() })).min(1),
    /** Margin pool: money set aside that bears losses first. Rates are shares of the amount outstanding. */
    pool: z.strictObject({
      minRate: rate,
      maxRate: rate,
      /** The pool is to hold this many times the yearly loss rate that was observed. */
      coverage: z.number().min(0).max(100),
      /** Part of one loss that the pool bears, as far as its money goes. */
      firstLossShare: rate,
      /** Money above this multiple of the target may be given back. */
      releaseAbove: z.number().min(1).max(100),
    }),
  })
  .superRefine(({ partners, minOwnShareBp, pool }, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const total = partners.reduce((sum, partner) => sum + partner.shareBp, 0);
    if (total !== 10_000) issue(['partners'], `shares add up to ${total}, expected 10000`);
    const own = partners.filter((partner) => partner.own);
    if (own.length !== 1) issue(['partners'], `${own.length} partners are our own, expected 1`);
    else if (own[0]!.shareBp < minOwnShareBp)
      issue(
        ['partners'],
        `own share ${own[0]!.shareBp} is below ${minOwnShareBp}, the least that the rule allows`,
      );
    partners.forEach(({ id }, i) => {
      if (partners.findIndex((partner) => partner.id === id) < i)
        issue(['partners', i, 'id'], `a second ${id}`);
    });
    if (pool.minRate > pool.maxRate) issue(['pool', 'minRate'], `${pool.minRate} is above ${pool.maxRate}`);
  });

/** A co-lending agreement: shares in basis points, rates as shares of the amount outstanding. */
export type CoLending = z.infer<typeof schema>;
export type PoolParams = CoLending['pool'];

/** One lender's part of a sum. */
export interface PartnerPart {
  readonly id: string;
  readonly amountFen: Fen;
}

/**
 * Validates an agreement; `path` names the file in errors. An own share below the regulator's least is refused here.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the file.
 */
export function parseCoLending(json: unknown, path: string): CoLending {
  return validated(schema, json, refuse(path));
}

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadCoLending(path: string): Promise<{ coLending: CoLending; json: unknown }> {
  const json = await readJson(path, refuse(path));
  return { coLending: parseCoLending(json, path), json };
}

/**
 * Each lender's part of a loan: parts add up to the amount to the fen, and each is within one fen of its share. Our own
 * part is rounded up, so that it never falls below its share by a fen.
 */
export function splitFunding(amountFen: Fen, { partners }: CoLending): PartnerPart[] {
  const own = partners.find((partner) => partner.own);
  const ownFen = own ? partUp(amountFen, own.shareBp) : 0;
  const others = partners.filter((partner) => partner !== own);
  const rest = splitByShares(amountFen - ownFen, others);
  return partners.map(({ id }) => ({
    id,
    amountFen: id === own?.id ? ownFen : rest.find((part) => part.id === id)!.amountFen,
  }));
}

/**
 * Splits an amount by shares to the fen: everybody gets the whole fen of its share, the fen that are left go one each to
 * the largest remainders (Hamilton's method); of equal remainders to the earlier. Nobody gets a whole fen more than its share.
 */
export function splitByShares(
  amountFen: Fen,
  partners: readonly { readonly id: string; readonly shareBp: number }[],
): PartnerPart[] {
  const totalBp = partners.reduce((sum, { shareBp }) => sum + shareBp, 0);
  if (totalBp === 0) return [];
  // In whole numbers: amounts reach 2^53 fen, their products with basis points do not fit a double.
  const exact = partners.map(({ shareBp }) => BigInt(amountFen) * BigInt(shareBp));
  const parts = exact.map((scaled) => Number(scaled / BigInt(totalBp)));
  const remainders = exact.map((scaled) => Number(scaled % BigInt(totalBp)));
  const left = amountFen - parts.reduce((sum, part) => sum + part, 0);
  const order = remainders.map((_, i) => i).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const i of order.slice(0, left)) parts[i]! += 1;
  return partners.map(({ id }, i) => ({ id, amountFen: parts[i]! }));
}

/** A share of an amount in whole fen, rounded up. */
function partUp(amountFen: Fen, shareBp: number): Fen {
  return Number((BigInt(amountFen) * BigInt(shareBp) + 9_999n) / 10_000n);
}

const refuse =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
