"""Run Pyodide's own code alone: statements and a last expression, whose value is wanted, with semicolons.

`API.runPythonInternal` calls `eval_code`: https://github.com/pyodide/pyodide/blob/main/src/js/api.ts
`PyodideAPI.pyimport` calls `pyimport_impl`: https://github.com/pyodide/pyodide/blob/main/src/js/api.ts
The real ones: https://github.com/pyodide/pyodide/blob/main/src/py/_pyodide/_base.py
"""

from importlib import import_module


def eval_code(code, globals=None, *_, **__):
    statements, _, expression = code.rpartition(";")
    exec(statements, globals)
    return eval(expression.strip(), globals)


def pyimport_impl(path, *_, **__):
    return import_module(path)
