import { z } from 'zod';
import { commonFields, count, defineSource, fen, oneOf, text } from './contract.ts';

export const bureau = defineSource({
  name: 'bureau',
  meaning: 'Credit bureau: enquiries, loans opened and closed, overdue notices and cures at other lenders.',
  record: z.object({
    ...commonFields,
    sequence: count('number of the record within firm and day'),
    kind: oneOf(['enquiry', 'opened', 'closed', 'overdue', 'cured'], 'what was reported'),
    lender: text('pseudonym of the reporting lender'),
    amountFen: fen('loan amount (opened, closed), amount overdue (overdue), 0 otherwise'),
    daysPastDue: count('days past due when reported; 0 unless overdue', 3650),
  }),
  key: ['firmId', 'eventDate', 'sequence'],
  sensitivity: 'personal',
  purpose: 'assessment of indebtedness and repayment history',
  retentionMonths: 60,
  obtained: 'Licensed credit bureau under the borrower’s consent; lenders report within one to four weeks.',
});
