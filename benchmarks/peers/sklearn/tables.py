"""Reads the two tables of a split as every peer sees them."""

import sys

import pandas as pd

# What `parus train --table` reads as missing; "None" and the like stay categories.
MISSING = ["", "NA", "NaN", "nan", "null", "NULL"]


def read_split(train_path, test_path, target, bad, drop):
    """Inputs and bad flags (1 = bad) of both files; column types are those of the training file."""
    train, y_train = read(train_path, target, bad, drop)
    test, y_test = read(test_path, target, bad, drop)
    numbers = numbers_of(train)
    # A column without any value has no median; pandas reads it as numbers.
    empty = [name for name in numbers if train[name].notna().sum() == 0]
    train, test = train.drop(columns=empty), test.drop(columns=empty)
    numbers = numbers.drop(empty)
    return as_texts(train, numbers), y_train, as_texts(test, numbers), y_test


def numbers_of(table):
    return table.select_dtypes(["number", "bool"]).columns


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


def as_texts(table, numbers):
    """Columns that are no numbers in the training file are texts in both files."""
    rest = table.columns.difference(numbers, sort=False)
    return table.assign(**{name: table[name].astype(object).where(table[name].isna(), table[name].astype(str)) for name in rest})
