"""Prints the versions of the libraries that compare.py stands on as one JSON object."""

import json

import numpy
import pandas
import sklearn

print(json.dumps({"sklearn": sklearn.__version__, "pandas": pandas.__version__, "numpy": numpy.__version__}))
