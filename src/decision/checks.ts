import { yuanToFen } from '../core/index.ts';
import type { Application, Assessment } from './application.ts';
import type { StepVerdict } from './outcome.ts';
import type { DecisionParams } from './params.ts';
import type { EngineCode } from './reason-texts.ts';

export interface ChecksInput extends Pick<Application, 'amountFen' | 'termMonths'> {
  /** There is an assessment, and its PD is a probability. */
  readonly scored: boolean;
}

/**
 * Is this an application that can be decided at all? All findings are given. An amount or a term that no product has is a
 * decline; an application without a score is reviewed.
 */
export function checkApplication(input: ChecksInput, product: DecisionParams['product']): StepVerdict {
  const { amountFen, termMonths, scored } = input;
  const codes: EngineCode[] = [];
  // Written so that NaN falls through to the refusal.
  if (!(amountFen >= yuanToFen(product.minAmountYuan))) codes.push('AMOUNT_BELOW_PRODUCT');
  if (amountFen > yuanToFen(product.maxAmountYuan)) codes.push('AMOUNT_ABOVE_PRODUCT');
  if (!(termMonths >= product.minTermMonths)) codes.push('TERM_BELOW_PRODUCT');
  if (termMonths > product.maxTermMonths) codes.push('TERM_ABOVE_PRODUCT');
  if (codes.length > 0) return { outcome: 'decline', codes };
  return scored ? { outcome: 'approve', codes } : { outcome: 'review', codes: ['NOT_SCORED'] };
}

/** Whether an assessment can be decided on: a PD in 0-1 and finite numbers. */
export function isScored(assessment: Assessment | null): assessment is Assessment {
  return (
    assessment !== null &&
    assessment.pd >= 0 &&
    assessment.pd <= 1 &&
    Number.isFinite(assessment.score) &&
    Number.isFinite(assessment.margin)
  );
}
