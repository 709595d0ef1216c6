import type { Book } from '../../../sources/index.ts';
import type { LoanRow } from '../loan-table.ts';
import type { Features } from './known-rows.ts';

/** Opens a source and gives its features of a loan; undefined where the book has no record of it. */
export type FeatureOpener = (book: Book) => Promise<((loan: LoanRow) => Features) | undefined>;
