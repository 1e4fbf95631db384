"""Printing whole numbers of any length: Python by itself refuses more than 4,300 digits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def exact_numbers() -> Iterator[None]:
    """Lift the bound on digits inside a ``with``; only for numbers made here, never around reading a file."""
    bound = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(bound)
