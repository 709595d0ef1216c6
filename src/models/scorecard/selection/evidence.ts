import { chiSquareTail } from '../../../kernels/incomplete-gamma.ts';

/** Why a characteristic was chosen. */
export interface Evidence {
  /** Order of entry, from 1; absent where nothing entered, in backward selection. */
  readonly step?: number;
  /** Score statistic when it entered, or Wald's in the last model of a backward selection. */
  readonly chiSquare: number;
  /**
   * Of `chiSquare` on one degree of freedom, as if the characteristic were the only one looked at. Too small where its WOE was learnt
   * from the rows that it is tested on: `crossFit` mends that.
   */
  readonly pValue: number;
}

export function evidence(chiSquare: number, step?: number): Evidence {
  const pValue = chiSquareTail(chiSquare, 1);
  return { ...(step !== undefined && { step }), chiSquare, pValue };
}

/** "chi-square 3.20, p 0.074": the words of a reason. */
export function evidenceText({ chiSquare, pValue }: Evidence): string {
  return `chi-square ${chiSquare.toFixed(2)}, p ${pValue.toPrecision(2)}`;
}
