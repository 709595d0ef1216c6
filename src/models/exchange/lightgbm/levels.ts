/** Stands behind a category's levels in `pandas_categorical`: the code of levels never seen in training. */
export const UNSEEN_LEVEL = '(unseen)';
