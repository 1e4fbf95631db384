"""An error as its kind and message alone: that is what the page is told."""

import sys


def print_exception(_, error, *__):
    print(f"{type(error).__qualname__}: {error}", file=sys.stderr)
