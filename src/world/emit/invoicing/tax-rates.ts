import { type Day, dayOf } from '../../../core/index.ts';
import type { Industry } from '../../industries.ts';

/** Classes of VAT; their rates change with the law, the class of a thing does not. */
export const VAT_CLASSES = ['standard', 'reduced', 'services', 'small', 'zero'] as const;

export type VatClass = (typeof VAT_CLASSES)[number];

/** Days from which goods are taxed 16 and 13 %, other things 10 and 9 % (Caishui 2018/32 and notice 39 of 2019). */
const FIRST_CUT = dayOf(2018, 5, 1);
const SECOND_CUT = dayOf(2019, 4, 1);
/** From this day small payers pay 1 % (notice 13 of 2020, prolonged to the end of 2027). */
const RELIEF = dayOf(2020, 3, 1);

/** Rate of a class on a day, ratio. */
export function vatRate(vatClass: VatClass, day: Day): number {
  switch (vatClass) {
    case 'standard':
      return day < FIRST_CUT ? 0.17 : day < SECOND_CUT ? 0.16 : 0.13;
    case 'reduced':
      return day < FIRST_CUT ? 0.11 : day < SECOND_CUT ? 0.1 : 0.09;
    case 'services':
      return 0.06;
    case 'small':
      return day < RELIEF ? 0.03 : 0.01;
    case 'zero':
      return 0;
  }
}

/** What firms of an industry sell when they are general taxpayers: mostly, and often besides. By the VAT regulations. */
export const SELLS: Readonly<Record<Industry, readonly [VatClass, VatClass]>> = {
  'manufacturing-light': ['standard', 'services'],
  'manufacturing-heavy': ['standard', 'services'],
  wholesale: ['standard', 'reduced'],
  retail: ['standard', 'reduced'],
  'catering-lodging': ['services', 'standard'],
  agriculture: ['reduced', 'zero'],
  logistics: ['reduced', 'services'],
  construction: ['reduced', 'small'],
  'it-services': ['services', 'standard'],
  'e-commerce': ['standard', 'services'],
  textile: ['standard', 'services'],
  'cross-border-trade': ['standard', 'zero'],
};
