"""Where Pyodide leaves a mark for the real encoder.

https://github.com/pyodide/pyodide/blob/main/src/py/_pyodide/_core_docs.py
"""
