"""A strong plain peer: scikit-learn's regularised logistic regression on a given split.

    python3 compare.py --train train.csv --test test.csv --target default --bad 1 [--drop id,date]

Prints one JSON object: auc_quantile (quantile-normalised, penalty chosen by cross-validation), auc_standard (standardised,
C = 1), seconds (both fits and scorings), rows and the versions. Nothing of the test file is used but for scoring.
"""

import argparse
import json
import sys
import time

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, QuantileTransformer, StandardScaler

# What `parus train --table` reads as missing; "None" and the like stay categories.
MISSING = ["", "NA", "NaN", "nan", "null", "NULL"]
SEED = 0
FOLDS = 5


def read(path, target, bad, drop):
    table = pd.read_csv(path, na_values=MISSING, keep_default_na=False, low_memory=False)
    missing = [name for name in [target, *drop] if name not in table]
    if missing:
        sys.exit(f"{path} has no column {', '.join(missing)}; it has {', '.join(table.columns)}")
    flags = (table[target].map(text_of) == bad).to_numpy().astype(int)
    if flags.min() == flags.max():
        sys.exit(f"{path}: {flags.sum()} of {len(flags)} rows have {target} = {bad}; both classes are needed")
    return table.drop(columns=[target, *drop]), flags


def text_of(value):
    """1, 1.0 and "1" name the same outcome."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def columns_of(table, scaler):
    """Numbers: median and an indicator where any was missing, both scaled. Texts: one column a level, unseen ones all zero."""
    numbers = table.select_dtypes(["number", "bool"]).columns
    texts = table.columns.difference(numbers, sort=False)
    # Indicators go through the scaler too. The quantile transform puts them at +-5.2, so the penalty hardly touches them:
    # the stronger choice where absence says much (Polish companies, mean of 5 folds: .916 against .905 beside the scaler).
    filled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), scaler)
    levels = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="(missing)"), OneHotEncoder(handle_unknown="ignore")
    )
    return ColumnTransformer([("numbers", filled, numbers), ("texts", levels, texts)])


def as_texts(table, numbers):
    """Columns that are no numbers in the training file are texts in both files."""
    rest = table.columns.difference(numbers, sort=False)
    return table.assign(**{name: table[name].astype(object).where(table[name].isna(), table[name].astype(str)) for name in rest})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ["--train", "--test", "--target"]:
        parser.add_argument(name, required=True)
    parser.add_argument("--bad", default="1", help="value of the target that is bad (default 1)")
    parser.add_argument("--drop", default="", help="columns to leave out, separated by commas")
    options = parser.parse_args()
    drop = [name for name in options.drop.split(",") if name]

    train, y_train = read(options.train, options.target, options.bad, drop)
    test, y_test = read(options.test, options.target, options.bad, drop)
    numbers = train.select_dtypes(["number", "bool"]).columns
    # A column without any value has no median; pandas reads it as numbers.
    empty = [name for name in numbers if train[name].notna().sum() == 0]
    train, test = train.drop(columns=empty), test.drop(columns=empty)
    numbers = numbers.drop(empty)
    train, test = as_texts(train, numbers), as_texts(test, numbers)

    quantiles = QuantileTransformer(
        output_distribution="normal", n_quantiles=min(1000, len(train)), random_state=SEED
    )
    peers = {
        "auc_quantile": (
            quantiles,
            LogisticRegressionCV(Cs=np.logspace(-4, 2, 10), cv=FOLDS, scoring="roc_auc", max_iter=2000, n_jobs=1),
        ),
        "auc_standard": (StandardScaler(), LogisticRegression(C=1, max_iter=2000)),
    }
    started = time.perf_counter()
    answer = {}
    for name, (scaler, model) in peers.items():
        pipeline = make_pipeline(columns_of(train, scaler), model).fit(train, y_train)
        answer[name] = roc_auc_score(y_test, pipeline.predict_proba(test)[:, 1])
    answer["seconds"] = round(time.perf_counter() - started, 3)
    answer["rows"] = {"train": len(train), "test": len(test)}
    answer["versions"] = {"sklearn": sklearn.__version__, "pandas": pd.__version__}
    print(json.dumps(answer))


main()
