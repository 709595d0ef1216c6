/** How large the books of an audit are. */
export interface AuditScale {
  /** Firms of each book, 500 to 1,000,000; about two in three apply. Books to train on stop at `MOST_TRAINING_FIRMS`. */
  readonly firms: number;
  /** Futures lived for each true PD, 8 to 10,000. */
  readonly futures: number;
}
