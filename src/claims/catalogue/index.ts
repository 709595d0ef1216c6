import type { Claim } from '../claim.ts';
import { literatureClaims } from './literature.ts';
import { reportClaims } from './reports.ts';

/** Every claim of the audit, in the order of its report. */
export const claims: readonly Claim[] = [...reportClaims, ...literatureClaims];
