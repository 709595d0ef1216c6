import { readRows } from '../source-rows.ts';
import { knownRows, meanOf, ratio, recentShare, sumOf } from './known-rows.ts';
import type { FeatureOpener } from './opener.ts';

const HALF_YEAR = 180;
const QUARTER = 90;
const YEAR = 365;

/** Stars that are a complaint. */
const COMPLAINT_STARS = 2;
/** A pixel under cloud, and the byte of NDVI 1, as the contract of crops says. */
const CLOUD = 255;
const BYTES_PER_NDVI = 200;

const reviews: FeatureOpener = async (book) => {
  const source = await readRows(book, 'reviews', ['stars']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const stars = (row: number): number => columns.stars[row]!;
  return (loan) => {
    const year = knownRows(source, loan, YEAR);
    if (year.length === 0) return {};
    const recent = year.filter((row) => columns.eventDate[row]! > loan.appliedDay - QUARTER);
    return {
      'reviews.starsMean': meanOf(year, stars),
      'reviews.starsTrend': meanOf(recent, stars) - meanOf(year, stars),
      'reviews.complaintShare': meanOf(year, (row) => (stars(row) <= COMPLAINT_STARS ? 1 : 0)),
      'reviews.count': year.length,
      'reviews.countTrend': ratio(recent.length, year.length),
    };
  };
};

const telemetry: FeatureOpener = async (book) => {
  const source = await readRows(book, 'telemetry', ['machine', 'hours', 'load', 'faults', 'cell']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const hours = (row: number): number => columns.hours[row]!;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    return {
      'telemetry.hoursMean': meanOf(half, hours),
      'telemetry.hoursTrend': recentShare(source, half, loan, QUARTER, hours),
      'telemetry.loadMean': meanOf(half, (row) => columns.load[row]!),
      'telemetry.faultsPerHour': ratio(
        sumOf(half, (row) => columns.faults[row]!),
        sumOf(half, hours),
      ),
      'telemetry.machines': new Set(half.map((row) => columns.machine[row])).size,
      'telemetry.cells': new Set(half.map((row) => columns.cell[row])).size,
    };
  };
};

const crops: FeatureOpener = async (book) => {
  const source = await readRows(book, 'crops', ['areaHa', 'tile']);
  const { columns, levels } = source;
  if (source.nRows === 0) return undefined;
  const tiles = levels.tile ?? [];
  const ndvi = (row: number): number => meanNdvi(tiles[columns.tile[row]!] ?? '');
  return (loan) => {
    const clear = knownRows(source, loan, YEAR)
      .map((row) => ({ day: columns.eventDate[row]!, ndvi: ndvi(row) }))
      .filter((tile) => !Number.isNaN(tile.ndvi));
    if (clear.length === 0) return {};
    const all = clear.map((tile) => tile.ndvi);
    const recent = clear.filter(({ day }) => day > loan.appliedDay - QUARTER).map((tile) => tile.ndvi);
    return {
      'crops.ndviMean': meanOf(all, (value) => value),
      'crops.ndviMeanRecent': meanOf(recent, (value) => value),
      'crops.ndviHighest': Math.max(...all),
    };
  };
};

/** Mean NDVI of the pixels of a tile that no cloud covers; NaN of a clouded tile. */
export function meanNdvi(tile: string): number {
  const clear = [...Buffer.from(tile, 'base64')].filter((byte) => byte !== CLOUD);
  return meanOf(clear, (byte) => byte / BYTES_PER_NDVI);
}

const traffic: FeatureOpener = async (book) => {
  const source = await readRows(book, 'traffic', ['visitors', 'dwellMinutes', 'returningShare']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const visitors = (row: number): number => columns.visitors[row]!;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    return {
      'traffic.visitorsMean': meanOf(half, visitors),
      'traffic.visitorsTrend': recentShare(source, half, loan, QUARTER, visitors),
      'traffic.dwellMean': meanOf(half, (row) => columns.dwellMinutes[row]!),
      'traffic.returningMean': meanOf(half, (row) => columns.returningShare[row]!),
    };
  };
};

const news: FeatureOpener = async (book) => {
  const source = await readRows(book, 'news', []);
  if (source.nRows === 0) return undefined;
  return (loan) => ({ 'news.count180': knownRows(source, loan, HALF_YEAR).length });
};

/** Sources of what goes on at the firm, whatever it earns. */
export const ACTIVITY_SOURCES: readonly FeatureOpener[] = [reviews, telemetry, crops, traffic, news];
