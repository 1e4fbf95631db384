"""Writes what the workshop uses of Python's library and of the packages: build_scripts/machine/workroom.json.

Every call that its page may make is made, in the whole of Pyodide.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from build_scripts.check.view import check_page
from build_scripts.machine import this_machine
from build_scripts.machine.workroom import LIST, PACKAGES, parts_of
from build_scripts.paths import ROOT
from build_scripts.programs import node_path, npm_environment
from build_scripts.runtime import pyodide_files
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.folders.partnerships import demonstration

DERIVE = Path(__file__).with_name("derive_workroom.js")
# A call, what it asks, and a file's text that goes with it; without one, the bytes of the reply before do.
type Call = tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], str]
_PHONE = "partnership.contacts.1.phone"
_PAGE = "pages/guidance/law.md"
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
# At least one of each; the last is refused, so that the way of a refusal is gone as well.
CALLS: list[Call] = [
    ("work.beginnings", {}),
    ("work.begin", {"beginning": "national-2024"}),
    ("work.check", {"flow": "sharing-2024"}),
    ("work.begin", {"beginning": ""}),
    ("work.state", {}),
    ("work.parts", {}),
    ("work.form", {"part": "partnership"}),
    ("work.set", {"name": _PHONE, "value": "01632 960111"}),
    ("work.add", {"name": "partnership.contacts", "value": None}),
    ("work.duplicate", {"name": "partnership.contacts.1"}),
    ("work.move", {"name": "partnership.contacts.1", "to": 0}),
    ("work.remove", {"name": "partnership.contacts.0"}),
    ("work.draw", {"name": "mark.svg"}, _DRAWING),
    ("work.pages", {}),
    ("work.copy", {"file": _PAGE}),
    ("work.text", {"file": _PAGE}),
    ("work.write", {"file": _PAGE, "text": "# The law\n\nAs it is."}),
    ("work.preview", {"file": _PAGE}),
    ("work.set", {"name": "flows.sharing.questions.0.next", "value": "nowhere"}),
    ("work.set", {"name": "flows.sharing.questions.1.text", "value": "Do they agree?"}),
    ("work.check", {"flow": "sharing"}),
    ("work.repairs", {"flow": "sharing"}),
    ("work.chart", {"flow": "sharing"}),
    ("work.begin_flow", {"source": "sharing", "name": "ours"}),
    ("work.sign", {"flow": "consent", "reviewer": "A N Other", "role": "Head", "date": "2026-11-20"}),
    ("work.update", {}),
    ("work.take_over", {"file": _PAGE}),
    ("work.undo", {}),
    ("work.redo", {}),
    ("work.save", {}),
    ("work.keep", {}),
    ("work.give_back", {}),
    ("work.carry", {}),
    ("work.carry_on", {}),
    ("work.keep", {}),
    ("work.open", {}),
    ("build", {}),
    ("work.begin", {"beginning": ""}),
    ("build", {}),
    ("page", {"address": "guidance/law/"}),
    ("file", {"path": "assets/favicon.svg"}),
    ("engine.open", {"check": "check/"}),
    ("engine.ask", {"check": "check/", "name": "trace", "given": ['{"purpose": {"option": "yes", "grounds": []}}']}),
    ("zip.copied", {}),
    ("zip.copy", {"path": "assets/favicon.svg"}),
    ("zip", {}),
    ("work.begin", {"beginning": "nowhere"}),
]


def derived() -> dict[str, list[str]]:
    """Return what is used, as files of the library's zip and of the packages' folder."""
    told = made_calls()
    if missing := sorted(set(told["names"]) - {name for name, *_ in CALLS}):
        sys.exit(f"No call is made of {', '.join(missing)}. Add one to {Path(__file__).relative_to(ROOT)}.")
    if failed := [reply["failed"] for reply in told["replies"] if "failed" in reply]:
        sys.exit("\n".join(failed))
    library, packages = pyodide_files().library_origin, "/packages/"
    read = [path for path in told["opened"] if ".dist-info/" not in path and not path.endswith((".py", ".pyc"))]
    return {
        "library": _within(told["origins"], library),
        "packages": _within([*told["origins"], *read], packages),
    }


def made_calls() -> dict[str, Any]:
    """Make the calls, and return what was told of them."""
    machine = this_machine()
    with tempfile.TemporaryDirectory() as temporary:
        folder, told = Path(temporary), Path(temporary, "told.json")
        flow = json.dumps(check_page(read_flow(SHIPPED), SHIPPED, demonstration()).engine_input())
        parts = parts_of(machine, machine.runtime({SHIPPED.stem: flow}))
        (folder / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
        (folder / "workshop.json").write_text(json.dumps({"files": {}, "later": {}}), encoding="utf-8")
        command = [node_path(), DERIVE, pyodide_files().folder, ROOT, PACKAGES, folder, told]
        done = subprocess.run(
            command,
            input=json.dumps(CALLS),
            env=npm_environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        return found


def _within(paths: list[str], folder: str) -> list[str]:
    return sorted({path.removeprefix(folder) for path in paths if path.startswith(folder)})


def main() -> None:
    """Write the list."""
    LIST.write_text(json.dumps(derived(), indent=1) + "\n", encoding="utf-8")
    print(LIST.relative_to(ROOT))


if __name__ == "__main__":
    main()
