import { fenToYuan } from '../core/index.ts';
import type { Decision } from '../decision/index.ts';

/** A decision as the service answers it: money in yuan, the trace left out. */
export interface DecisionAnswer
  extends Omit<Decision, 'limitFen' | 'monthlyInstalmentFen' | 'expectedLossFen' | 'trace'> {
  readonly limitYuan: number;
  readonly monthlyInstalmentYuan: number;
  readonly expectedLossYuan: number;
  /** From the parsed body to the finished decision, milliseconds. */
  readonly decisionMs: number;
}

export function answerOf(decision: Decision, decisionMs: number): DecisionAnswer {
  const { limitFen, monthlyInstalmentFen, expectedLossFen, trace: _, ...rest } = decision;
  return {
    ...rest,
    limitYuan: fenToYuan(limitFen),
    monthlyInstalmentYuan: fenToYuan(monthlyInstalmentFen),
    expectedLossYuan: fenToYuan(expectedLossFen),
    decisionMs,
  };
}
