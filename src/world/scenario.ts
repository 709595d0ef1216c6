import type { CoveredSource } from './covered-sources.ts';
import type { Disaster } from './disasters.ts';
import type { FraudKind } from './fraud.ts';
import { type Industry, type IndustryProfile, industryProfiles } from './industries.ts';
import { calmMacro, type MacroLaw } from './macro.ts';
import type { Region } from './regions.ts';
import type { Overrides } from './scenario-merge.ts';

export type { Region } from './regions.ts';

/**
 * Every number the simulated economy runs on, with its unit; scenario-schema.ts holds the ranges. A scenario is plain
 * data: it travels to workers and into the manifest. Sources: CAL = measured on the real invoices of 425 small firms; CLAIM = anchor figures of the market reports
 * under audit; OWN = the project's assumption.
 */
export interface Scenario {
  readonly name: string;
  readonly industries: Readonly<Record<Industry, IndustryProfile>>;
  /** Weight of each region in the population. CLAIM: over half of small firms are in the east. */
  readonly regions: Readonly<Record<Region, number>>;
  readonly environment: {
    /** Seasonal index of sales, January to December, mean about 1. CAL: February halves business, December peaks. */
    readonly seasonalIndex: readonly number[];
    /** Stationary standard deviation of the macro factor on log demand, and its half-life in weeks. OWN. */
    readonly macroSd: number;
    readonly macroHalfLifeWeeks: number;
    /** The same for the shock of each industry. OWN. */
    readonly industrySd: number;
    readonly industryHalfLifeWeeks: number;
  };
  /** Calm, slowdown and shock: what lifts or sinks all firms together, on top of the macro factor. */
  readonly macro: MacroLaw;
  /** Blows to single regions. */
  readonly disasters: readonly Disaster[];
  readonly firm: {
    /** Median of monthly sales, yuan, and the standard deviation of its log. OWN; CAL's invoicing firms are larger. */
    readonly medianMonthlySalesYuan: number;
    readonly logSdSales: number;
    /** Firm demand: stationary sd of log, half-life in weeks. OWN. */
    readonly demandSd: number;
    readonly demandHalfLifeWeeks: number;
    /** Independent weekly noise, sd of log. CAL: low autocorrelation of monthly sales. */
    readonly weeklyNoiseSd: number;
    /** Lost large customers: a year's expected number at a top share of 1; log demand falls by about the share lost. OWN. */
    readonly customerLossPerYear: number;
    /** Failing customers: expected number a year; each costs up to the top share of receivables. OWN. */
    readonly customerDefaultPerYear: number;
    /** Accidents (fire, claims, spoiled goods): a year's expected number; loss in months of sales: median, sd of log. OWN. */
    readonly accidentsPerYear: number;
    readonly accidentMonths: number;
    readonly accidentLogSd: number;
    /** Private crises (illness, divorce, gambling): a year's expected number; all savings and some months of sales go. OWN. */
    readonly privateCrisesPerYear: number;
    readonly privateCrisisMonths: number;
    /** Logit of the largest customer's share: mean, sd. CAL: quartiles .16 / .29 / .49. */
    readonly topShareLogit: readonly [number, number];
    /** Deviation of the margin from the industry's, share of sales: stationary sd, half-life in weeks. OWN. */
    readonly marginSd: number;
    readonly marginHalfLifeWeeks: number;
    /** Margin added by one sd of managerial quality, share of sales. OWN. */
    readonly marginPerQuality: number;
    /** Owner's living, share of normal sales. OWN. */
    readonly livingShare: number;
    /** Cash the owner leaves in the firm, months of outgoings: median, sd of log. OWN. */
    readonly bufferMonths: number;
    readonly bufferLogSd: number;
    /** Owners of means leave less in the firm and put it back when needed: exponent of relative wealth on the buffer. OWN. */
    readonly bufferWealthExponent: number;
    /** Private means the owner can put back, months of outgoings: median, sd of log. OWN. */
    readonly wealthMonths: number;
    readonly wealthLogSd: number;
  };
  /**
   * When cash is short, an obligation is met only if this many months of fixed commitments (payroll, rent, instalments)
   * remain after it; the falling order is the pecking order. Owners differ by a log-normal factor of sd `ownerLogSd`. OWN.
   */
  readonly peckingOrder: {
    readonly suppliers: number;
    readonly utility: number;
    readonly tax: number;
    readonly social: number;
    readonly borrow: number;
    readonly ownerLogSd: number;
    /** A supply stop threatens at this multiple of the usual payables. */
    readonly supplierPatience: number;
    /** Unpaid payroll that closes a firm, months. */
    readonly payrollPatienceMonths: number;
  };
  readonly credit: {
    /** Other lenders: yearly planned loans a firm, annual rates, terms. OWN. */
    readonly plannedLoansPerYear: number;
    readonly platformAnnualRate: number;
    readonly bankAnnualRate: number;
    /** Acceptance by other lenders: at no debt; lost per open loan; lost per year of sales owed. OWN. */
    readonly acceptance: number;
    readonly acceptancePerLoan: number;
    readonly acceptancePerDebt: number;
    /** Rate of the lender whose book this is, a year. CLAIM: mean 10.8 % in 2024. */
    readonly annualRate: number;
    /** Share of firms that apply, once. */
    readonly applicantShare: number;
    /** Amount over yearly sales: median, sd of log; limits in yuan. CLAIM: mean loan 187,000 yuan. */
    readonly amountPerSales: number;
    readonly amountLogSd: number;
    readonly amountYuan: readonly [number, number];
    readonly termMonths: readonly number[];
    readonly termWeights: readonly number[];
    /** Stated use: operations, development, hiring, marketing. CLAIM: 45 / 28 / 18 / 9. */
    readonly purposeWeights: readonly number[];
    /** An owner who thinks of walking away may do so when more is owed than this many months of surplus. OWN. */
    readonly walkAwayMonths: number;
    /** Owners below this honesty ever think of it. OWN. */
    readonly walkAwayHonesty: number;
  };
  /** Who trades with whom, and who guarantees for whom, within a district. */
  readonly network: {
    /** Share of firms that buy from firms of their district, and how many suppliers those have there, mean. OWN. */
    readonly linkedShare: number;
    readonly suppliersMean: number;
    /** Exponent of the Pareto factor on a supplier's appeal: the smaller, the heavier the tail of buyers. OWN. */
    readonly tailExponent: number;
    /** Chance that a supplier is sought in the buyer's own region. OWN. */
    readonly sameRegion: number;
    /** Share of firms in circles of mutual guarantees, and what part of a bad loan's rest the guarantor is made to pay. OWN. */
    readonly guaranteedShare: number;
    readonly guaranteeCalled: number;
  };
  /** Fraud by kind; every kind is labelled in truth/. */
  readonly fraud: {
    /** Share of applications, by kind. WORLD: 0.3 to 1.5 % in all. OWN split. */
    readonly shareOfApplications: Readonly<Record<FraudKind, number>>;
    /** Firms of a ring or circle: least, most. */
    readonly groupSize: readonly [number, number];
    /** Share of fraudsters who hide what they share with others, [0, 1]: how far they have learnt from being caught. */
    readonly adaptation: number;
    /** What each kind means to do with the money. OWN. */
    readonly intents: Readonly<Record<FraudKind, FraudIntent>>;
    /** Loan stacking: platforms asked within two weeks, least and most; amount of each in months of sales. CLAIM: 30+. */
    readonly stacking: { readonly platforms: readonly [number, number]; readonly amountMonths: number };
  };
  /** The two lenders and who goes to which. */
  readonly lenders: {
    /**
     * Who gets a loan of the lender whose book this is: every applicant (a trial book), or those the traditional lender
     * approves.
     */
    readonly granting: 'trial' | 'traditional';
    /** Share of our applicants who also ask the traditional lender, and share of the others who ask it alone. OWN. */
    readonly bothShare: number;
    readonly traditionalShare: number;
    /** The branch officer's mark: an application is approved above 0. All weights OWN. */
    readonly traditional: {
      readonly threshold: number;
      /** Noise of the visit in sd of managerial quality, and of the mark as a whole. */
      readonly visitSd: number;
      readonly noiseSd: number;
      /** How far a dishonest owner's statements are dressed up, ratio at honesty 0. */
      readonly dressing: number;
      readonly perVisit: number;
      /** Per 10 % of margin, per quarter of yearly sales owed, per loan covered by private means, per log of five years. */
      readonly perMargin: number;
      readonly perLeverage: number;
      readonly perCollateral: number;
      readonly perAge: number;
      /** Per log of sales against this usual firm, fen a month; and what being late anywhere costs. */
      readonly perSize: number;
      readonly usualMonthlySalesFen: number;
      readonly perLate: number;
      /** Working days to an answer. CLAIM: 7 to 15. Cost of a case, yuan. OWN. */
      readonly workingDays: readonly [number, number];
      readonly caseCostYuan: number;
    };
  };
  /** How untidily providers deliver; all shares are of records. The baseline is tidy: untidy books are for `parus ingest`. */
  readonly delivery: {
    /** Factor on every delay between event and arrival. */
    readonly delayFactor: number;
    /** Records that come twice, come wrong first and are corrected within a month, have a name misspelt. */
    readonly duplicates: number;
    readonly corrections: number;
    readonly typos: number;
  };
  /** Share of firms a source covers at digitalisation 0 and 1, and share of its months that are lost. OWN. */
  readonly coverage: Readonly<
    Record<CoveredSource, { readonly low: number; readonly high: number; readonly gaps: number }>
  >;
}

/** What a fraudster means to do with loan money. */
export interface FraudIntent {
  /** Factor on the amount asked for. */
  readonly amountFactor: number;
  /** Share of the money that leaves the business on arrival. */
  readonly extractShare: number;
  /** Chance of stopping to pay on purpose, and after how many instalments: least, most. */
  readonly stopChance: number;
  readonly stopAfter: readonly [number, number];
}

/** What a scenario changes of the baseline; lists are replaced whole. */
export type ScenarioOverrides = Overrides<Scenario>;

/** A calm economy: no slowdown, no shock, no disaster. */
export const baselineScenario: Scenario = {
  name: 'baseline',
  industries: industryProfiles,
  regions: {
    'east-manufacturing-cluster': 0.52,
    'central-farm-belt': 0.14,
    'western-resource-county': 0.1,
    'inland-city-cluster': 0.19,
    'border-county': 0.05,
  },
  environment: {
    seasonalIndex: [1.2, 0.59, 0.83, 0.86, 0.88, 0.92, 0.94, 1.02, 1.01, 1.04, 1.21, 1.37],
    macroSd: 0.03,
    macroHalfLifeWeeks: 40,
    industrySd: 0.06,
    industryHalfLifeWeeks: 26,
  },
  macro: calmMacro,
  disasters: [],
  firm: {
    medianMonthlySalesYuan: 76_000,
    logSdSales: 1.5,
    demandSd: 0.25,
    demandHalfLifeWeeks: 30,
    weeklyNoiseSd: 0.35,
    customerLossPerYear: 0.8,
    customerDefaultPerYear: 0.6,
    accidentsPerYear: 0.1,
    accidentMonths: 1.8,
    accidentLogSd: 1,
    privateCrisesPerYear: 0.08,
    privateCrisisMonths: 0.7,
    topShareLogit: [-0.9, 1.2],
    marginSd: 0.04,
    marginHalfLifeWeeks: 20,
    marginPerQuality: 0.015,
    livingShare: 0.03,
    bufferMonths: 0.8,
    bufferLogSd: 0.75,
    bufferWealthExponent: -0.35,
    wealthMonths: 0.3,
    wealthLogSd: 1.3,
  },
  peckingOrder: {
    suppliers: 1,
    utility: 0.75,
    tax: 0.4,
    social: 0.3,
    borrow: 0.1,
    ownerLogSd: 0.35,
    supplierPatience: 2.2,
    payrollPatienceMonths: 2,
  },
  credit: {
    plannedLoansPerYear: 1.2,
    platformAnnualRate: 0.18,
    bankAnnualRate: 0.06,
    acceptance: 0.68,
    acceptancePerLoan: 0.1,
    acceptancePerDebt: 1.5,
    annualRate: 0.108,
    applicantShare: 0.7,
    amountPerSales: 0.055,
    amountLogSd: 0.45,
    amountYuan: [10_000, 3_000_000],
    termMonths: [3, 6, 12, 18, 24],
    termWeights: [0.08, 0.15, 0.5, 0.09, 0.18],
    purposeWeights: [0.45, 0.28, 0.18, 0.09],
    walkAwayMonths: 12,
    walkAwayHonesty: 0.24,
  },
  network: {
    linkedShare: 0.55,
    suppliersMean: 1.8,
    tailExponent: 1.5,
    sameRegion: 0.75,
    guaranteedShare: 0.1,
    guaranteeCalled: 0.5,
  },
  fraud: {
    shareOfApplications: {
      shell: 0.001,
      'invoice-inflation': 0.002,
      'loan-stacking': 0.002,
      'identity-takeover': 0.001,
      'fund-diversion': 0.002,
      'collusive-ring': 0.0012,
      'review-brushing': 0.0008,
    },
    groupSize: [3, 7],
    adaptation: 0,
    intents: {
      shell: { amountFactor: 1.5, extractShare: 0.95, stopChance: 0.9, stopAfter: [0, 3] },
      'invoice-inflation': { amountFactor: 1.8, extractShare: 0.2, stopChance: 0.1, stopAfter: [2, 6] },
      'loan-stacking': { amountFactor: 1.2, extractShare: 0.8, stopChance: 0.75, stopAfter: [0, 4] },
      'identity-takeover': { amountFactor: 1.3, extractShare: 1, stopChance: 1, stopAfter: [0, 0] },
      'fund-diversion': { amountFactor: 1.2, extractShare: 0.9, stopChance: 0.15, stopAfter: [2, 8] },
      'collusive-ring': { amountFactor: 1.3, extractShare: 0.8, stopChance: 0.8, stopAfter: [1, 5] },
      'review-brushing': { amountFactor: 1.4, extractShare: 0.1, stopChance: 0.05, stopAfter: [2, 8] },
    },
    stacking: { platforms: [8, 28], amountMonths: 0.5 },
  },
  lenders: {
    granting: 'trial',
    bothShare: 0.35,
    traditionalShare: 0.35,
    traditional: {
      threshold: -0.2,
      visitSd: 1,
      noiseSd: 0.5,
      dressing: 0.4,
      perVisit: 0.35,
      perMargin: 0.3,
      perLeverage: 0.45,
      perCollateral: 0.4,
      perAge: 0.2,
      perSize: 0.25,
      usualMonthlySalesFen: 8_000_000,
      perLate: 1,
      workingDays: [7, 15],
      caseCostYuan: 1_200,
    },
  },
  delivery: { delayFactor: 1, duplicates: 0, corrections: 0, typos: 0 },
  coverage: {
    tax: { low: 0.75, high: 0.98, gaps: 0.02 },
    utility: { low: 0.45, high: 0.92, gaps: 0.04 },
    bank: { low: 0.5, high: 0.95, gaps: 0.02 },
    bureau: { low: 0.55, high: 0.85, gaps: 0 },
    invoices: { low: 0.55, high: 0.95, gaps: 0.01 },
    pos: { low: 0.3, high: 0.95, gaps: 0.02 },
    orders: { low: 0.5, high: 0.98, gaps: 0.01 },
    reviews: { low: 0.4, high: 0.95, gaps: 0 },
    waybills: { low: 0.2, high: 0.8, gaps: 0.02 },
    payroll: { low: 0.5, high: 0.9, gaps: 0.02 },
    judicial: { low: 0.95, high: 0.99, gaps: 0 },
    customs: { low: 0.7, high: 0.97, gaps: 0.02 },
    telemetry: { low: 0.05, high: 0.6, gaps: 0.05 },
    crops: { low: 0.5, high: 0.8, gaps: 0.04 },
    traffic: { low: 0.25, high: 0.8, gaps: 0.05 },
    guarantees: { low: 0.8, high: 0.95, gaps: 0 },
    links: { low: 0.9, high: 1, gaps: 0 },
    news: { low: 0.2, high: 0.6, gaps: 0 },
    statements: { low: 0.25, high: 0.6, gaps: 0 },
  },
};
