/** Classes of VAT rates that outlive the changes of 2018-05, 2019-04 and the relief for small payers since 2020. */
export const TAX_CLASSES = ['standard', 'reduced', 'services', 'small', 'zero', 'other'] as const;

export type TaxClass = (typeof TAX_CLASSES)[number];

/** Rates in percent by class: goods 17 / 16 / 13, transport, building and food 11 / 10 / 9, services 6, small payers 5 / 3 / 1. */
const CLASS_OF_PERCENT: Readonly<Record<number, TaxClass>> = {
  17: 'standard',
  16: 'standard',
  13: 'standard',
  11: 'reduced',
  10: 'reduced',
  9: 'reduced',
  6: 'services',
  5: 'small',
  3: 'small',
  1: 'small',
  0: 'zero',
};

/** Class of an invoice by the rate its amount and tax imply, rounded to a percent; amount is not 0. */
export function taxClassOf(amount: number, tax: number): TaxClass {
  return CLASS_OF_PERCENT[Math.round((100 * tax) / amount)] ?? 'other';
}
