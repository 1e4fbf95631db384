"""What the interpreter has built in.

The same names: https://docs.python.org/3/library/functools.html
Where they come from: https://github.com/python/cpython/blob/main/Modules/_functoolsmodule.c
"""

from _functools import cmp_to_key, partial, reduce
