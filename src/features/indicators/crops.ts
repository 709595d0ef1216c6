import { type Accumulator, type Known, measuresOf, type ReadColumns } from '../engine/accumulator.ts';
import { Slots } from '../engine/slots.ts';
import { clearPixels, meanNdvi, ndviSpread, readTile, TILE_PIXELS } from '../readings/ndvi.ts';
import { GreenCurve } from './green-curve.ts';

/**
 * Weight of a look at a parcel (hundredths of a hectare x clear pixels), and weight times NDVI and times spread in thousandths;
 * cloud share in thousandths.
 */
export const CROPS = measuresOf('weight', 'green', 'spread', 'cloud');

/** Areas are held at or below this, so that sums stay exact: a state farm. OWN. */
const MOST_HECTARES = 10_000;
/** Share of pixels (of a parcel, or of all parcels of a day) that must be clear for a look to count in the curve. OWN. */
const LEAST_CLEAR = 0.3;
/** A look at a parcel this old no longer tells how it stands. OWN. */
const FRESH_DAYS = 60;
/** The same time of year, days either way: half of it is an overpass and a half. */
export const SAME_SEASON_DAYS = 15;
/** A parcel is poor where its NDVI lies this far below that of a year before. OWN. */
export const POOR_BELOW = 0.1;

/** What depends on the order of looks; NDVI in units, ages in days before asOf, NaN where there is none. */
export interface CropsTrail {
  newest: number;
  newestAge: number;
  /** Mean of the looks a year before the newest, +-15 days. */
  newestBefore: number;
  peak: number;
  peakAge: number;
  /** Of days 365-729 before asOf, where looks span 270 days of them. */
  peakBefore: number;
  /** Mean over time of 365 days, and of the 365 before. */
  mean: number;
  meanBefore: number;
  greenUpAge: number;
  /** Age, less 365 days, of the same green-up a year before. */
  greenUpAgeBefore: number;
  greenDays: number;
  /** Parcels with a look (clouded or not) in 365 days, and their area in hectares. */
  parcels: number;
  hectares: number;
  /** NDVI of the worst parcel minus the mean by area of all; from looks of the last 60 days. */
  worst: number;
  /** Share in area of parcels that are poor, of those seen now and a year before. */
  poorShare: number;
}

const curve = new GreenCurve();
const slots = new Slots();
/** By parcel: newest area; NDVI (thousandths) and day of the newest clear look, day -1 for none; sums of those a year before. */
const areaOf: number[] = [];
const seenOn: number[] = [];
const ndviOf: number[] = [];
const clearOn: number[] = [];
const sumBefore: number[] = [];
const looksBefore: number[] = [];

type Columns = ReadColumns<'crops', 'tileRead'>;

function hundredths(areaHa: number): number {
  return Math.round(100 * Math.min(MOST_HECTARES, areaHa));
}

export const cropsAccumulator: Accumulator<'crops', CropsTrail, 'tileRead'> = {
  source: 'crops',
  keeps: 'everything',
  measures: Object.keys(CROPS),
  groups: [],
  readings: { tileRead: { field: 'tile', of: readTile } },

  tally({ areaHa, cloudShare, tileRead }, row, to) {
    const read = tileRead[row]!;
    const weight = hundredths(areaHa[row]!) * clearPixels(read);
    to.add(CROPS.weight, weight);
    to.add(CROPS.green, weight * meanNdvi(read));
    to.add(CROPS.spread, weight * ndviSpread(read));
    to.add(CROPS.cloud, Math.round(1000 * Math.min(1, cloudShare[row]!)));
  },

  newTrail: () => ({
    newest: Number.NaN,
    newestAge: Number.NaN,
    newestBefore: Number.NaN,
    peak: Number.NaN,
    peakAge: Number.NaN,
    peakBefore: Number.NaN,
    mean: Number.NaN,
    meanBefore: Number.NaN,
    greenUpAge: Number.NaN,
    greenUpAgeBefore: Number.NaN,
    greenDays: Number.NaN,
    parcels: 0,
    hectares: 0,
    worst: Number.NaN,
    poorShare: Number.NaN,
  }),

  readTrail(known: Known<Columns>, trail) {
    readCurve(known, trail);
    readParcels(known, trail);
  },
};

/** The farm as one field: a look a day, parcels weighted by area and clear pixels. */
function readCurve({ columns, rows, n, asOf }: Known<Columns>, trail: CropsTrail): void {
  const { eventDate, areaHa, tileRead } = columns;
  curve.clear();
  for (let i = 0; i < n; ) {
    const day = eventDate[rows[i]!]!;
    let possible = 0;
    let weight = 0;
    let green = 0;
    for (; i < n && eventDate[rows[i]!] === day; i++) {
      const row = rows[i]!;
      const area = hundredths(areaHa[row]!);
      const seen = area * clearPixels(tileRead[row]!);
      possible += area * TILE_PIXELS;
      weight += seen;
      green += seen * meanNdvi(tileRead[row]!);
    }
    if (weight > 0 && weight >= LEAST_CLEAR * possible) curve.add(day, green / weight / 1000);
  }
  const newest = curve.newestDay();
  const peakDay = curve.peakDay(asOf - 364, asOf);
  trail.newest = curve.valueOn(newest);
  trail.newestAge = asOf - newest;
  trail.newestBefore = curve.meanOfLooks(newest - 365 - SAME_SEASON_DAYS, newest - 365 + SAME_SEASON_DAYS);
  trail.peak = curve.valueOn(peakDay);
  trail.peakAge = asOf - peakDay;
  trail.mean = curve.meanOverTime(asOf - 364, asOf);
  trail.meanBefore = curve.meanOverTime(asOf - 729, asOf - 365);
  // The peak of a year of which only a part was seen is not that year's peak.
  const peakDayBefore = curve.peakDay(asOf - 729, asOf - 365);
  trail.peakBefore = Number.isNaN(trail.meanBefore) ? Number.NaN : curve.valueOn(peakDayBefore);
  const half = curve.halfLevel(asOf - 364, asOf);
  const greenUp = curve.newestRise(half, asOf - 364, asOf);
  trail.greenUpAge = asOf - greenUp;
  trail.greenUpAgeBefore = asOf - 365 - curve.riseNear(half, greenUp - 365);
  trail.greenDays = curve.daysAbove(half, asOf - 364, asOf);
}

function readParcels({ columns, rows, n, asOf }: Known<Columns>, trail: CropsTrail): void {
  const { eventDate, parcel, areaHa, tileRead } = columns;
  slots.clear();
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    const known = slots.n;
    const p = slots.of(parcel[row]!);
    if (p === known) clearOn[p] = -1;
    seenOn[p] = eventDate[row]!;
    areaOf[p] = hundredths(areaHa[row]!);
    if (clearPixels(tileRead[row]!) < LEAST_CLEAR * TILE_PIXELS) continue;
    clearOn[p] = eventDate[row]!;
    ndviOf[p] = meanNdvi(tileRead[row]!);
  }
  for (let p = 0; p < slots.n; p++) {
    sumBefore[p] = 0;
    looksBefore[p] = 0;
  }
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    const p = slots.of(parcel[row]!);
    if (clearPixels(tileRead[row]!) < LEAST_CLEAR * TILE_PIXELS) continue;
    if (Math.abs(clearOn[p]! - 365 - eventDate[row]!) > SAME_SEASON_DAYS) continue;
    sumBefore[p]! += meanNdvi(tileRead[row]!);
    looksBefore[p]! += 1;
  }
  let parcels = 0;
  let area = 0;
  let freshArea = 0;
  let fresh = 0;
  let worst = Number.POSITIVE_INFINITY;
  let comparedArea = 0;
  let poorArea = 0;
  for (let p = 0; p < slots.n; p++) {
    if (asOf - seenOn[p]! >= 365) continue;
    parcels += 1;
    area += areaOf[p]!;
    if (clearOn[p]! < 0 || asOf - clearOn[p]! > FRESH_DAYS) continue;
    freshArea += areaOf[p]!;
    fresh += areaOf[p]! * ndviOf[p]!;
    worst = Math.min(worst, ndviOf[p]!);
    if (looksBefore[p] === 0) continue;
    comparedArea += areaOf[p]!;
    if (ndviOf[p]! <= sumBefore[p]! / looksBefore[p]! - 1000 * POOR_BELOW) poorArea += areaOf[p]!;
  }
  trail.parcels = parcels;
  trail.hectares = area / 100;
  trail.worst = freshArea > 0 ? Math.min(0, (worst - fresh / freshArea) / 1000) : Number.NaN;
  trail.poorShare = comparedArea > 0 ? poorArea / comparedArea : Number.NaN;
}
