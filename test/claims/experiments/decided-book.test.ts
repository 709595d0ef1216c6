import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readApplicants } from '../../../src/claims/experiments/applicants.ts';
import { covered } from '../../../src/claims/experiments/regional-gap.ts';
import { inlinePool } from '../../../src/parallel/index.ts';
import { baselineScenario, simulateBook } from '../../../src/world/index.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const pool = inlinePool;
const book = (name: string): string => join(scratch.dir, name);
const simulate = (name: string, step: number) =>
  simulateBook({
    firms: 100,
    months: 12,
    seed: 5,
    out: book(name),
    scenario: step === 0 ? baselineScenario : covered(baselineScenario, step),
    oracleFutures: step === 0 ? 8 : 0,
    pool,
  });

beforeAll(async () => {
  await simulate('as-is', 0);
  await simulate('full', 1);
});

describe('readApplicants', () => {
  it('knows of every applicant what became of the loan, and its true PD', async () => {
    const applicants = await readApplicants(book('as-is'), pool);
    const n = applicants.applicationId.length;
    expect(n).toBeGreaterThan(50);
    expect(applicants.features.nRows).toBe(n);
    expect(new Set(applicants.bad).size).toBeLessThanOrEqual(2);
    expect(applicants.truePd?.every((pd) => pd >= 0 && pd <= 1)).toBe(true);
    const [first, second] = applicants.truePdHalves!;
    expect(applicants.truePd![0]).toBeCloseTo((first[0]! + second[0]!) / 2, 12);
    expect(applicants.region.every((region) => region !== '')).toBe(true);
    expect(applicants.withoutHistory).toContain(true);
    expect(applicants.withoutHistory).toContain(false);
  });

  it('finds the same fates of the same firms under other coverage, and more data', async () => {
    const asIs = await readApplicants(book('as-is'), pool);
    const full = await readApplicants(book('full'), pool);
    expect(full.truePd).toBeNull();
    expect(full.applicationId).toEqual(asIs.applicationId);
    expect(full.bad).toEqual(asIs.bad);
    expect(full.withoutHistory).toEqual(asIs.withoutHistory);
    expect(full.branchApproves).toEqual(asIs.branchApproves);
    const known = ({ features }: typeof asIs): number => {
      const column = features.columns.get('bank_monthly_inflow')!;
      return column.kind === 'numeric' ? column.values.filter((value) => !Number.isNaN(value)).length : 0;
    };
    expect(known(full)).toBeGreaterThan(known(asIs));
  });
});
