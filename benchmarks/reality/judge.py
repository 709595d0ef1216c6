"""Outside judge of the two-sample test: can boosting tell real from simulated firms by their features?

Reads a CSV with a column `real` (1 / 0), a column `pair`, and features; empty means missing. Prints one JSON object: AUC by
repeated cross-validation (both firms of a pair in the same fold, so that the match itself tells nothing), its spread, the AUC of
each feature alone, and the drop of the AUC when a feature is shuffled in the held-out firms.
"""

import argparse
import json

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

FOLDS = 5
SHUFFLES = 2


def folds_of(pairs, rng):
    names = np.unique(pairs)
    fold = dict(zip(rng.permutation(names), np.arange(len(names)) % FOLDS))
    return np.array([fold[p] for p in pairs])


def alone(column, real):
    known = column.notna().to_numpy()
    if known.sum() < 20 or len(np.unique(real[known])) < 2:
        return None
    auc = roc_auc_score(real[known], column[known])
    return max(auc, 1 - auc)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", required=True)
    parser.add_argument("--features", required=True, help="names, comma-separated")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    table = pd.read_csv(args.table)
    real = table["real"].to_numpy()
    pairs = table["pair"].to_numpy()
    names = args.features.split(",")
    x = table[names].astype(float)
    aucs = []
    drops = {name: [] for name in names}
    for repeat in range(args.repeats):
        rng = np.random.default_rng(args.seed + repeat)
        fold = folds_of(pairs, rng)
        scores = np.zeros(len(real))
        held_out = []
        for k in range(FOLDS):
            model = HistGradientBoostingClassifier(
                learning_rate=0.05, max_iter=150, max_leaf_nodes=8, min_samples_leaf=10, random_state=args.seed
            )
            model.fit(x[fold != k], real[fold != k])
            scores[fold == k] = model.predict_proba(x[fold == k])[:, 1]
            held_out.append((k, model))
        auc = roc_auc_score(real, scores)
        aucs.append(auc)
        for name in names:
            for _ in range(SHUFFLES):
                shuffled = np.zeros(len(real))
                for k, model in held_out:
                    part = x[fold == k].copy()
                    part[name] = rng.permutation(part[name].to_numpy())
                    shuffled[fold == k] = model.predict_proba(part)[:, 1]
                drops[name].append(auc - roc_auc_score(real, shuffled))
        if repeat == 0:
            # Hanley and McNeil (1982): the spread that few firms leave, which repeats of the folds do not show.
            n1, n0 = real.sum(), (1 - real).sum()
            q1, q2 = auc / (2 - auc), 2 * auc * auc / (1 + auc)
            error = np.sqrt((auc * (1 - auc) + (n1 - 1) * (q1 - auc**2) + (n0 - 1) * (q2 - auc**2)) / (n1 * n0))
    ranked = sorted(((name, float(np.mean(d))) for name, d in drops.items()), key=lambda item: -item[1])
    print(
        json.dumps(
            {
                "auc": float(np.mean(aucs)),
                "foldSd": float(np.std(aucs, ddof=1)) if len(aucs) > 1 else 0.0,
                "standardError": float(error),
                "importance": [{"feature": n, "drop": d, "alone": alone(x[n], real)} for n, d in ranked],
            }
        )
    )


if __name__ == "__main__":
    main()
