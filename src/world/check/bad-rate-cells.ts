import type { Measurement, Measurements } from './measurement.ts';

/** A loan, real or not, whose fate is known, and the cells it is in. */
export interface Fate {
  readonly firm: number;
  readonly bad: boolean;
  readonly industry: string | undefined;
  readonly region: string | undefined;
}

/** Cells with fewer loans have bad rates of chance. */
export const LEAST_LOANS = 300;

export function badRate(loans: readonly Fate[]): number {
  return loans.filter(({ bad }) => bad).length / loans.length;
}

/**
 * Lowest and highest bad rate of the industries, regions and size terciles that are large enough, under
 * `prefix`.industry.lowest and so on.
 * @param weeklySalesFen normal sales by firm; without them sizes are unknown.
 */
export function badRateCells(
  prefix: string,
  loans: readonly Fate[],
  weeklySalesFen: Float64Array | undefined,
): Measurements {
  const tercile = weeklySalesFen ? terciles(loans, weeklySalesFen) : () => undefined;
  return {
    ...extremes(`${prefix}.industry`, loans, ({ industry }) => industry),
    ...extremes(`${prefix}.region`, loans, ({ region }) => region),
    ...extremes(`${prefix}.size`, loans, tercile),
  };
}

function extremes(
  name: string,
  loans: readonly Fate[],
  cellOf: (loan: Fate) => string | undefined,
): Measurements {
  const cells = Map.groupBy(loans, cellOf);
  const rates = [...cells]
    .flatMap(([cell, members]) =>
      cell !== undefined && members.length >= LEAST_LOANS
        ? [{ value: badRate(members), cell, loans: members.length }]
        : [],
    )
    .sort((a, b) => a.value - b.value || (a.cell < b.cell ? -1 : 1));
  const shown = (rate: (typeof rates)[number] | undefined): Measurement =>
    rate
      ? { value: rate.value, detail: `${rate.cell}, ${rate.loans} loans, ${rates.length} cells` }
      : { value: Number.NaN, detail: `no cell of ${LEAST_LOANS} loans` };
  return { [`${name}.lowest`]: shown(rates[0]), [`${name}.highest`]: shown(rates.at(-1)) };
}

/** Terciles of the borrowers' normal sales. */
function terciles(loans: readonly Fate[], weeklySalesFen: Float64Array): (loan: Fate) => string | undefined {
  const sorted = loans
    .map(({ firm }) => weeklySalesFen[firm]!)
    .filter((sales) => !Number.isNaN(sales))
    .sort((a, b) => a - b);
  const third = sorted[Math.floor(sorted.length / 3)]!;
  const twoThirds = sorted[Math.floor((2 * sorted.length) / 3)]!;
  return ({ firm }) => {
    const sales = weeklySalesFen[firm]!;
    if (Number.isNaN(sales)) return undefined;
    return sales < third ? 'smallest third' : sales < twoThirds ? 'middle third' : 'largest third';
  };
}
