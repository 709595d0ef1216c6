/** A recorded decision, as far as a backtest needs it. */
export interface Recorded<Snapshot> {
  readonly applicationId: string;
  readonly trace: { readonly snapshot: Snapshot };
}

/** Recorded decisions as input of `comparePolicies`. */
export interface RecordedSnapshots<Snapshot> {
  readonly snapshots: readonly Snapshot[];
  /** Features that the policies read and that no snapshot or only some have: they read as missing there. */
  readonly incomplete: readonly { readonly feature: string; readonly absentIn: number }[];
}

/**
 * The snapshots of recorded decisions, one for each application: of several decisions of one application the last.
 * `features` are those that the policies to be compared read; one that was not recorded makes a backtest unfaithful.
 */
export function snapshotsOf<Snapshot extends { readonly features: Readonly<Record<string, number | null>> }>(
  decisions: Iterable<Recorded<Snapshot>>,
  features: Iterable<string> = [],
): RecordedSnapshots<Snapshot> {
  const byApplication = new Map<string, Snapshot>();
  for (const { applicationId, trace } of decisions) byApplication.set(applicationId, trace.snapshot);
  const snapshots = [...byApplication.values()];
  const incomplete = [...new Set(features)].sort().flatMap((feature) => {
    const absentIn = snapshots.filter((one) => !Object.hasOwn(one.features, feature)).length;
    return absentIn > 0 ? [{ feature, absentIn }] : [];
  });
  return { snapshots, incomplete };
}
