import { z } from 'zod';

import { commonFields, defineSource, fen, oneOf, quantity, text } from './contract.ts';

export const invoices = defineSource({
  name: 'invoices',
  meaning: 'VAT invoices issued to buyers and received from suppliers, void ones and red letters included.',
  record: z.object({
    ...commonFields,
    direction: oneOf(['issued', 'received'], 'issued to a buyer or received from a supplier'),
    number: text('number of the invoice, unique within the firm and direction'),
    counterparty: text('pseudonym of the other side; a firm of the book where both sides are in it'),
    amountFen: fen('net amount; negative on a red letter, which takes an earlier invoice back', -1e15),
    taxFen: fen('VAT on it, of the same sign', -1e15),
    taxRate: quantity('rate of VAT', 'ratio'),
    status: oneOf(['valid', 'void'], 'void: cancelled in the month of issue'),
  }),
  key: ['firmId', 'direction', 'number'],
  sensitivity: 'business',
  purpose: 'assessment of turnover, customers and suppliers',
  retentionMonths: 60,
  obtained: 'Tax authority interface or an invoicing provider with the firm’s authorisation; within days.',
});
