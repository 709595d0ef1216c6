"""One timed training of a peer in a process of its own, started by benchmarks/training.ts; prints one JSON object.

Timed: making the peer's own table from a float32 array in memory (row-major, as it likes it), and training.
"""
import argparse
import json
import resource
import time

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--peer", choices=["xgboost", "lightgbm", "hist-gradient-boosting", "random-forest"], required=True)
parser.add_argument("--train", required=True)
parser.add_argument("--test", required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--test-rows", type=int, required=True)
parser.add_argument("--columns", type=int, required=True)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--quantised", type=int, default=0, help="LightGBM: 1 for quantised gradients")
args = parser.parse_args()


def read(path, rows):
    with open(path, "rb") as file:
        values = np.fromfile(file, dtype=np.float32, count=rows * args.columns)
        bad = np.fromfile(file, dtype=np.uint8, count=rows)
    return np.ascontiguousarray(values.reshape(args.columns, rows).T), bad


def auc(scores, bad):
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(bad, scores))


train, bad = read(args.train, args.rows)
test, test_bad = read(args.test, args.test_rows)

if args.peer == "xgboost":
    import xgboost

    version = xgboost.__version__
elif args.peer == "lightgbm":
    import lightgbm

    version = lightgbm.__version__
elif args.peer == "hist-gradient-boosting":
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier

    version = sklearn.__version__
else:
    import sklearn
    from sklearn.ensemble import RandomForestClassifier

    version = sklearn.__version__

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


held_before = resident()
before = resource.getrusage(resource.RUSAGE_SELF)
started = time.perf_counter()
if args.peer == "xgboost":
    matrix = xgboost.DMatrix(train, label=bad, nthread=args.threads)
    options = dict(
        objective="binary:logistic",
        tree_method="hist",
        grow_policy="lossguide",
        max_leaves=31,
        max_depth=0,
        max_bin=255,
        eta=0.1,
        min_child_weight=1,
        reg_lambda=1,
        nthread=args.threads,
    )
    model = xgboost.train(options, matrix, args.trees)
elif args.peer == "lightgbm":
    options = dict(
        objective="binary",
        num_leaves=31,
        max_bin=255,
        learning_rate=0.1,
        min_data_in_leaf=1,
        min_sum_hessian_in_leaf=1,
        lambda_l2=1,
        num_threads=args.threads,
        force_col_wise=True,
        use_quantized_grad=bool(args.quantised),
        verbose=-1,
    )
    model = lightgbm.train(options, lightgbm.Dataset(train, label=bad), args.trees)
elif args.peer == "hist-gradient-boosting":
    model = HistGradientBoostingClassifier(
        learning_rate=0.1,
        max_iter=args.trees,
        max_leaf_nodes=31,
        max_bins=255,
        l2_regularization=1,
        early_stopping=False,
    ).fit(train, bad)
else:
    model = RandomForestClassifier(
        n_estimators=args.trees, min_samples_leaf=5, n_jobs=args.threads, random_state=1
    ).fit(train, bad)
seconds = time.perf_counter() - started
after = resource.getrusage(resource.RUSAGE_SELF)

started = time.perf_counter()
if args.peer == "xgboost":
    # Straight from the array: the faster of the two ways that XGBoost has.
    scores = model.inplace_predict(test)
elif args.peer == "lightgbm":
    scores = model.predict(test, num_threads=args.threads)
else:
    scores = model.predict_proba(test)[:, 1]
score_seconds = time.perf_counter() - started

print(
    json.dumps(
        dict(
            version=version,
            seconds=seconds,
            cpuSeconds=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
            scoreSeconds=score_seconds,
            heldBytes=after.ru_maxrss * 1024 - held_before,
            auc=auc(scores, test_bad),
        )
    )
)
