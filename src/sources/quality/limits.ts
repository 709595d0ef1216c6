/** From where on the report speaks up. All OWN unless a source is named: they order what to look at, they prove nothing. */

/** Robust standard deviations from the median beyond which a value is an outlier. Of normal values two in a billion are. */
export const ROBUST_Z = 6;
/** Values without which a median and a spread say little. */
export const LEAST_FOR_OUTLIERS = 20;
/** Values without which digits say nothing: the expected count of the rarest first digit is then some 23. */
export const LEAST_FOR_DIGITS = 500;
/** A covered firm without an event for so many days at the end of the book is silent. */
export const SILENT_DAYS = [30, 90] as const;
/** Chance of a false alarm for one field's stability index. */
export const PSI_ALPHA = 0.01;
/** Quantile bins of a field's reference. */
export const PSI_BINS = 10;
/** Rows that a bin should expect for chi-square to hold (W. Cochran, Biometrics 10, 1954). */
export const LEAST_EXPECTED = 5;
/** Share of the book at its end that is the current period unless a day is given. */
export const CURRENT_SHARE = 1 / 3;
/** Examples given of a broken rule. */
export const EXAMPLES = 3;
/** Texts of a field that are listed. */
export const TOP_TEXTS = 8;

/** Share of records with an impossible combination, of repeated contents, of outliers: one in a thousand. */
export const ODD_SHARE = 0.001;
/** Share of firms whose account does not add up, or who are in no registry. */
export const ODD_FIRMS = 0.01;
/** Share of payments and the like whose bill is not in the book. Those of bills before its first day are not. */
export const ALONE_SHARE = 0.05;
/** Records a week, or share of active firms, of the current period over those of the reference; or the reverse. */
export const VOLUME_RATIO = 1.5;
/** A week with less than this share of the median week is thin ... */
export const THIN_WEEK = 0.2;
/** ... if weeks have at least so many records, and ... */
export const LEAST_WEEKLY = 50;
/** ... no more than this share of the weeks has less than half the median. */
export const MOST_LEAN = 0.1;
/** Weeks with records without which a silence at the end is no news. */
export const LEAST_WEEKS = 4;
/** Share of weeks with records from which on a source is steady: its volume can be compared between periods. */
export const STEADY_WEEKS = 0.5;
/** Share of the firms of a source with a record a month or more that have none in the last 90 days. */
export const SILENT_SHARE = 0.2;
/** Distance from Benford's law, chi-square by row, worth a glance. Amounts within one power of ten never keep the law. */
export const DIGIT_DISTANCE = 0.1;
/** Share of whole thousands of yuan worth a glance. */
export const ROUND_SHARE = 0.3;
/** Rows from which on a field that never changes, or one firm with most of the records, is worth a word. */
export const LEAST_ROWS = 100;
/** Share of a source's records that one firm has. */
export const ONE_FIRM_SHARE = 0.2;
