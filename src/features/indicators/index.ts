import type { DossierSource } from '../../sources/index.ts';
import type { AnyAccumulator } from '../engine/accumulator.ts';
import type { SourceState } from '../engine/source-state.ts';
import type { Feature } from '../feature.ts';
import { type BankTrail, bankAccumulator } from './bank.ts';
import { bankFeatures } from './bank-features.ts';
import { type BureauTrail, bureauAccumulator } from './bureau.ts';
import { bureauFeatures } from './bureau-features.ts';
import { type CropsTrail, cropsAccumulator } from './crops.ts';
import { cropsFeatures } from './crops-features.ts';
import { type CustomsTrail, customsAccumulator } from './customs.ts';
import { customsFeatures } from './customs-features.ts';
import { type GuaranteesTrail, guaranteesAccumulator } from './guarantees.ts';
import { guaranteesFeatures } from './guarantees-features.ts';
import { type InvoicesTrail, invoicesAccumulator } from './invoices.ts';
import { invoicesFeatures } from './invoices-features.ts';
import { type JudicialTrail, judicialAccumulator } from './judicial.ts';
import { judicialFeatures } from './judicial-features.ts';
import { type LinksTrail, linksAccumulator } from './links.ts';
import { linksFeatures } from './links-features.ts';
import { type NewsTrail, newsAccumulator } from './news.ts';
import { newsFeatures } from './news-features.ts';
import { type OrdersTrail, ordersAccumulator } from './orders.ts';
import { ordersFeatures } from './orders-features.ts';
import { type PayrollTrail, payrollAccumulator } from './payroll.ts';
import { payrollFeatures } from './payroll-features.ts';
import { type PosTrail, posAccumulator } from './pos.ts';
import { posFeatures } from './pos-features.ts';
import { type RegistryTrail, registryAccumulator } from './registry.ts';
import { registryFeatures } from './registry-features.ts';
import { type ReviewsTrail, reviewsAccumulator } from './reviews.ts';
import { reviewsFeatures } from './reviews-features.ts';
import { type StatementsTrail, statementsAccumulator } from './statements.ts';
import { statementsFeatures } from './statements-features.ts';
import { type TaxTrail, taxAccumulator } from './tax.ts';
import { taxFeatures } from './tax-features.ts';
import { type TelemetryTrail, telemetryAccumulator } from './telemetry.ts';
import { telemetryFeatures } from './telemetry-features.ts';
import { type TrafficTrail, trafficAccumulator } from './traffic.ts';
import { trafficFeatures } from './traffic-features.ts';
import { type UtilityTrail, utilityAccumulator } from './utility.ts';
import { utilityFeatures } from './utility-features.ts';
import { type WaybillsTrail, waybillsAccumulator } from './waybills.ts';
import { waybillsFeatures } from './waybills-features.ts';

/** The order-dependent facts of each source. */
export interface Trails {
  readonly registry: RegistryTrail;
  readonly tax: TaxTrail;
  readonly utility: UtilityTrail;
  readonly bank: BankTrail;
  readonly bureau: BureauTrail;
  readonly invoices: InvoicesTrail;
  readonly pos: PosTrail;
  readonly orders: OrdersTrail;
  readonly reviews: ReviewsTrail;
  readonly waybills: WaybillsTrail;
  readonly payroll: PayrollTrail;
  readonly judicial: JudicialTrail;
  readonly customs: CustomsTrail;
  readonly telemetry: TelemetryTrail;
  readonly crops: CropsTrail;
  readonly traffic: TrafficTrail;
  readonly guarantees: GuaranteesTrail;
  readonly links: LinksTrail;
  readonly news: NewsTrail;
  readonly statements: StatementsTrail;
}

/** How each source is summed up. */
export const accumulators: { readonly [S in DossierSource]: AnyAccumulator } = {
  registry: registryAccumulator,
  tax: taxAccumulator,
  utility: utilityAccumulator,
  bank: bankAccumulator,
  bureau: bureauAccumulator,
  invoices: invoicesAccumulator,
  pos: posAccumulator,
  orders: ordersAccumulator,
  reviews: reviewsAccumulator,
  waybills: waybillsAccumulator,
  payroll: payrollAccumulator,
  judicial: judicialAccumulator,
  customs: customsAccumulator,
  telemetry: telemetryAccumulator,
  crops: cropsAccumulator,
  traffic: trafficAccumulator,
  guarantees: guaranteesAccumulator,
  links: linksAccumulator,
  news: newsAccumulator,
  statements: statementsAccumulator,
};

/** The features that each source gives by itself. */
export const indicators: {
  readonly [S in DossierSource]: readonly Feature<SourceState<Trails[S]>>[];
} = {
  registry: registryFeatures,
  tax: taxFeatures,
  utility: utilityFeatures,
  bank: bankFeatures,
  bureau: bureauFeatures,
  invoices: invoicesFeatures,
  pos: posFeatures,
  orders: ordersFeatures,
  reviews: reviewsFeatures,
  waybills: waybillsFeatures,
  payroll: payrollFeatures,
  judicial: judicialFeatures,
  customs: customsFeatures,
  telemetry: telemetryFeatures,
  crops: cropsFeatures,
  traffic: trafficFeatures,
  guarantees: guaranteesFeatures,
  links: linksFeatures,
  news: newsFeatures,
  statements: statementsFeatures,
};
