import { windowSlot } from '../engine/ages.ts';
import type { SourceState } from '../engine/source-state.ts';
import { lostPartyShare, type PartyGroup, topShare } from '../families/concentration.ts';
import { changes, recency, trendOfMonths } from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import { rateChanges, rateSeasonalChange, rateVariation } from '../families/rates.ts';
import { type Ratio, ratios, totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { clamp, ratio } from '../window.ts';
import {
  IDLE_HOURS,
  MACHINE_WEEKS,
  SILENT_DAYS,
  STANDING_DAYS,
  TELEMETRY,
  TELEMETRY_PARTIES,
  type TelemetryTrail,
} from './telemetry.ts';

type TelemetryState = SourceState<TelemetryTrail>;

const HOURS_PER_DAY = 24;
/** Fault codes per 1,000 hours are held at or below this: one an hour. */
const MOST_FAULTS = 1000;

const HOURS: Quantity = {
  measure: TELEMETRY.hours,
  name: 'telemetry_hours',
  meaning: 'machine hours worked',
  meaningZh: '设备工作小时',
  formula: 'hours of all machines',
  unit: 'hours',
  per: 1000,
  monotone: 'none',
  why: 'A machine only runs when there is work for it; but a large fleet is a large debt as well.',
};

const WEEKLY: Ratio = {
  over: TELEMETRY.hours,
  under: MACHINE_WEEKS,
  name: 'telemetry_weekly_hours',
  meaning: 'hours a machine and week',
  meaningZh: '单机周均工时',
  formula: 'hours / reports (one a machine and week)',
  unit: 'hours',
  per: 1000,
  monotone: 'decreasing',
  why: 'Work for each machine, whatever their number and however many reports got lost.',
};

const LOAD: Ratio = {
  over: TELEMETRY.loadHours,
  under: TELEMETRY.hours,
  name: 'telemetry_load',
  meaning: 'mean load at work, share of the rated load',
  meaningZh: '工作平均负荷率',
  formula: 'sum of load (at most 2) x hours / hours',
  unit: 'ratio',
  monotone: 'none',
  why: 'A light load is little work, a heavy one wears the collateral out.',
};

const MACHINES: PartyGroup = {
  group: TELEMETRY_PARTIES.machines,
  name: 'telemetry_machine',
  one: 'machine',
  many: 'machines',
  zh: '设备',
  amount: 'reported hours',
};

/** Share of all hours of the machines seen within a year that they worked in the window. */
function utilisation(s: TelemetryState, days: 90 | 365): number {
  const possible = s.trail.machines * days * HOURS_PER_DAY * HOURS.per;
  return Math.min(1, ratio(s.total(TELEMETRY.hours, windowSlot(days)), possible));
}

function faultsPer1000Hours(s: TelemetryState, days: 90 | 365): number {
  const hours = s.total(TELEMETRY.hours, windowSlot(days)) / HOURS.per;
  return clamp(ratio(1000 * s.total(TELEMETRY.faults, windowSlot(days)), hours), 0, MOST_FAULTS);
}

export const telemetryFeatures = defineFeatures<TelemetryState>(
  { sources: ['telemetry'], sensitivity: 'business' },
  [
    ...totals(HOURS, [7, 30, 90, 180, 365]),
    ...changes(HOURS, [90], {
      monotone: 'decreasing',
      why: 'Work that fades, or machines that are gone: both bode ill.',
    }),
    trendOfMonths(HOURS, {
      monotone: 'decreasing',
      why: 'A year’s direction of the order book, read off the machines.',
    }),
    ...ratios(WEEKLY, [90]),
    ...rateChanges(WEEKLY, [30, 90, 180], {
      monotone: 'decreasing',
      why: 'Machines slow down with the orders, months before invoices do.',
    }),
    rateSeasonalChange(WEEKLY, {
      monotone: 'decreasing',
      why: 'Frost stops building sites every year; a fall against last year is the firm’s.',
    }),
    rateVariation(WEEKLY, {
      monotone: 'increasing',
      why: 'Work by fits and starts leaves instalments uncovered.',
    }),
    ...([90, 365] as const).map((days) => ({
      name: `telemetry_utilisation_${days}`,
      meaning: `utilisation of machines, last ${days} days`,
      meaningZh: `近${days}天设备利用率`,
      formula: `hours / (machines with a report in 365 days x ${days} x ${HOURS_PER_DAY}), at most 1`,
      unit: 'share' as const,
      windowDays: 365,
      monotone: 'decreasing' as const,
      why: 'What stands still earns nothing and is paid off all the same; silent machines count as standing.',
      value: (s: TelemetryState) => utilisation(s, days),
    })),
    ...ratios(
      {
        over: TELEMETRY.idleWeeks,
        under: MACHINE_WEEKS,
        name: 'telemetry_idle_share',
        meaning: 'share of idle machine-weeks',
        meaningZh: '设备闲置周占比',
        formula: `reports of fewer than ${IDLE_HOURS} hours / reports`,
        unit: 'share',
        monotone: 'increasing',
        why: 'Whole weeks without work are gaps in the order book.',
      },
      [90, 365],
    ),
    ...ratios(LOAD, [90]),
    ...rateChanges(LOAD, [90], {
      monotone: 'none',
      why: 'Lighter work than before comes ahead of less work.',
    }),
    ...([90, 365] as const).map((days) => ({
      name: `telemetry_fault_rate_${days}`,
      meaning: `machine faults per 1,000 hours, last ${days} days`,
      meaningZh: `近${days}天每千小时设备故障数`,
      formula: `1000 x faults / hours, at most ${MOST_FAULTS}`,
      unit: 'ratio' as const,
      windowDays: days,
      monotone: 'increasing' as const,
      why: 'Care saved on machines is money short, and repairs are due.',
      value: (s: TelemetryState) => faultsPer1000Hours(s, days),
    })),
    {
      name: 'telemetry_machines',
      meaning: 'machines that reported, last 365 days',
      meaningZh: '近365天在线设备数',
      formula: 'distinct machines with a report',
      unit: 'count',
      windowDays: 365,
      monotone: 'none',
      why: 'Size of the fleet: collateral, and instalments.',
      value: (s) => (s.isKnown ? s.trail.machines : Number.NaN),
    },
    {
      name: 'telemetry_silent_share',
      meaning: `share of machines silent for more than ${SILENT_DAYS} days`,
      meaningZh: `失联超过${SILENT_DAYS}天设备占比`,
      formula: `machines whose newest report is more than ${SILENT_DAYS} days old / machines with a report in 365 days`,
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A machine that no longer reports was sold, hidden or unplugged.',
      value: (s) => ratio(s.trail.silent, s.trail.machines),
    },
    {
      name: 'telemetry_standing_share',
      meaning: `share of machines without work for more than ${STANDING_DAYS} days`,
      meaningZh: `停工超过${STANDING_DAYS}天设备占比`,
      formula: `machines without a report of ${IDLE_HOURS} hours or more for more than ${STANDING_DAYS} days / machines with a report in 365 days`,
      unit: 'share',
      windowDays: 365,
      monotone: 'increasing',
      why: 'How much of the fleet has stopped earning.',
      value: (s) => ratio(s.trail.standing, s.trail.machines),
    },
    {
      name: 'telemetry_moved_share_90',
      meaning: 'share of machines that changed their site, last 90 days',
      meaningZh: '近90天移址设备占比',
      formula:
        'machines with a cell other than in their report before, in 90 days / machines with a report in 90 days',
      unit: 'share',
      windowDays: 90,
      monotone: 'none',
      why: 'New sites are new work for a builder, and a warning of a factory.',
      value: (s) => ratio(s.trail.moved90, s.trail.machines90),
    },
    {
      name: 'telemetry_moves_365',
      meaning: 'changes of site for each machine, last 365 days',
      meaningZh: '近365天单机平均移址次数',
      formula: 'reports with a cell other than in the report before of the machine / machines with a report',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Collateral that wanders is hard to seize; sites that change are jobs that were finished.',
      value: (s) => ratio(s.trail.moves365, s.trail.machines),
    },
    {
      name: 'telemetry_sites',
      meaning: 'different sites where machines stand',
      meaningZh: '设备所在地点数',
      formula: 'distinct cells of the newest reports of machines with a report in 365 days',
      unit: 'count',
      windowDays: 365,
      monotone: 'none',
      why: 'Several sites are several customers, and a longer way to the collateral.',
      value: (s) => (s.isKnown ? s.trail.cells : Number.NaN),
    },
    topShare(MACHINES, 1, {
      monotone: 'none',
      why: 'Work that hangs on one machine stops when it breaks down.',
    }),
    lostPartyShare(MACHINES, {
      monotone: 'increasing',
      why: 'Machines that left the fleet were sold to raise cash, or taken back.',
    }),
    recency(
      { ...HOURS, meaning: 'hour worked by a machine', meaningZh: '设备作业', formula: 'report with hours' },
      'telemetry_days_since_work',
      { monotone: 'increasing', why: 'No machine at work is no work.' },
    ),
  ],
);
