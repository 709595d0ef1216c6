/** A public credit table and what of it is no input. */
export interface PublicTable {
  readonly name: string;
  /** Under the folder of the data sets. */
  readonly file: string;
  readonly target: string;
  /** The bad value as text. */
  readonly bad: string;
  /** Identifiers, dates and columns that repeat the outcome. */
  readonly drop: readonly string[];
  /** Codes that are no numbers; only what bins columns is told, ours and the peer's. */
  readonly special: readonly number[];
}

export const PUBLIC_TABLES: readonly PublicTable[] = [
  {
    name: 'german',
    file: 'german/germancredit.csv',
    target: 'creditability',
    bad: 'bad',
    drop: [],
    special: [],
  },
  {
    name: 'heloc',
    file: 'heloc/heloc_dataset_v1.csv',
    target: 'RiskPerformance',
    bad: 'Bad',
    drop: [],
    special: [-9, -8, -7],
  },
  {
    name: 'gmsc',
    file: 'gmsc/cs-training.csv.gz',
    target: 'SeriousDlqin2yrs',
    bad: '1',
    drop: ['id'],
    special: [96, 98],
  },
  { name: 'polish1', file: 'polish1/1year.csv', target: 'class', bad: '1', drop: [], special: [] },
  {
    name: 'berka',
    file: 'berka/loan_aggregates_682.csv',
    target: 'default',
    bad: '1',
    drop: ['loan_id', 'account_id', 'disp_id', 'client_id', 'district_id', 'status', 'split'],
    special: [],
  },
];
