"""No code is ever given as text by the page.

`finalizeBootstrap` imports it: https://github.com/pyodide/pyodide/blob/main/src/js/api.ts
"""
