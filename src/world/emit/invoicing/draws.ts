/** Where each purpose draws, the `k` of the stream `world.records.invoices`; `j` counts traits, months, events, parties or prices of the firm. */
export const K = {
  trait: 0,
  /** Months, of sales and of purchases. */
  flow: [10, 11],
  idle: [12, 13],
  idleLong: [16, 17],
  drift: [18, 19],
  overheadLevel: 14,
  overheadCount: 15,
  /** Parties of sales, of purchases and of overheads. */
  partyName: [20, 21, 22],
  partyTax: [23, 24, 25],
  price: [29, 30, 31],
  /** Invoices, by a count that runs through both sides. */
  session: 40,
  day: 41,
  sameParty: 42,
  party: 43,
  listed: 44,
  listPrice: 45,
  deal: 46,
  round: 47,
  rest: 48,
  second: 49,
  last: 50,
  void: 51,
  blank: 52,
  red: 53,
  partRed: 54,
  delay: 55,
  sameDeal: 56,
  /** Weeks and months of a link between two firms, from here on, by (seller, buyer folded). */
  linkWeek: 200,
  linkMonth: 3000,
  /** Months of a fraudster's invented sales. */
  invented: 70,
} as const;
