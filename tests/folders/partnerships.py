"""Partnerships for tests: the demonstration's, and that of imaginary Westmarch with changes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from build_scripts.content import Local, read_language, read_local
from build_scripts.paths import DEMONSTRATION, ROOT
from decision_engine.authoring.read import read_flow
from decision_engine.partnership import partnership_from_bytes

FOLDERS = Path(__file__).parent
# Where a copy of the sources has the folder that it is to be built with.
BESIDE = "local-folder"
TODAY = dt.date(2026, 11, 26)


def table(**changes: Any) -> dict[str, Any]:
    """Give the folder's table with changes; a key with dots leads inwards, through a contact by its id.

    What is changed to None is taken away.
    """
    read = tomllib.loads((FOLDERS / "westmarch" / "partnership.toml").read_text(encoding="utf-8"))
    for path, value in changes.items():
        *outer, last = path.split(".")
        inner: Any = read
        for part in outer:
            inner = next(one for one in inner if one["id"] == part) if isinstance(inner, list) else inner[part]
        if value is None:
            inner.pop(
                next(at for at, one in enumerate(inner) if one["id"] == last) if isinstance(inner, list) else last
            )
        else:
            inner[last] = value
    return read


def toml(table: dict[str, Any]) -> str:
    """Write a folder's table as TOML."""
    outside = [f"{key} = {_written(value)}\n" for key, value in table.items() if not _is_table(value)]
    inside = [f"[{key}]\n{_lines(value)}" for key, value in table.items() if _is_table(value) and key != "contacts"]
    contacts = [f"[[contacts]]\n{_lines(one)}" for one in table.get("contacts", [])]
    return "\n".join(["".join(outside), *inside, *contacts])


def local(**changes: Any) -> Local:
    """Give the checked folder with changes, as the site shows it."""
    return Local(partnership_from_bytes(toml(table(**changes)).encode()), read_language())


def demonstration() -> Local:
    """Give the demonstration's folder as the site shows it."""
    return read_local(DEMONSTRATION, read_language())


def place(source: Path, **changes: Any) -> Path:
    """Put the folder with changes beside a copy of the sources, which is then built with it."""
    folder = source / BESIDE
    sign(folder, source)
    (folder / "partnership.toml").write_text(toml(table(**changes)), encoding="utf-8")
    return folder


def place_folder(source: Path, name: str) -> None:
    """Put one of the folders here beside a copy of the sources, the flows signed."""
    shutil.copytree(FOLDERS / name, source / BESIDE)
    sign(source / BESIDE, source)


def sign(folder: Path, source: Path = ROOT) -> None:
    """Sign the flows of the sources, or of a copy of them, as they are, and the folder's own."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "sign_off.toml").write_text("\n".join(map(_signed, _flows(source, folder))), encoding="utf-8")


def _flows(source: Path, folder: Path) -> list[Path]:
    """Return the flows of a copy of the sources, or else those of the sources themselves."""
    flows = source / "decision_engine" / "flows"
    shipped = (flows if flows.is_dir() else ROOT / "decision_engine" / "flows").glob("*.toml")
    own = {path.name: path for path in (folder / "flows").glob("*.toml")}
    return sorted(({path.name: path for path in shipped} | own).values(), key=lambda path: path.name)


def _signed(flow: Path) -> str:
    """Write a signature under a flow as it is."""
    read = read_flow(flow)
    return toml_of_entries(
        "sign_offs",
        [
            {
                "reviewer": "A. Reviewer",
                "role": "Safeguarding lead",
                "flow": read.flow.id,
                "date": dt.date(2026, 11, 20),
                "version": read.flow.version,
                "sha256": read.sha256,
            }
        ],
    )


def toml_of_entries(table: str, entries: list[dict[str, Any]]) -> str:
    """Write entries as TOML."""
    return "\n".join(f"[[{table}]]\n{_lines(entry)}" for entry in entries)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def _lines(table: dict[str, Any]) -> str:
    return "".join(f"{key} = {_written(value)}\n" for key, value in table.items())


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_written(part)}" for key, part in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int | list) else str(value)
