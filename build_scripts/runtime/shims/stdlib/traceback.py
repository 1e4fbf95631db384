"""An error as its kind and message alone: that is what the page is told.

Pyodide sets it as the excepthook: https://github.com/pyodide/pyodide/blob/main/src/py/_pyodide/__init__.py
The real one: https://docs.python.org/3/library/traceback.html#traceback.print_exception
"""

import sys


def print_exception(_, error, *__, **___):
    print(f"{type(error).__qualname__}: {error}", file=sys.stderr)
