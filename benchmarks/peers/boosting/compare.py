"""Boosting of XGBoost and scikit-learn on a given split, with the settings that benchmarks/training-tabular.ts gives Parus.

Prints one JSON object with test AUCs. Texts are native categories for both; levels unseen in training are missing.
"""
import argparse
import json
import warnings

import numpy as np
import pandas as pd
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

MISSING = ["", "NA", "NaN", "nan", "null", "NULL"]
warnings.filterwarnings("ignore")

parser = argparse.ArgumentParser()
for name in ["--train", "--test", "--target", "--bad"]:
    parser.add_argument(name, required=True)
parser.add_argument("--drop", default="")
args = parser.parse_args()


def text_of(value):
    """1, 1.0 and "1" name the same outcome."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def read(path):
    table = pd.read_csv(path, na_values=MISSING, keep_default_na=False, low_memory=False)
    bad = (table[args.target].map(text_of) == args.bad).to_numpy().astype(int)
    return table.drop(columns=[args.target, *[name for name in args.drop.split(",") if name]]), bad


train, y = read(args.train)
test, y_test = read(args.test)
texts = [name for name in train.columns if not pd.api.types.is_numeric_dtype(train[name])]
for name in texts:
    kind = pd.CategoricalDtype(sorted(train[name].dropna().astype(str).unique()))
    for table in (train, test):
        table[name] = table[name].where(table[name].isna(), table[name].astype(str)).astype(kind)

matrix = xgboost.DMatrix(train, label=y, enable_categorical=True, nthread=2)
options = dict(
    objective="binary:logistic",
    tree_method="hist",
    grow_policy="lossguide",
    max_leaves=15,
    max_depth=6,
    max_bin=255,
    eta=0.05,
    min_child_weight=3,
    reg_lambda=1,
    nthread=2,
)
booster = xgboost.train(options, matrix, 200)
xgb = booster.predict(xgboost.DMatrix(test, enable_categorical=True, nthread=2))


def coded(table):
    return table.assign(**{name: table[name].cat.codes.replace(-1, np.nan) for name in texts})


hist = HistGradientBoostingClassifier(
    learning_rate=0.05,
    max_iter=200,
    max_leaf_nodes=15,
    max_depth=6,
    l2_regularization=1,
    early_stopping=False,
    categorical_features=[name in texts for name in train.columns],
).fit(coded(train), y)
print(
    json.dumps(
        {
            "xgboost": float(roc_auc_score(y_test, xgb)),
            "hist-gradient-boosting": float(roc_auc_score(y_test, hist.predict_proba(coded(test))[:, 1])),
        }
    )
)
