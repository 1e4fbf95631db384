"""No docstring is ever read.

Asked by `set_method_docstring`: https://github.com/pyodide/pyodide/blob/main/src/core/docstring.c
"""


def get_cmeth_docstring(*_, **__):
    return ""


def dedent_docstring(text, *_, **__):
    return text
