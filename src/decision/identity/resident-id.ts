import { type Day, dayOf, daysInMonth } from '../../core/index.ts';

/** Citizen identification number of the mainland, GB 11643-1999: 17 digits and a check character. */

/** Weights 2^(18-i) mod 11 of the digits. GB 11643-1999, table 1; ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Check characters by remainder. GB 11643-1999, table 2. */
const CHECKS = '10X98765432';

/** First two digits of the district code: provinces (GB/T 2260), Taiwan, Hong Kong, Macao, and residents of those. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** Nobody alive was born before it; a number that says so is mistyped. */
const FIRST_BIRTH_YEAR = 1900;

export type ResidentIdProblem = 'length' | 'characters' | 'region' | 'birth-date' | 'checksum';

/** What a number says: its problem, or the day of birth. The sex that it also encodes is left unread on purpose. */
export type ResidentIdCheck =
  | { readonly problem: ResidentIdProblem; readonly birthDay: null }
  | { readonly problem: null; readonly birthDay: Day };

/**
 * Checks a citizen identification number as of day `today`: form, province, date of birth (from 1900 to `today`) and check
 * character. The 15-digit numbers of before 1999 are refused (`length`): they ceased to be valid in 2013. A valid number
 * need not be one that was ever given out.
 * `id` has its X in upper case and no blanks.
 */
export function checkResidentId(id: string, today: Day): ResidentIdCheck {
  if (id.length !== 18) return wrong('length');
  if (!/^[0-9]{17}[0-9X]$/.test(id)) return wrong('characters');
  if (!PROVINCES.has(id.slice(0, 2))) return wrong('region');
  const year = Number(id.slice(6, 10));
  const month = Number(id.slice(10, 12));
  const dayOfMonth = Number(id.slice(12, 14));
  if (year < FIRST_BIRTH_YEAR || month < 1 || month > 12) return wrong('birth-date');
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return wrong('birth-date');
  const birthDay = dayOf(year, month, dayOfMonth);
  if (birthDay > today) return wrong('birth-date');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return CHECKS[sum % 11] === id[17] ? { problem: null, birthDay } : wrong('checksum');
}

function wrong(problem: ResidentIdProblem): ResidentIdCheck {
  return { problem, birthDay: null };
}
