import { z } from 'zod';

import { commonFields, day, defineSource, fen, oneOf } from './contract.ts';

export const statements = defineSource({
  name: 'statements',
  meaning: 'Yearly financial statements, mostly of larger firms, and not always to be believed.',
  record: z.object({
    ...commonFields,
    periodEnd: day('last day of the financial year'),
    audited: oneOf(['no', 'yes'], 'whether an auditor signed'),
    revenueFen: fen('revenue'),
    profitFen: fen('profit after tax', -1e15),
    cashFen: fen('cash at the end of the year'),
    receivablesFen: fen('trade receivables at the end of the year'),
    assetsFen: fen('total assets'),
    payablesFen: fen('trade payables'),
    debtFen: fen('loans owed'),
    equityFen: fen('equity', -1e15),
  }),
  key: ['firmId', 'periodEnd'],
  sensitivity: 'business',
  purpose: 'assessment of the financial position',
  retentionMonths: 60,
  obtained: 'The applicant or its accountant; three to six months after the year’s end.',
});
