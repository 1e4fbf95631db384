"""No function is ever looked into.

`_iscoroutinefunction` asks: https://github.com/pyodide/pyodide/blob/main/src/core/pyproxy.c
The real one: https://docs.python.org/3/library/inspect.html#inspect.iscoroutinefunction
"""


def iscoroutinefunction(*_, **__):
    return False
