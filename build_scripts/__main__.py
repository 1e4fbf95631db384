"""Lists the build steps and runs one of them, by its name and without MkDocs.

A step is a module of this folder with a `main`: whoever adds one finds it in the list.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = Path(__file__).parent
_EXAMPLES = """examples:
  python -m build_scripts --list
  python -m build_scripts server_files --path /share-safely/
  python -m build_scripts.server_files --path /share-safely/   (the same)
"""
_USAGE_ERROR = 2


def steps(folder: Path = _PACKAGE) -> dict[str, str]:
    """Return each step of a folder by name, sorted, with the first line of what its module says of itself."""
    found = {}
    for path in sorted(folder.glob("[!_]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))  # not imported: the list is there at once
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def listed(found: dict[str, str]) -> str:
    """Return the list as it is printed: a step a line."""
    wide = max(map(len, found), default=0)
    return "\n".join(f"{name:{wide}}  {says}" for name, says in found.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a step with what stands after its name, or print the list; give 0, or 2 where there is no such step."""
    parser = argparse.ArgumentParser(
        prog="python -m build_scripts",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--list", action="store_true", help="list the steps; so does no argument at all")
    parser.add_argument("step", nargs="?", help="the name of a step")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="what that step takes")
    asked = parser.parse_args(arguments)
    found = steps()
    if asked.list or asked.step is None:
        print(listed(found))
        return 0
    if asked.step not in found:
        example = next(iter(difflib.get_close_matches(asked.step, found, n=1, cutoff=0)))
        print(f'There is no build step "{asked.step}". For example: {example}. --list names all.', file=sys.stderr)
        return _USAGE_ERROR
    module = f"build_scripts.{asked.step}"
    sys.argv = [module, *asked.rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
