import { FRAUDS } from '../fraud.ts';
import { type Measurements, unknownBecause } from './measurement.ts';
import type { Truth } from './truth.ts';

/** Applications of one kind of fraud, or of the honest. */
export interface FraudRow {
  readonly kind: string;
  readonly applications: number;
  /** Of all applications. */
  readonly share: number;
  readonly bads: number;
  /** How many the traditional lender approves. */
  readonly approved: number;
}

/** Applications to us by kind of fraud, every kind of the world, the honest last. Undefined without truth/. */
export function fraudTable({ firms, applications }: Truth): readonly FraudRow[] | undefined {
  if (!firms || !applications) return undefined;
  const own = applications.filter(({ applicationId }) => applicationId !== undefined);
  return [...FRAUDS, undefined].map((kind) => {
    const members = own.filter(({ firm }) => firms.fraud[firm] === kind);
    return {
      kind: kind ?? 'honest',
      applications: members.length,
      share: members.length / own.length,
      bads: members.filter(({ bad }) => bad).length,
      approved: members.filter(({ traditionalApproves }) => traditionalApproves).length,
    };
  });
}

/** Share of fraud among applications to us, and how many kinds there are. */
export function measureFraud(truth: Truth): Measurements {
  const table = fraudTable(truth)?.slice(0, FRAUDS.length);
  if (!table) {
    const unknown = unknownBecause('no truth/firms or truth/applications');
    return { 'fraud.share': unknown, 'fraud.kinds': unknown };
  }
  const present = table.filter(({ applications }) => applications > 0);
  const absent = table.filter(({ applications }) => applications === 0).map(({ kind }) => kind);
  const detail = table.map(({ kind, applications }) => `${kind} ${applications}`).join(', ');
  return {
    'fraud.share': { value: table.reduce((sum, { share }) => sum + share, 0), detail },
    'fraud.kinds': {
      value: present.length,
      detail: absent.length === 0 ? 'every kind is there' : `none of ${absent.join(', ')}`,
    },
  };
}
