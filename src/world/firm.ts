import { type Fen, openStream, yuanToFen } from '../core/index.ts';
import { INDUSTRIES, REGIONS } from '../sources/index.ts';
import { COVERED_SOURCES, type CoveredSource } from './covered-sources.ts';
import type { Industry } from './industries.ts';
import type { Region, Scenario } from './scenario.ts';

/** What a firm is, once and for all. Latent traits never leave truth/. */
export interface FirmTraits {
  readonly firm: number;
  readonly iIndustry: number;
  readonly industry: Industry;
  readonly region: Region;
  /** Normal weekly sales. */
  readonly weeklySalesFen: Fen;
  /** Age of the firm on the book's first day, days. */
  readonly ageDays: number;
  /** Age of the owner on the book's first day, years. */
  readonly ownerAge: number;
  /** Managerial quality, standard normal. */
  readonly quality: number;
  /** Honesty, (0, 1): share of revenue declared, and willingness to pay. */
  readonly honesty: number;
  /** Digitalisation, (0, 1): decides which sources exist. */
  readonly digitalisation: number;
  /** Share of the largest customer, (0, 1). */
  readonly topShare: number;
  readonly nBuyers: number;
  readonly nSuppliers: number;
  /** Months of outgoings the owner leaves in the firm, and has outside it. */
  readonly bufferMonths: number;
  readonly wealthMonths: number;
  /** The owner's factor on the thresholds of the pecking order. */
  readonly caution: number;
  /** Chance that a payment is simply forgotten for a week. */
  readonly forgetfulness: number;
  /** Day of month of the payroll. */
  readonly payrollDay: number;
  /** Which sources cover the firm. */
  readonly covered: Readonly<Record<CoveredSource, boolean>>;
}

const AT = {
  industry: 0,
  region: 1,
  size: 2,
  age: 3,
  ownerAge: 4,
  quality: 5,
  honesty: 6,
  digitalisation: 7,
} as const;
const MORE = {
  topShare: 8,
  buyers: 9,
  suppliers: 10,
  buffer: 11,
  wealth: 12,
  caution: 13,
  forgets: 14,
  payroll: 15,
} as const;
/** First draw of coverage; one for each of COVERED_SOURCES. */
const COVERAGE_AT = 20;

const REGION_DIGITALISATION: Readonly<Record<Region, number>> = {
  'east-manufacturing-cluster': 0.5,
  'central-farm-belt': -0.4,
  'western-resource-county': -0.7,
  'inland-city-cluster': 0.3,
  'border-county': -0.6,
};

/** Draws the traits of firm number `firm`; a pure function of its arguments. */
export function drawFirm(scenario: Scenario, seed: number, firm: number): FirmTraits {
  const stream = openStream(seed, 'world.firm');
  const uniform = (at: number): number => stream.uniform(firm, at);
  const normal = (at: number): number => stream.normal(0, 1, firm, at);
  const { firm: law } = scenario;
  const iIndustry = stream.categorical(
    INDUSTRIES.map((name) => scenario.industries[name].weight),
    firm,
    AT.industry,
  );
  const industry = INDUSTRIES[iIndustry]!;
  const region =
    REGIONS[
      stream.categorical(
        REGIONS.map((name) => scenario.regions[name]),
        firm,
        AT.region,
      )
    ]!;
  const logSize = law.logSdSales * normal(AT.size) + Math.log(scenario.industries[industry].relativeSize);
  const monthlyYuan = law.medianMonthlySalesYuan * Math.exp(logSize);
  const quality = normal(AT.quality);
  // Larger firms and younger owners are further along.
  const ownerAge = Math.round(Math.min(72, Math.max(20, 43 + 9.5 * normal(AT.ownerAge))));
  const digitalisation = logistic(
    0.4 +
      REGION_DIGITALISATION[region] +
      0.3 * logSize -
      0.03 * (ownerAge - 43) +
      0.8 * normal(AT.digitalisation),
  );
  const covered = (source: CoveredSource, i: number): boolean => {
    const { low, high } = scenario.coverage[source];
    return uniform(COVERAGE_AT + i) < low + (high - low) * digitalisation;
  };
  const logWealth = law.wealthLogSd * normal(MORE.wealth);
  const [shareMean, shareSd] = law.topShareLogit;
  const scale = Math.exp(0.5 * logSize);
  return {
    firm,
    iIndustry,
    industry,
    region,
    weeklySalesFen: yuanToFen((monthlyYuan * 12) / 52),
    // Half a year at least; the mean is about six years. The cap keeps founding days after 1970 in the longest book.
    ageDays: Math.min(30 * 365, 180 + Math.floor(stream.exponential(5.5 * 365, firm, AT.age))),
    ownerAge,
    quality,
    honesty: logistic(1.3 + 1.1 * normal(AT.honesty)),
    digitalisation,
    topShare: logistic(shareMean + shareSd * normal(MORE.topShare)),
    nBuyers: 2 + Math.min(38, Math.round(10 * scale * Math.exp(0.5 * normal(MORE.buyers)))),
    nSuppliers: 1 + Math.min(19, Math.round(5 * scale * Math.exp(0.5 * normal(MORE.suppliers)))),
    bufferMonths:
      law.bufferMonths *
      Math.exp(law.bufferLogSd * normal(MORE.buffer) + law.bufferWealthExponent * logWealth),
    wealthMonths: law.wealthMonths * Math.exp(logWealth),
    caution: Math.exp(scenario.peckingOrder.ownerLogSd * normal(MORE.caution)),
    forgetfulness: 0.12 * uniform(MORE.forgets) * Math.exp(-0.5 * quality),
    payrollDay: 5 + stream.integer(11, firm, MORE.payroll),
    covered: Object.fromEntries(
      COVERED_SOURCES.map((source, i) => [source, covered(source, i)]),
    ) as FirmTraits['covered'],
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
