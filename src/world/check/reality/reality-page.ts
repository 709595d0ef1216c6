/** The text of docs/reality.md around the comparisons: how they were made, how fitted, what they cannot see. No section of an empty text. */
export function realityPage(invoices: string, bank: string): string {
  const accounts = bank === '' ? [] : ['', '## Bank accounts', '', bank.trimEnd()];
  return [...HEAD, invoices.trimEnd(), '', ...LIMITS, ...accounts, ''].join('\n');
}

const HEAD = [
  '# How real the simulated records are',
  '',
  '## Invoices',
  '',
  'Made by `node benchmarks/reality/invoices.ts --datasets DIR` (see benchmarks/reality/README.md) from the VAT invoices of 425',
  'real small firms, 2016-10 to 2020-02, and simulated ones. Real firms are paired one to one with simulated firms of the same',
  'mean monthly sales (within 15 %), cut to the same calendar months (2017-19 against 2023-25). Boosting that Parus had no hand',
  'in is then told to tell real from simulated by what the invoices of a firm look like, both sides; pairs stay in one fold.',
  '',
  'The invoicing behaviour was **fitted openly** to these very firms: marginal quantiles, and which traits go together. So a low AUC',
  'says that the paper looks alike, not that the world was right unseen. No rating and no default label was read. `before` is the',
  'first simple emitter, `after` the first round; seed 11 is the one looked at while fitting, in both rounds. Seeds 12 and 13 were',
  'measured once a round; seed 12 was known from the first. Since the second round two simulated firms are lived for each real one, not four.',
  'The aim was an AUC of .75 on plain features; it is not met.',
  '',
];

const LIMITS = [
  '### What this cannot see',
  '',
  '- The real sample leans to larger firms with bank relations; smaller ones are compared with few of their kind.',
  '- The industries of the real firms are unknown, so tax classes follow the simulated mix: the real sample has more services.',
  '- Real firms are founded within the months, and those seen to their end survived it; simulated ones are all older than half a year when',
  '  the book begins, and some die. What they have is paper that grows or fades; the real one still grows faster.',
  '- Rates of 2017-19 and of 2023-25 differ by law: they are compared by class. The Spring Festival falls about a week earlier.',
  '- Exact duplicates of the real files are left in; simulated records have none.',
  '- Pairs share a size, not an industry, a region or a year: what differs with those counts as a difference here.',
];
