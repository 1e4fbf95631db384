"""The state of the interpreter is never saved.

Imported by https://github.com/pyodide/pyodide/blob/main/src/py/pyodide/__init__.py
"""
