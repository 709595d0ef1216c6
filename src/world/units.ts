/** Weeks in a month, mean. */
export const WEEKS_PER_MONTH = 52.18 / 12;
