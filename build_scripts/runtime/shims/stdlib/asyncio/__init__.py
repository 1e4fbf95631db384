"""No event loop is ever run.

Pyodide's start imports it: https://github.com/pyodide/pyodide/blob/main/src/py/pyodide/__init__.py
"""
