"""Pyodide's own code alone is run as text: statements and a last expression, whose value is wanted, with semicolons."""

from importlib import import_module as pyimport_impl


def eval_code(code, globals=None):
    statements, _, expression = code.rpartition(";")
    exec(statements, globals)
    return eval(expression.strip(), globals)
