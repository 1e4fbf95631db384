"""What the worker starts: every module whose functions the page may ask for, and how the two hear of each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from build_scripts import machine
from build_scripts.errors import BuildError
from build_scripts.saved_work import folder_to_save
from build_scripts.workshop import charts, editing, preview
from build_scripts.workshop.built import FOLDER, SITE, built_from
from build_scripts.workshop.calls import Reply, answers, report_to
from build_scripts.workshop.calls import call as call_by_name
from build_scripts.workshop.zipping import copied, site_zip

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["call", "charts", "editing", "place_by", "preview", "report_to"]


def call(name: str, request: str = "{}", data: Any = None) -> tuple[str, bytes]:
    """Answer a call of the page; its bytes come as what Pyodide makes of a script's array."""
    return call_by_name(name, request, data.to_bytes() if data is not None else b"")


def place_by(place: Callable[[str], str]) -> None:
    """Have changed flowcharts placed by a function of the worker's script, which takes and returns JSON."""
    machine.place_by(lambda graph: json.loads(place(graph)))


@answers("zip.copied")
def zip_copied(_: dict[str, Any], __: bytes) -> Reply:
    """Name what the ZIP needs from this site."""
    built_from()
    return Reply({"files": copied(SITE)})


@answers("zip.copy")
def zip_copy(request: dict[str, Any], data: bytes) -> Reply:
    """Take one of those files; only what was named is taken."""
    path = SITE / str(request["path"])
    if request["path"] not in {entry["url"] for entry in copied(SITE)}:
        raise BuildError([f"{request['path']}: this is no file that is copied. For example: assets/favicon.svg"])
    path.write_bytes(data)
    return Reply()


@answers("zip")
def make_zip(_: dict[str, Any], __: bytes) -> Reply:
    """Return the whole as one ZIP."""
    return Reply(data=site_zip(folder_to_save(built_from()), FOLDER, SITE))
