/** AUC by comparing every pair: the clear form, for tests. */
export function auc(scores: ArrayLike<number>, bad: ArrayLike<number>): number {
  const bads: number[] = [];
  const goods: number[] = [];
  for (let i = 0; i < scores.length; i++) (bad[i] ? bads : goods).push(scores[i]!);
  let wins = 0;
  for (const b of bads) for (const g of goods) wins += b > g ? 1 : b === g ? 0.5 : 0;
  return wins / (bads.length * goods.length);
}
