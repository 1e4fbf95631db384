"""What the interpreter has built in."""

from _functools import cmp_to_key, partial, reduce
