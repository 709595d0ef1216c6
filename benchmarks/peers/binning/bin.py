"""Timed binning of a peer in a process of its own, started by benchmarks/binning.ts; prints one JSON object.

Timed: one pass over all variables in memory on two forked processes, without reading the file. `twin` is optimal binning as Parus defines it,
written anew in numpy; `cart` is the pre-binning tree of optbinning's defaults alone.
"""
import argparse
import json
import math
import multiprocessing
import resource
import time
from statistics import NormalDist

import numpy as np
import sklearn
from sklearn.tree import DecisionTreeClassifier

MAX_BINS, MIN_SHARE, MIN_ROWS, MAX_P, PRE_BINS = 8, 0.02, 20, 1.0, 50
SPECIAL, TURN_GAIN, PRIOR_ROWS = -9, 1.15, 10

parser = argparse.ArgumentParser()
parser.add_argument("--program", choices=["twin", "cart"], required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--columns", type=int, required=True)
args = parser.parse_args()

with open(args.data, "rb") as file:
    table = [np.fromfile(file, dtype=np.float64, count=args.rows) for _ in range(args.columns)]
    bad = np.fromfile(file, dtype=np.uint8, count=args.rows)

BADS = int(bad.sum())
GOODS = args.rows - BADS


def iv_of_shrunk(mask):
    """The term of missing or a special value, whose counts are pulled to the overall rate."""
    b = int(bad[mask].sum())
    g = int(mask.sum()) - b
    if g + b == 0:
        return 0.0
    pulled = (g + PRIOR_ROWS * GOODS / args.rows) / GOODS / ((b + PRIOR_ROWS * BADS / args.rows) / BADS)
    return (g / GOODS - b / BADS) * math.log(pulled)


def fine_counts(x, y):
    """Goods and bads of about equal fine bins between distinct values."""
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    ends = np.append(np.flatnonzero(x[1:] != x[:-1]) + 1, len(x))
    target = len(x) / PRE_BINS
    closes, at = [], 0
    while at < len(ends):
        at = max(at, int(np.searchsorted(ends, target * (len(closes) + 1), side="left")))
        at = min(at, len(ends) - 1)
        closes.append(ends[at])
        at += 1
    bads = np.diff(np.append(0, np.cumsum(y, dtype=np.int64))[np.append(0, closes)])
    return np.diff(np.append(0, closes)) - bads, bads


def best_of_trends(goods, bads):
    """Summed IV of the best partition, by one table of states a shape: the last bin [s, e] after k bins."""
    n = len(goods)
    g0, b0 = np.append(0, np.cumsum(goods)), np.append(0, np.cumsum(bads))
    g = (g0[None, 1:] - g0[:-1, None]).astype(float)  # [s, e]
    b = (b0[None, 1:] - b0[:-1, None]).astype(float)
    rows = g + b
    ok = (np.triu(np.ones((n, n))) > 0) & (rows >= max(MIN_ROWS, math.ceil(MIN_SHARE * args.rows))) & (g > 0) & (b > 0)
    with np.errstate(all="ignore"):
        iv = np.where(ok, (g / GOODS - b / BADS) * np.log((g / GOODS) / (b / BADS)), -np.inf)
        rate = b / rows
    z2 = NormalDist().inv_cdf(1 - MAX_P / 2) ** 2
    up, down = [None] * n, [None] * n  # by s: [s0, e]
    for s in range(1, n):
        r0, n0 = rate[:s, s - 1][:, None], rows[:s, s - 1][:, None]
        r1, n1 = rate[s, :][None, :], rows[s, :][None, :]
        with np.errstate(all="ignore"):
            pooled = (r0 * n0 + r1 * n1) / (n0 + n1)
            apart = (r1 - r0) ** 2 >= z2 * pooled * (1 - pooled) * (1 / n0 + 1 / n1)
            up[s], down[s] = apart & (r1 > r0), apart & (r1 < r0)

    def shape(first, second):
        """`first` steps, then `second` ones; None: no turn."""
        start = np.full((n, n), -np.inf)
        start[0] = iv[0]
        before, after = start, start
        best = max(before[:, -1].max(), -np.inf)
        for _ in range(1, MAX_BINS):
            next_before, next_after = np.full((n, n), -np.inf), np.full((n, n), -np.inf)
            for s in range(1, n):
                a = before[:s, s - 1][:, None]
                next_before[s] = np.where(first[s], a, -np.inf).max(axis=0) + iv[s]
                if second is not None:
                    c = np.maximum(a, after[:s, s - 1][:, None])
                    next_after[s] = np.where(second[s], c, -np.inf).max(axis=0) + iv[s]
            before, after = next_before, next_after
            best = max(best, before[:, -1].max(), after[:, -1].max())
        return max(best, 0.0)

    monotone = max(shape(up, None), shape(down, None))
    turning = max(shape(up, down), shape(down, up))
    return turning if turning > TURN_GAIN * monotone else monotone


def twin(j):
    x = table[j]
    missing, special = np.isnan(x), x == SPECIAL
    plain = ~missing & ~special
    return best_of_trends(*fine_counts(x[plain], bad[plain])) + iv_of_shrunk(missing) + iv_of_shrunk(special)


def cart(j):
    x = table[j]
    plain = ~np.isnan(x) & (x != SPECIAL)
    DecisionTreeClassifier(max_leaf_nodes=20, min_samples_leaf=0.05).fit(x[plain][:, None], bad[plain])
    return 0.0


def cpu_seconds():
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


cpu, started = cpu_seconds(), time.perf_counter()
with multiprocessing.get_context("fork").Pool(2) as pool:
    ivs = pool.map(twin if args.program == "twin" else cart, range(args.columns), chunksize=1)
    seconds = time.perf_counter() - started
    pool.close()
    pool.join()
cpu = cpu_seconds() - cpu
iv = sum(ivs) if args.program == "twin" else None
version = np.__version__ if args.program == "twin" else sklearn.__version__
print(json.dumps({"seconds": [seconds], "firstCpuSeconds": cpu, "warmCpuSeconds": None, "iv": iv, "version": version}))
