"""Timed logistic regressions of scikit-learn in a process of their own, started by benchmarks/logistic.ts; prints one JSON object.

Timed: `fit` on a float64 row-major table in memory. The objective is half the penalised deviance, computed here by numpy.
"""
import argparse
import json
import resource
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

# newton-cholesky is run to its last digits, to give the coefficients that the others are compared with.
TOLERANCE = {"lbfgs": 1e-4, "newton-cholesky": 1e-8}

parser = argparse.ArgumentParser()
parser.add_argument("--solver", choices=list(TOLERANCE), required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--columns", type=int, required=True)
parser.add_argument("--lambda", dest="penalty", type=float, required=True)
parser.add_argument("--repeats", type=int, required=True)
args = parser.parse_args()

with open(args.data, "rb") as file:
    values = np.fromfile(file, dtype=np.float32, count=args.rows * args.columns)
    bad = np.fromfile(file, dtype=np.uint8, count=args.rows)
table = np.ascontiguousarray(values.reshape(args.columns, args.rows).T, dtype=np.float64)
del values


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


seconds = []
started_cpu = 0.0
for repeat in range(args.repeats):
    if repeat == 1:
        started_cpu = cpu_seconds()
    started = time.perf_counter()
    model = LogisticRegression(C=1 / args.penalty, solver=args.solver, tol=TOLERANCE[args.solver], max_iter=1000)
    model.fit(table, bad)
    seconds.append(time.perf_counter() - started)
warm_cpu = (cpu_seconds() - started_cpu) / (args.repeats - 1)

weights = model.coef_[0]
eta = table @ weights + model.intercept_[0]
loss = np.logaddexp(0, eta) - bad * eta
objective = float(loss.sum() + args.penalty * (weights @ weights) / 2)
print(
    json.dumps(
        dict(
            seconds=seconds,
            warmCpuSeconds=warm_cpu,
            objective=objective,
            beta=[float(model.intercept_[0]), *map(float, weights)],
            iterations=int(model.n_iter_[0]),
            version=sklearn.__version__,
        )
    )
)
