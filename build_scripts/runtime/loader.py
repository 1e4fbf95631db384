"""Pyodide's loader script without the thousands of names that it exports for libraries that are never loaded.

Emscripten makes every function of the interpreter, and of graphics and sound, a property of its module object, so that
libraries loaded later find them there. This runtime loads none: what no script asks for by name is left out. Up to
Pyodide 0.29 an export is a declaration, from 314 on an assignment in `assignWasmExports`:
https://github.com/emscripten-core/emscripten/blob/main/tools/emscripten.py (create_receiving).
"""

import re
from collections import Counter

# `var _name=Module["_name"]=wasmExports["name"];` with or without `var`, or a number in place of the export.
_EXPORT = re.compile(r'(?<![\w.$])(?:var )?(_\w+)=Module\["\1"\]=(?:wasmExports\["\w+"\](?:\.value>>>0)?|[\de]+);')
# `Module["_name"]=_name;`
_PROPERTY = re.compile(r'(?<![\w.=])Module\["(_\w+)"\]=\1;')
# The declarations that the assignments need: hundreds of names and nothing else.
_DECLARATION = re.compile(r"(?<![\w.$])var (\w+(?:,\w+){99,});")
_WORD = re.compile(r"\w+")
# The name of a function that the C side of Emscripten's own scripts is asked for: `_` is put before it.
_CALLED = re.compile(r'\b(?:ccall|cwrap|getCFunc)\(\s*["\'](\w+)')


def strip_exports(loader: str, script: str) -> str:
    """Return the loader without exports that neither it nor `script`, which loads it, uses; the rest is untouched."""
    called = {f"_{name}" for name in _CALLED.findall(loader + script)}
    used = Counter(_WORD.findall(loader)) + Counter(_WORD.findall(script))
    asked = Counter(re.findall(r'(?:\.|\[["\'`])(_\w+)', loader)) + Counter(_WORD.findall(script))
    declared = {name for match in _DECLARATION.finditer(loader) for name in match[1].split(",")}
    dropped = set()

    def export(match: re.Match[str]) -> str:
        own = 3 if match[1] in declared else 2
        if used[match[1]] > own or match[1] in called:
            return match[0]
        dropped.add(match[1])
        return ""

    def declaration(match: re.Match[str]) -> str:
        names = [name for name in match[1].split(",") if name not in dropped]
        return f"var {','.join(names)};" if names else ""

    loader = _DECLARATION.sub(declaration, _EXPORT.sub(export, loader))
    return _PROPERTY.sub(
        lambda match: match[0] if asked[match[1]] > 1 or match[1] in called else "",
        loader,
    )


def too_little_saved(whole: str, stripped: str, least: float, version: str) -> str:
    """Return a warning where less than the least share of the loader was left out, for want of the known forms."""
    saved = 1 - len(stripped) / len(whole)
    if saved >= least:
        return ""
    return (
        f"The loader of Pyodide {version} ships whole: leaving out unused exports saves {saved:.0%} of it, and "
        f"pyodide.toml asks for at least {least:.0%}. Its exports have another form than the expressions in "
        f"build_scripts/runtime/loader.py know."
    )
