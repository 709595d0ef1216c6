/** Unified social credit code of an organisation, GB 32100-2015: 18 characters, the last a check character. */

/** The 31 characters of a code, each worth its place; I, O, S, V and Z are never used. GB 32100-2015, table 1. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Shape: registering authority, category, six digits of the district, nine of the organisation code, check. */
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export type CreditCodeProblem = 'length' | 'characters' | 'checksum';

/**
 * What is wrong with a unified social credit code; null where nothing is. A valid code need not be one that was ever
 * given out: that only the registry knows.
 * `code` is upper case without blanks (see `normaliseCreditCode`).
 * Formula: GB 32100-2015, 5.5 and annex A: weights 3^(i-1) mod 31, check = 31 - (weighted sum mod 31).
 */
export function creditCodeProblem(code: string): CreditCodeProblem | null {
  if (code.length !== 18) return 'length';
  if (!SHAPE.test(code)) return 'characters';
  return code[17] === checkCharacter(code) ? null : 'checksum';
}

/** The check character of the first 17 characters, which are of the alphabet. */
export function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    sum += ALPHABET.indexOf(code[i]!) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** A code as people type it in the form that is compared: half width, upper case, without blanks and hyphens. */
export function normaliseCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}
