"""optbinning itself on the columns of a CSV file, for benchmarks/binning-optbinning.ts; prints one JSON object.

Its defaults, with its mixed-integer model and its automatic trend, special codes in one bin. Debian has no ortools: HiGHS of SciPy solves the model
(test/binning/fixtures/linear_solver.py). optbinning 0.19.0 must be on PYTHONPATH.
"""
import argparse
import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "test" / "binning" / "fixtures"))
import linear_solver  # noqa: E402, F401, before optbinning
import optbinning  # noqa: E402
import optbinning.binning.binning as internals  # noqa: E402
import scipy  # noqa: E402

# Of the solver's own counts of nodes and cuts it only makes a report.
internals.solver_statistics = lambda *_: ({}, 0.0)
warnings.simplefilter("ignore")

parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
parser.add_argument("--target", required=True)
parser.add_argument("--bad", required=True)
parser.add_argument("--drop", default="")
parser.add_argument("--special", default="")
args = parser.parse_args()

frame = pd.read_csv(args.data, na_values=["?"])
y = (frame.pop(args.target).astype(str) == args.bad).astype(int).to_numpy()
special = [float(code) for code in args.special.split(",") if code] or None
variables = []
for name in frame.columns.difference(args.drop.split(","), sort=False):
    column = frame[name]
    numeric = np.issubdtype(column.dtype, np.number)
    kind = {"dtype": "numerical", "special_codes": special} if numeric else {"dtype": "categorical"}
    fitted = optbinning.OptimalBinning(name=name, solver="mip", time_limit=100, **kind)
    fitted.fit(column.to_numpy(dtype=float if numeric else object), y)
    fitted.binning_table.build()
    variables.append({"name": name, "status": fitted.status, "bins": len(fitted.binning_table.n_event) - 2, "iv": float(fitted.binning_table.iv)})
print(json.dumps({"optbinning": optbinning.__version__, "scipy": scipy.__version__, "variables": variables}))
