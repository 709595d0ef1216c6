"""The peer of a scorecard: quantile bins, one column a bin, logistic regression."""

import warnings

import numpy as np
from sklearn.linear_model import LogisticRegressionCV
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder

from tables import numbers_of

BIN_COUNTS = [5, 10, 20]


class BinnedLogistic:
    """Numbers in quantile bins of their usual values; missing, and each special code, a level of its own; texts as levels.

    The number of bins is the one of BIN_COUNTS with the best cross-validated AUC of a logistic regression whose L2 penalty is
    chosen likewise. Bins never see the outcome, so they are cut once on all training rows.
    """

    def __init__(self, special, penalties, folds):
        self.special = special
        self.penalties = penalties
        self.folds = folds

    def fit(self, table, y):
        fits = [self.fit_with(count, table, y) for count in BIN_COUNTS]
        _, self.cuts, self.levels, self.model = max(fits, key=lambda fit: fit[0])
        return self

    def fit_with(self, count, table, y):
        cuts = {name: self.cut(table[name], count) for name in numbers_of(table)}
        codes = self.codes(table, cuts)
        levels = OneHotEncoder(handle_unknown="ignore").fit(codes)
        model = LogisticRegressionCV(Cs=self.penalties, cv=self.folds, scoring="roc_auc", max_iter=2000, n_jobs=-1)
        model.fit(levels.transform(codes), y)
        return model.scores_[1].mean(axis=0).max(), cuts, levels, model

    def cut(self, column, count):
        values = column[self.usual(column)].to_numpy(dtype=float)
        if len(np.unique(values)) < 2:
            return None
        with warnings.catch_warnings():
            # Repeated quantiles make fewer bins, as they should.
            warnings.simplefilter("ignore", UserWarning)
            return KBinsDiscretizer(count, encode="ordinal", strategy="quantile", subsample=None).fit(values[:, None])

    def usual(self, column):
        return column.notna() & ~column.isin(self.special)

    def codes(self, table, cuts):
        """Bins count from 0, missing is -1, special codes go on downwards."""
        codes = table.astype(object).where(table.notna(), "(missing)")
        for name, cut in cuts.items():
            column, usual = table[name], self.usual(table[name])
            code = np.where(usual, 0, -1)
            for i, value in enumerate(self.special):
                code[column == value] = -2 - i
            if cut is not None and usual.any():
                code[usual] = cut.transform(column[usual].to_numpy(dtype=float)[:, None])[:, 0]
            codes[name] = code
        return codes

    def scores(self, table):
        return self.model.decision_function(self.levels.transform(self.codes(table, self.cuts)))
