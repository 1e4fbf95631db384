"""Pyodide's loader script without the thousands of names that it holds ready for libraries that are never loaded.

Pyodide makes every function of the interpreter, and of graphics and sound, a property of its module object, so that
libraries loaded later find them there. This runtime loads none: what no script asks for by name is left out.
"""

import re
from collections import Counter

# `var _name=Module["_name"]=wasmExports["name"];` or a number in place of the export; `Module["_name"]=_name;`
_EXPORT = re.compile(r'var (_\w+)=Module\["\1"\]=(?:wasmExports\["\w+"\]|[\de]+);')
_PROPERTY = re.compile(r'(?<![\w.=])Module\["(_\w+)"\]=\1;')
_WORD = re.compile(r"\w+")
# The name of a function that the C side of Emscripten's own scripts is asked for: `_` is put before it.
_CALLED = re.compile(r'\b(?:ccall|cwrap|getCFunc)\(\s*["\'](\w+)')


def cut_loader(loader: str, script: str) -> str:
    """Give the loader without what neither it nor `script`, which loads it, uses; what is left stays as it was."""
    called = {f"_{name}" for name in _CALLED.findall(loader + script)}
    used = Counter(_WORD.findall(loader)) + Counter(_WORD.findall(script))
    asked = Counter(re.findall(r'(?:\.|\[["\'`])(_\w+)', loader)) + Counter(_WORD.findall(script))

    def keep(match: re.Match[str], times: int) -> str:
        return match[0] if times or match[1] in called else ""

    loader = _EXPORT.sub(lambda match: keep(match, used[match[1]] - 2), loader)
    return _PROPERTY.sub(lambda match: keep(match, asked[match[1]] - 1), loader)
