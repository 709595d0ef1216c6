import { monthIndexOf, openStream, type RandomStream } from '../../core/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { drawMacro } from '../macro.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Goods of an industry that cross the border: chapters of the harmonised system and the value of a kilogram, yuan. OWN. */
interface Goods {
  readonly exports: readonly string[];
  readonly imports: readonly string[];
  /** Share of orders that an exporter buys abroad. */
  readonly importShare: number;
  readonly yuanPerKg: number;
}

const GOODS: Partial<Record<Industry, Goods>> = {
  'cross-border-trade': {
    exports: ['61', '62', '64', '85', '94', '95', '39'],
    imports: ['08', '33', '44', '22', '40'],
    importShare: 0.25,
    yuanPerKg: 45,
  },
  textile: {
    exports: ['52', '54', '61', '62', '63'],
    imports: ['52', '55'],
    importShare: 0.06,
    yuanPerKg: 55,
  },
  'manufacturing-light': {
    exports: ['39', '42', '64', '85', '94', '95'],
    imports: ['39', '47'],
    importShare: 0.05,
    yuanPerKg: 40,
  },
  'manufacturing-heavy': {
    exports: ['73', '84', '85', '87'],
    imports: ['72', '74', '84'],
    importShare: 0.06,
    yuanPerKg: 30,
  },
};

/** Countries at the other end and their weights: of most firms, and of those at a land border. OWN. */
const COUNTRIES = ['US', 'VN', 'JP', 'KR', 'DE', 'RU', 'GB', 'MY', 'IN', 'AE', 'MX', 'BR'] as const;
const COUNTRY_WEIGHTS = [18, 9, 9, 9, 7, 6, 5, 6, 6, 4, 4, 4] as const;
const NEIGHBOURS = ['VN', 'MM', 'LA', 'KZ', 'RU', 'MN'] as const;
const NEIGHBOUR_WEIGHTS = [35, 15, 8, 15, 20, 7] as const;
/** A firm trades with a few countries, the first most. */
const USUAL_COUNTRIES = 3;

/** Firms that declare exports themselves over the industry's export share; the rest sell abroad through others. OWN. */
const EXPORTERS = 1.2;
/** Share of its sales that such a firm sends abroad: median, sd of log, most. OWN. */
const OWN_SHARE = 0.75;
const OWN_SHARE_SD = 0.25;
const MOST_SHARE = 0.98;
/** Goods fill a container before they go: value of a usual consignment, yuan; consignments of a week at most. OWN. */
const LOT_YUAN = 120_000;
const MOST_LOTS = 3;
/** Value of a kilogram: sd of its log between firms and between consignments. OWN. */
const FIRM_SD = 0.6;
const LOT_SD = 0.2;
/** A shell firm exports on paper only: share of its goods that customs sees. OWN. */
const SHELL_GOODS = 0.1;
const DELAY = { least: 4, spread: 7 } as const;

const DIRECTIONS = ['export', 'import'] as const;
/** Draws, `k` of the stream; j is the week, or 0 for what lasts. From `lot` on those of consignments. */
const K = { exporter: 0, share: 1, value: 2, country: 4, chapter: 8, lots: 10, lot: 16 } as const;
const K_LOT = { split: 0, day: 1, delay: 2, country: 3, weight: 4, chapter: 5 } as const;
const K_PER_LOT = 8;
const K_DIRECTION = 64;

const foreignDemand = new WeakMap<World, Float64Array>();

/** Log of foreign demand by week, as the macro regimes set it; drawn once a world. */
function logForeignDemandOf(world: World): Float64Array {
  const path =
    foreignDemand.get(world) ?? drawMacro(world.scenario.macro, world.seed, world.timeline).logExportDemand;
  foreignDemand.set(world, path);
  return path;
}

/**
 * Customs declarations of a covered firm that trades abroad itself: exports in proportion to its sales and its export share, which
 * shrinks when foreign demand does; imports in proportion to its orders. Goods wait until they fill a consignment.
 */
export function emitCustoms(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, nWeeks } = life;
  const { firm, industry } = traits;
  const goods = GOODS[industry];
  if (!goods || !traits.covered.customs) return;
  const stream = openStream(world.seed, 'world.records.customs');
  if (stream.uniform(firm, 0, K.exporter) >= EXPORTERS * world.scenario.macro.exportShare[industry]) return;
  const firmId = firmIdOf(firm);
  const { timeline } = world;
  const isShell = life.fraud === 'shell';
  const spread = Math.exp(stream.normal(0, OWN_SHARE_SD, firm, 0, K.share));
  const share = Math.min(MOST_SHARE, OWN_SHARE * spread);
  const countries = countriesOf(stream, life);
  const fenPerKg = 100 * goods.yuanPerKg * Math.exp(stream.normal(0, FIRM_SD, firm, 0, K.value));
  const foreign = logForeignDemandOf(world);
  const waiting = [0, 0];
  let nDeclared = 0;
  const first = Math.max(0, weekOf(timeline, timeline.startDate));
  const last = Math.min(nWeeks - 1, weekOf(timeline, timeline.endDate));
  for (let week = first; week <= last; week++) {
    const abroad = exportedShare(share, foreign[week]!);
    for (let d = 0; d < DIRECTIONS.length; d++) {
      const k = d * K_DIRECTION;
      const moved = d === 0 ? abroad * life.sales[week]! : goods.importShare * life.orders[week]!;
      waiting[d]! += (isShell ? SHELL_GOODS : 1) * moved;
      const mean = Math.min(MOST_LOTS, waiting[d]! / 100 / LOT_YUAN);
      const n = Math.min(MOST_LOTS, stream.poisson(mean, firm, week, k + K.lots));
      for (let i = 0; i < n; i++) {
        const at = k + K.lot + i * K_PER_LOT;
        const part = i === n - 1 ? 1 : 0.2 + 0.6 * stream.uniform(firm, week, at + K_LOT.split);
        const amountFen = Math.floor(part * waiting[d]!);
        waiting[d]! -= amountFen;
        const day = timeline.week0 + 7 * week + stream.integer(6, firm, week, at + K_LOT.day);
        nDeclared += 1;
        if (amountFen === 0 || isLost(world, firm, monthIndexOf(day), 'customs')) continue;
        const u = stream.uniform(firm, week, at + K_LOT.country);
        const chapters = d === 0 ? goods.exports : goods.imports;
        const perKg = fenPerKg * Math.exp(stream.normal(0, LOT_SD, firm, week, at + K_LOT.weight));
        sink('customs', {
          firmId,
          eventDate: day,
          arrivalDate: day + DELAY.least + stream.integer(DELAY.spread, firm, week, at + K_LOT.delay),
          declarationId: `D${firm}-${nDeclared}`,
          direction: DIRECTIONS[d]!,
          // Squared, so that the first of the usual countries comes up most.
          country: countries[Math.floor(USUAL_COUNTRIES * u * u)]!,
          chapter: chapterOf(stream, chapters, firm, week, at + K_LOT.chapter, d),
          amountFen,
          weightKg: Math.round((10 * amountFen) / perKg) / 10,
        });
      }
    }
  }
}

/** Share of sales that goes abroad once foreign demand has changed by `logForeign` and demand at home has not. */
export function exportedShare(share: number, logForeign: number): number {
  const abroad = share * Math.exp(logForeign);
  return abroad / (abroad + 1 - share);
}

function countriesOf(stream: RandomStream, { traits }: FirmLife): readonly string[] {
  const atBorder = traits.region === 'border-county';
  const names = atBorder ? NEIGHBOURS : COUNTRIES;
  const weights = atBorder ? NEIGHBOUR_WEIGHTS : COUNTRY_WEIGHTS;
  const out: string[] = [];
  for (let i = 0; i < USUAL_COUNTRIES; i++)
    out.push(names[stream.categorical(weights, traits.firm, 0, K.country + i)]!);
  return out;
}

/** The firm's main goods three times in four, else any of its industry. */
function chapterOf(
  stream: RandomStream,
  chapters: readonly string[],
  firm: number,
  week: number,
  k: number,
  iDirection: number,
): string {
  const main = stream.integer(chapters.length, firm, 0, K.chapter + iDirection);
  const u = stream.uniform(firm, week, k);
  return chapters[u < 0.75 ? main : Math.floor((u - 0.75) * 4 * chapters.length)]!;
}
