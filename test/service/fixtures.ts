import type { Assessed, ServiceDeps } from '../../src/service/index.ts';
import { assessment, goodCircumstances, goodFeatures, standardRules } from '../decision/fixtures.ts';

/** 2026-03-02 12:00 in China. */
export const NOON_MS = Date.UTC(2026, 2, 2, 4);

/** A clock that goes on by `stepMs` with every look at it. */
export function steppingClock(stepMs = 0.25, start = NOON_MS): () => number {
  let now = start - stepMs;
  return () => {
    now += stepMs;
    return now;
  };
}

export const goodFirm: Assessed = { ...goodCircumstances, assessment, features: goodFeatures };

export function deps(change: Partial<ServiceDeps> = {}): ServiceDeps {
  return {
    assess: () => goodFirm,
    rules: standardRules,
    model: 'c'.repeat(64),
    clock: steppingClock(),
    ...change,
  };
}

export function body(applicationId = 'app-1'): Record<string, unknown> {
  return { applicationId, firmId: 'firm-1', amountYuan: 150_000, termMonths: 12, purpose: 'operations' };
}
