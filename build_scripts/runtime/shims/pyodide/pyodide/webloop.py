"""No event loop is ever run.

Imported and called by https://github.com/pyodide/pyodide/blob/main/src/py/pyodide/__init__.py
"""


def _initialize_event_loop(*_, **__):
    pass
