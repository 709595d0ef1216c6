"""Timed AUC and KS of a peer in a process of its own, started by benchmarks/evaluation.ts; prints one JSON object.

Timed: one call on arrays in memory, `--repeats` times; the first call is apart. `auc` is roc_auc_score alone; `auc-ks` has both figures
out of one roc_curve, which is what a user does who wants both.
"""
import argparse
import json
import time

import numpy as np
import sklearn
from sklearn.metrics import auc as area
from sklearn.metrics import roc_auc_score, roc_curve

parser = argparse.ArgumentParser()
parser.add_argument("--program", choices=["auc", "auc-ks"], required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--repeats", type=int, required=True)
args = parser.parse_args()

with open(args.data, "rb") as file:
    scores = np.fromfile(file, dtype=np.float64, count=args.rows)
    bad = np.fromfile(file, dtype=np.uint8, count=args.rows)


def both():
    goods, bads, _ = roc_curve(bad, scores)
    return float(area(goods, bads)), float(np.abs(bads - goods).max())


def alone():
    return float(roc_auc_score(bad, scores)), None


seconds = []
cpu = time.process_time()
for _ in range(args.repeats):
    started = time.perf_counter()
    result = both() if args.program == "auc-ks" else alone()
    seconds.append(time.perf_counter() - started)
cpu = (time.process_time() - cpu) / args.repeats
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu, "auc": result[0], "ks": result[1], "version": sklearn.__version__}))
