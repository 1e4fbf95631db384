"""The way to `collections.abc`, and what the interpreter has built in.

As CPython's own module does it: https://github.com/python/cpython/blob/main/Lib/collections/__init__.py
"""

import sys

import _collections_abc as abc
from _collections import OrderedDict, defaultdict, deque

sys.modules["collections.abc"] = abc
