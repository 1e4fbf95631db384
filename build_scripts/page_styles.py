"""The pages' style sheets, joined: one for every page, others for some, each named by its content's hash."""

from collections.abc import Mapping
from pathlib import Path

from build_scripts.cache_folder import ROOT
from build_scripts.static_file import StaticFile

SOURCES = ROOT / "overrides" / "assets" / "css"
_SHEETS = {
    "site": ("tokens", "base", "header", "theme", "home", "flowchart"),
    "check": ("check",),
    "review": ("review",),
}
_PAPER = "print"


def page_styles(folder: Path = SOURCES) -> Mapping[str, StaticFile]:
    """Return the joined sheets by name, the site's with the sheet for paper at its end."""
    sheets = {name: [_read(folder, part) for part in parts] for name, parts in _SHEETS.items()}
    sheets["site"].append(f"@media print {{\n{_read(folder, _PAPER)}}}\n")
    return {
        name: StaticFile.hashed(f"assets/css/{name}", ".css", "\n".join(parts).encode())
        for name, parts in sheets.items()
    }


def _read(folder: Path, name: str) -> str:
    return (folder / f"{name}.css").read_text(encoding="utf-8")
