"""What optbinning's tutorial of the FICO challenge starts from, for benchmarks/binning-published.ts; prints one JSON object.

Its split of the rows, and of every variable the pre-bins of optbinning's defaults: a decision tree of at most 20 leaves, each of 5 % of all training rows
at least, over the values that are not special. Counts of goods and bads, no rows.
"""
import argparse
import json
import math

import numpy as np
import pandas as pd
import sklearn
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

LEAVES, LEAST_SHARE, SPECIAL = 20, 0.05, [-9, -8, -7]
TEST_SHARE, SEED = 0.2, 42

parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
args = parser.parse_args()

frame = pd.read_csv(args.data)
bad = (frame.pop("RiskPerformance") == "Bad").to_numpy()
train, _ = train_test_split(np.arange(len(frame)), test_size=TEST_SHARE, random_state=SEED)
y = bad[train]
least = math.ceil(LEAST_SHARE * len(train))


def counts(index, flags, n):
    return {"goods": np.bincount(index[~flags], minlength=n).tolist(), "bads": np.bincount(index[flags], minlength=n).tolist()}


variables = []
for name in frame.columns:
    x = frame[name].to_numpy(dtype=float)[train]
    plain = ~np.isin(x, SPECIAL)
    tree = DecisionTreeClassifier(min_samples_leaf=least, max_leaf_nodes=LEAVES).fit(x[plain, None], y[plain]).tree_
    # Leaves have no children.
    cuts = np.unique(tree.threshold[tree.children_left >= 0])
    index = np.searchsorted(cuts, x[plain], side="right")
    variables.append({"name": name, "cuts": cuts.tolist(), **counts(index, y[plain], len(cuts) + 1)})

print(json.dumps({"sklearn": sklearn.__version__, "train": train.tolist(), "variables": variables}))
