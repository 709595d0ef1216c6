import { z } from 'zod';

import { commonFields, count, defineSource, fen, text } from './contract.ts';

export const orders = defineSource({
  name: 'orders',
  meaning: 'Orders of a shop on an e-commerce platform: one record a day and platform.',
  record: z.object({
    ...commonFields,
    platform: text('pseudonym of the platform'),
    orders: count('orders of the day'),
    buyers: count('distinct buyers of the day'),
    repeatBuyers: count('of them, buyers seen in the ninety days before'),
    amountFen: fen('amount of the orders'),
    returnedOrders: count('orders sent back or cancelled, told on the day they were'),
    returnsFen: fen('amount of the returns'),
  }),
  key: ['firmId', 'eventDate', 'platform'],
  sensitivity: 'business',
  purpose: 'assessment of turnover and of customers',
  retentionMonths: 24,
  obtained: 'Platform with the shop’s authorisation; a day or two later.',
});
