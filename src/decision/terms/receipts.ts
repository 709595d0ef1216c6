import { z } from 'zod';
import { type Fen, yuanToFen } from '../../core/index.ts';
import type { ReadFeature } from './bases.ts';

const windowSchema = z.strictObject({
  days: z.int().min(1).max(365),
  feature: z.string().min(1),
  /** The feature times this is the money of the window: for features that give a mean. */
  times: z.number().positive().default(1),
});

/** Where the forecast of monthly receipts comes from. */
export const receiptsSchema = z.strictObject({
  /** The first source whose year is known counts; windows of one source nest, the longest is 365 days. */
  sources: z
    .array(z.strictObject({ name: z.string().min(1), windows: z.array(windowSchema).min(1) }))
    .min(1)
    .superRefine((sources, context) => {
      sources.forEach(({ windows }, i) => {
        if (windows.at(-1)?.days !== 365)
          context.addIssue({ code: 'custom', path: [i, 'windows'], message: 'the last window has 365 days' });
        windows.forEach(({ days }, k) => {
          if (k > 0 && windows[k - 1]!.days >= days)
            context.addIssue({ code: 'custom', path: [i, 'windows', k], message: 'expected rising days' });
        });
      });
    }),
  /** Feature: age of the firm in months. A firm without a whole year behind it has no season to read. */
  ageFeature: z.string().min(1),
});
export type ReceiptsParams = z.infer<typeof receiptsSchema>;

/** Receipts of the next twelve months. */
export interface ReceiptsForecast {
  /** Fen by month ahead, the first is the month after the day of application; null where nothing is known. */
  readonly receiptsFen: readonly Fen[] | null;
  /** Name of the source whose season was read; `flat`: every month as the mean; null: none. */
  readonly from: string | null;
}

/** The youngest firm whose last year is a whole one, months. */
const WHOLE_YEAR = 12;
const MONTH_DAYS = 365 / 12;

/**
 * Forecasts monthly receipts as the same months of last year (the seasonal naive forecast, Hyndman and Athanasopoulos,
 * Forecasting, 5.2), as finely as nested trailing windows show them: money between two windows is spread evenly over the
 * days between them, so that the twelve months add up to the year. Without a year that is known, flat at `monthlyYuan`.
 */
export function forecastReceipts(
  read: ReadFeature,
  monthlyYuan: number | null,
  params: ReceiptsParams | null,
): ReceiptsForecast {
  const ageMonths = params && read(params.ageFeature);
  if (params && ageMonths !== null && ageMonths >= WHOLE_YEAR) {
    for (const { name, windows } of params.sources) {
      const since = trailing(read, windows);
      if (since) return { receiptsFen: sameMonthsLastYear(since), from: name };
    }
  }
  if (monthlyYuan === null) return { receiptsFen: null, from: null };
  return { receiptsFen: Array<Fen>(12).fill(yuanToFen(monthlyYuan)), from: 'flat' };
}

/** Features that the forecast reads. */
export function featuresOfReceipts({ sources, ageFeature }: ReceiptsParams): string[] {
  return [ageFeature, ...sources.flatMap(({ windows }) => windows.map(({ feature }) => feature))];
}

interface Trailing {
  /** Money received in the last so many days. */
  readonly days: number;
  readonly yuan: number;
}

/** Known windows, each at least as large as the one within it; undefined where the year is not known or empty. */
function trailing(
  read: ReadFeature,
  windows: ReceiptsParams['sources'][number]['windows'],
): Trailing[] | undefined {
  const last = windows.at(-1)!;
  const year = read(last.feature);
  if (year === null || year <= 0) return undefined;
  const yearYuan = year * last.times;
  const knots: Trailing[] = [{ days: 0, yuan: 0 }];
  for (const { days, feature, times } of windows.slice(0, -1)) {
    const value = read(feature);
    if (value !== null)
      knots.push({ days, yuan: Math.min(yearYuan, Math.max(knots.at(-1)!.yuan, value * times)) });
  }
  knots.push({ days: 365, yuan: yearYuan });
  return knots;
}

function sameMonthsLastYear(knots: readonly Trailing[]): Fen[] {
  const within = (days: number): number => {
    let k = 1;
    while (k < knots.length - 1 && knots[k]!.days < days) k += 1;
    const [low, high] = [knots[k - 1]!, knots[k]!];
    return low.yuan + ((high.yuan - low.yuan) * (days - low.days)) / (high.days - low.days);
  };
  // Cumulated before rounding: the months add up to the year to the fen.
  const receivedFen = Array.from({ length: 13 }, (_, month) => yuanToFen(within(365 - month * MONTH_DAYS)));
  return receivedFen.slice(0, 12).map((fen, month) => fen - receivedFen[month + 1]!);
}
