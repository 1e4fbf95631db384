"""The signature of a function that takes anything, as the real module reads it from a stencil."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default

no_default = object()
default_signature = JsFuncSignature(
    len, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
