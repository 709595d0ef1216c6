import { mean } from '../harness/statistics.ts';
import type { Cell } from './cells.ts';
import { type FiveByTwo, fiveByTwo } from './five-by-two.ts';
import { type Pair, peerLabel } from './programs.ts';

/** A program beside its peer on one data set, over the replications that both have whole. */
export interface Comparison extends FiveByTwo {
  readonly pair: Pair;
  readonly dataset: string;
  readonly rows: number;
  readonly replications: number;
  /** The best of the pair's peers by mean AUC here. */
  readonly peer: string;
  /** Means over folds. */
  readonly auc: { readonly own: number; readonly peer: number };
  readonly seconds: { readonly own: number; readonly peer: number };
}

/** Comparisons of a pair on all data sets that have at least one whole replication. */
export function compareCells(cells: readonly Cell[], pair: Pair): Comparison[] {
  const datasets = [...new Set(cells.map(({ dataset }) => dataset))];
  return datasets.flatMap((dataset) => {
    const ofData = cells.filter((cell) => cell.dataset === dataset);
    const all = pair.peers.map((peer) => compareWith(ofData, pair, peerLabel(peer)));
    const whole = all.flatMap((comparison) => comparison ?? []);
    return whole.length === all.length ? whole.toSorted((a, b) => b.auc.peer - a.auc.peer).slice(0, 1) : [];
  });
}

function compareWith(ofData: readonly Cell[], pair: Pair, peer: string): Comparison | undefined {
  const replications = [...new Set(ofData.map(({ seed }) => seed))].flatMap((seed) => {
    const find = (program: string, fold: 0 | 1): Cell | undefined =>
      ofData.find((cell) => cell.seed === seed && cell.fold === fold && cell.program === program);
    const own = [find(pair.own, 0), find(pair.own, 1)];
    const other = [find(peer, 0), find(peer, 1)];
    return isWhole(own) && isWhole(other) ? [{ own, other }] : [];
  });
  if (replications.length === 0) return undefined;
  const own = replications.flatMap((replication) => replication.own);
  const other = replications.flatMap((replication) => replication.other);
  const { dataset, rows } = own[0]!;
  return {
    ...fiveByTwo(replications.map((one) => [difference(one, 0), difference(one, 1)])),
    pair,
    dataset,
    rows: rows.train + rows.test,
    replications: replications.length,
    peer,
    auc: { own: mean(own.map(({ auc }) => auc)), peer: mean(other.map(({ auc }) => auc)) },
    seconds: {
      own: mean(own.map(({ seconds }) => seconds)),
      peer: mean(other.map(({ seconds }) => seconds)),
    },
  };
}

function isWhole(folds: readonly (Cell | undefined)[]): folds is [Cell, Cell] {
  return folds.every((cell) => cell !== undefined);
}

function difference({ own, other }: { own: [Cell, Cell]; other: [Cell, Cell] }, fold: 0 | 1): number {
  return own[fold].auc - other[fold].auc;
}
