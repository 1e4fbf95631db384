"""The pages' style sheets, joined: one for every page, others for some, each named by its content's hash."""

from collections.abc import Mapping
from pathlib import Path

from build_scripts.assets.scripts import TARGETS
from build_scripts.assets.static_file import StaticFile
from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_esbuild

SOURCES = ROOT / "overrides"
_SHEETS = {
    "site": (
        "frame/tokens",
        "frame/base",
        "frame/header",
        "frame/theme",
        "frame/home",
        "outcome/outcome",
        "flowchart/flowchart",
    ),
    "check": ("check/check",),
    "review": ("review/review",),
}
_PAPER = "frame/print"
_OPTIONS = ("--minify", f"--target={TARGETS}", "--charset=ascii", "--legal-comments=none")


def page_styles(folder: Path = SOURCES) -> Mapping[str, StaticFile]:
    """Return the joined sheets by name, the site's with the sheet for paper at its end, made small by esbuild.

    Raises SetUpError when the npm packages can't be installed.
    """
    joined = {name: "\n".join(_read(folder, part) for part in parts) for name, parts in _SHEETS.items()}
    joined["site"] += f"@media print {{\n{_read(folder, _PAPER)}}}\n"

    def fill(target: Path) -> None:
        for name, text in joined.items():
            sheet = target / f"{name}.css"
            sheet.write_text(text, encoding="utf-8")
            run_esbuild(sheet, *_OPTIONS, f"--outfile={sheet}", "--allow-overwrite")

    made = cached("styles", [npm_folder().parent.name, *_OPTIONS, *joined.values()], fill)
    return {
        name: StaticFile.hashed(f"assets/css/{name}", ".css", (made / f"{name}.css").read_bytes()) for name in joined
    }


def _read(folder: Path, name: str) -> str:
    return (folder / f"{name}.css").read_text(encoding="utf-8")
