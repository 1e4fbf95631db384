"""The pages' scripts and style sheets, bundled by esbuild and named by their content's hash; no module is published."""

from collections.abc import Mapping
from pathlib import Path

from build_scripts.assets import INSIDE_SHEET, StaticFile
from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_esbuild

SOURCES = ROOT / "overrides"
FOLDER = "assets/js/"
# The scripts that pages load and the worker; every other module is part of one of these.
ENTRIES = {
    "areas": "contacts/areas",
    "check": "check/start",
    "early": "check/early",
    "examples": "review/examples",
    "no-flash": "check/no-flash",
    "search": "search/search",
    "site": "frame/site",
    "worker": "engine/worker",
    "workshop": "workshop/start",
    "workshop-worker": "workshop/worker",
}
_FRAME = (
    "frame/tokens",
    "frame/base",
    "frame/header",
    "frame/theme",
    "contacts/contacts",
    "outcome/outcome",
    "flowchart/flowchart",
)
_PAPER = "frame/print"
_CHECK = ("check/check", "check/record/record")
_SHEETS = {
    "site": (*_FRAME, "frame/home", _PAPER),
    "check": _CHECK,
    "review": ("review/review",),
    "workshop": ("workshop/workshop", "workshop/desk"),
    # All that a check's page needs, and nothing of the front page.
    INSIDE_SHEET: (*_FRAME, _PAPER, *_CHECK),
}
# The oldest browsers that have what the engine needs (DecompressionStream came last); README names them too.
TARGETS = "es2022,chrome103,firefox115,safari16.4"
_OPTIONS = (
    "--minify",
    f"--target={TARGETS}",
    "--charset=ascii",  # read alike whatever encoding a server names, and hashed as read
    "--legal-comments=none",
)
_BUNDLE = (
    *_OPTIONS,
    "--bundle",
    "--format=iife",
    '--tsconfig-raw={"compilerOptions":{"alwaysStrict":true}}',  # the file's own is for tsc, and a copy may lack it
    # What Pyodide's loader imports under node alone.
    "--external:node:*",
    "--external:ws",
)


def page_scripts(sources: Path = SOURCES) -> Mapping[str, StaticFile]:
    """Return the bundled scripts by the names of `ENTRIES`, as files whose names carry their hash.

    Raises SetUpError with esbuild's message when a script doesn't parse or imports what isn't there.
    """
    modules = sorted(sources.rglob("*.js"))
    packages = npm_folder()
    inputs: list[bytes | str] = [packages.parent.name, *ENTRIES, *ENTRIES.values(), *_BUNDLE]
    inputs += [part for module in modules for part in (module.relative_to(sources).as_posix(), module.read_bytes())]

    def fill(folder: Path) -> None:
        entries = [f"{name}={sources / path}.js" for name, path in ENTRIES.items()]
        # Of the lock only the part that is imported by name goes into the worker.
        names = {"pyodide": "pyodide.mjs", "pyodide-lock": "pyodide-lock.json"}
        aliases = [f"--alias:{name}={packages / 'pyodide' / file}" for name, file in names.items()]
        run_esbuild(*entries, *_BUNDLE, *aliases, f"--outdir={folder}")

    folder = cached("scripts", inputs, fill)
    return {name: StaticFile.hashed(FOLDER + name, ".js", (folder / f"{name}.js").read_bytes()) for name in ENTRIES}


def placer_script(sources: Path = SOURCES) -> StaticFile:
    """Return what places a changed flowchart in the workshop: elkjs, kept from taking the worker over."""
    packages = npm_folder()
    entry = sources / "workshop" / "placer.js"

    def fill(folder: Path) -> None:
        alias = f"--alias:elk-worker={packages / 'elkjs' / 'lib' / 'elk-worker.min.js'}"
        # Where there is a document it offers its parts instead of answering the worker's own messages.
        run_esbuild(entry, *_BUNDLE, "--define:document=globalThis", alias, f"--outfile={folder / 'placer.js'}")

    folder = cached("placer", [packages.parent.name, *_BUNDLE, entry.read_bytes()], fill)
    return StaticFile.hashed("assets/workshop/placer", ".js", (folder / "placer.js").read_bytes())


def page_sheets(folder: Path = SOURCES) -> dict[str, str]:
    """Return the joined sheets by name, made small by esbuild, which leaves a variable's colour as it is written.

    Raises SetUpError when the npm packages can't be installed.
    """
    joined = {name: "\n".join(_read(folder, part) for part in parts) for name, parts in _SHEETS.items()}

    def fill(target: Path) -> None:
        for name, text in joined.items():
            sheet = target / f"{name}.css"
            sheet.write_text(text, encoding="utf-8")
            run_esbuild(sheet, *_OPTIONS, f"--outfile={sheet}", "--allow-overwrite")

    made = cached("styles", [npm_folder().parent.name, *_OPTIONS, *joined.values()], fill)
    return {name: (made / f"{name}.css").read_text(encoding="utf-8") for name in joined}


def _read(folder: Path, name: str) -> str:
    text = (folder / f"{name}.css").read_text(encoding="utf-8")
    return f"@media print {{\n{text}}}\n" if name == _PAPER else text
