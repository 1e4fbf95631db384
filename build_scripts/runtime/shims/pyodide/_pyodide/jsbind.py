"""The signature of a function that takes anything, as the real module reads it from a stencil.

`jsbind_init` reads both names: https://github.com/pyodide/pyodide/blob/main/src/core/jsbind.c
`func_to_sig_inner` makes the real one: https://github.com/pyodide/pyodide/blob/main/src/py/_pyodide/jsbind.py
"""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default

no_default = object()
default_signature = JsFuncSignature(
    len, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
