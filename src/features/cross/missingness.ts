import { coreSources, type DossierSource, dossierSources } from '../../sources/index.ts';
import { defineFeatures, type FeatureSpec } from '../feature.ts';
import { accumulators } from '../indicators/index.ts';
import type { KnownFirm } from '../known-firm.ts';

const SOURCE_ZH: Readonly<Record<DossierSource, string>> = {
  registry: '工商登记',
  tax: '纳税',
  utility: '水电',
  bank: '银行流水',
  bureau: '征信',
  invoices: '发票',
  pos: '收单',
  orders: '电商订单',
  reviews: '评价',
  waybills: '物流运单',
  payroll: '社保',
  judicial: '司法',
  customs: '海关',
  telemetry: '设备',
  crops: '遥感',
  traffic: '客流',
  guarantees: '担保',
  links: '关联',
  news: '舆情',
  statements: '财报',
};

const missing = (source: DossierSource): FeatureSpec<KnownFirm> => {
  const whole = accumulators[source].keeps === 'everything';
  return {
    name: `missing_${source}`,
    sources: [source],
    meaning: `no ${source} record is known`,
    meaningZh: `缺少${SOURCE_ZH[source]}数据`,
    formula: `1 when no record${whole ? '' : ' of the last 365 days'} is known at asOf, else 0`,
    unit: 'flag',
    ...(whole ? {} : { windowDays: 365 }),
    monotone: 'none',
    why: 'Why a source is missing (no coverage, no consent, no activity) matters more than that it is.',
    value: (firm) => (firm[source].isKnown ? 0 : 1),
  };
};

/** What is not known: by source, and how much of what a lender expects. */
export const missingnessFeatures = defineFeatures<KnownFirm>(
  { sources: coreSources, sensitivity: 'business' },
  [
    {
      name: 'sources_missing',
      meaning: 'number of expected sources without a known record',
      meaningZh: '应有数据源的缺失数量',
      formula: `sum of the missing_ flags of ${coreSources.join(', ')}`,
      unit: 'count',
      monotone: 'increasing',
      why: 'Firms that cannot or will not be seen are riskier.',
      value: (firm) => coreSources.reduce((n, source) => n + (firm[source].isKnown ? 0 : 1), 0),
    },
    {
      name: 'sources_known',
      sources: dossierSources,
      meaning: 'number of sources with a known record',
      meaningZh: '可得数据源数量',
      formula: 'sources without a missing_ flag',
      unit: 'count',
      monotone: 'decreasing',
      why: 'What many parties have seen is harder to invent.',
      value: (firm) => dossierSources.reduce((n, source) => n + (firm[source].isKnown ? 1 : 0), 0),
    },
    ...dossierSources.map(missing),
  ],
);
