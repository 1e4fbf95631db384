"""The way to `collections.abc`, and what the interpreter has built in."""

import sys

import _collections_abc as abc
from _collections import OrderedDict, defaultdict, deque

sys.modules["collections.abc"] = abc
