import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { herfindahlOf, newPartyShare, type PartyGroup, partyCounts } from '../families/concentration.ts';
import {
  activeMonths,
  changes,
  longestGap,
  recency,
  seasonalChange,
  variationOfMonths,
} from '../families/dynamics.ts';
import { heldRatios } from '../families/held-ratios.ts';
import type { Quantity } from '../families/quantity.ts';
import { ratioChange } from '../families/ratio-changes.ts';
import { totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change } from '../window.ts';
import { CUSTOMS, CUSTOMS_PARTIES, type CustomsTrail, GRAMS_PER_KG } from './customs.ts';

const YEAR = windowSlot(365);

/** Declared value of a kilogram beyond which goods are all the same, jewels or a slip of the pen: a million yuan. OWN. */
const YUAN_PER_KG_CAP = 1_000_000;

const EXPORTS: Quantity = {
  measure: CUSTOMS.exports,
  name: 'customs_export',
  meaning: 'exports declared',
  meaningZh: '报关出口额',
  formula: 'amountFen of exports',
  unit: 'yuan',
  per: 100,
  monotone: 'decreasing',
  why: 'Sales abroad that customs saw leave the country.',
};

const IMPORTS: Quantity = {
  measure: CUSTOMS.imports,
  name: 'customs_import',
  meaning: 'imports declared',
  meaningZh: '报关进口额',
  formula: 'amountFen of imports',
  unit: 'yuan',
  per: 100,
  monotone: 'none',
  why: 'Goods and materials bought abroad, mostly paid before they arrive.',
};

const MARKETS: PartyGroup = {
  group: CUSTOMS_PARTIES.markets,
  name: 'customs_market',
  one: 'country exported to',
  many: 'countries exported to',
  zh: '出口国',
  amount: 'amountFen of exports',
};

const CHAPTERS: PartyGroup = {
  group: CUSTOMS_PARTIES.chapters,
  name: 'customs_chapter',
  one: 'chapter of goods exported',
  many: 'chapters of goods exported',
  zh: '出口商品章',
  amount: 'amountFen of exports',
};

const ORIGINS: PartyGroup = {
  group: CUSTOMS_PARTIES.origins,
  name: 'customs_origin',
  one: 'country imported from',
  many: 'countries imported from',
  zh: '进口来源国',
  amount: 'amountFen of imports',
};

export const customsFeatures = defineFeatures<SourceState<CustomsTrail>>(
  { sources: ['customs'], sensitivity: 'business' },
  [
    ...totals(EXPORTS, [90, 365]),
    ...changes(EXPORTS, [90, 180], {
      monotone: 'decreasing',
      why: 'Orders from abroad dry up all at once, and the next buyer is far away.',
    }),
    seasonalChange(EXPORTS, {
      monotone: 'decreasing',
      why: 'Export seasons are fixed by the buyers’ calendar; less than a year ago is orders lost.',
    }),
    variationOfMonths(EXPORTS, {
      monotone: 'increasing',
      why: 'Containers that leave irregularly are paid irregularly.',
    }),
    activeMonths(EXPORTS, {
      monotone: 'decreasing',
      why: 'Steady trade abroad is a relation, not a chance.',
    }),
    longestGap(EXPORTS, { monotone: 'increasing', why: 'Half a year without a container is a buyer lost.' }),
    recency(
      { ...EXPORTS, meaning: 'export declaration', meaningZh: '报关出口', formula: 'export above 0' },
      'customs_days_since_export',
      { monotone: 'increasing', why: 'The last container dates the last order.' },
    ),
    herfindahlOf(MARKETS, {
      monotone: 'increasing',
      why: 'One tariff or one recession abroad takes all of it.',
    }),
    ...partyCounts(MARKETS, [365], { monotone: 'decreasing', why: 'Several markets do not fall together.' }),
    newPartyShare(MARKETS, {
      monotone: 'none',
      why: 'A new market is growth, and a buyer nobody knows yet.',
    }),
    herfindahlOf(CHAPTERS, {
      monotone: 'none',
      why: 'A maker exports its own kind of goods; a trader of everything may lend its licence to others.',
    }),
    ...heldRatios(
      {
        over: CUSTOMS.exports,
        under: CUSTOMS.exportGrams,
        most: YUAN_PER_KG_CAP,
        name: 'customs_value_per_kg',
        meaning: 'declared value of a kilogram exported',
        meaningZh: '出口单位价值',
        formula: 'amountFen / 100 / weightKg of exports',
        unit: 'yuan',
        per: 100 / GRAMS_PER_KG,
        monotone: 'none',
        why: 'Far above its kind of goods, the value is declared for the tax refund and not for the buyer.',
      },
      [365],
    ),
    ratioChange({
      over: CUSTOMS.exports,
      under: CUSTOMS.exportGrams,
      name: 'customs_value_per_kg',
      meaning: 'the declared value of a kilogram exported',
      meaningZh: '出口单位价值',
      formula: 'the quotients amountFen / weightKg of exports',
      monotone: 'none',
      why: 'Prices cut to keep a buyer, or blown up to claim more refund.',
    }),
    ...totals(IMPORTS, [90, 365]),
    ...changes(IMPORTS, [180], {
      monotone: 'none',
      why: 'Less bought abroad is less to sell, or a supplier found at home.',
    }),
    herfindahlOf(ORIGINS, {
      monotone: 'none',
      why: 'One origin is a dependence on one currency and one port.',
    }),
    {
      name: 'customs_trade_balance_365',
      meaning: 'exports against imports declared, last 365 days',
      meaningZh: '近365天报关进出口差额比',
      formula: '(a - b) / (a + b), a and b the sums of amountFen of exports and of imports',
      unit: 'index',
      windowDays: 365,
      monotone: 'none',
      why: 'Who earns in foreign money and who owes in it: they gain and lose by opposite moves of the yuan.',
      value: (s) => change(s.total(CUSTOMS.exports, YEAR), s.total(CUSTOMS.imports, YEAR)),
    },
  ],
);
