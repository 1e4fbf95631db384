"""Short modules in the place of those that Pyodide imports while it starts for things that this runtime never does.

It loads no packages, runs no event loop, reads no resources, writes no docstrings, runs no code given as text but
Pyodide's own, and Python calls nothing of JavaScript's by a signature. With the real ones come `ast`, `inspect`,
`dis` and more: half of what the start would import. What needs a real one fails the check in `stdlib_cut.cut`.
"""

# By the file's name in the standard library's zip.
STAND_INS = {
    "asyncio/__init__.py": "",
    "importlib/resources/__init__.py": "",
    "importlib/resources/abc.py": "",
    "inspect.py": "def iscoroutinefunction(_): return False\n",
    "pyodide/code.py": "",
    "pyodide/webloop.py": "def _initialize_event_loop(): pass\n",
    "pyodide/_package_loader.py": """\
class _Folder:
    def __init__(self, path): self.path = path
    def __str__(self): return self.path
SITE_PACKAGES = _Folder('/lib/python3.13/site-packages')
DSO_DIR = _Folder('/usr/lib')
def init_loaded_packages(): pass
""",
    # Statements and a last expression, whose value is wanted, with semicolons between them.
    "_pyodide/_base.py": """\
from importlib import import_module as pyimport_impl
def eval_code(code, globals=None):
    statements, _, expression = code.rpartition(';')
    exec(statements, globals)
    return eval(expression.strip(), globals)
""",
    "_pyodide/docstring.py": """\
def get_cmeth_docstring(method): return ''
def dedent_docstring(text): return text
""",
    # The signature of a function that takes anything, as the real one reads it from a stencil.
    "_pyodide/jsbind.py": """\
from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default
no_default = object()
default_signature = JsFuncSignature(
    len, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
""",
}
