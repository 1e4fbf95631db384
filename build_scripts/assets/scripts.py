"""The pages' scripts, each bundled into one classic script by esbuild; the modules themselves aren't published."""

from collections.abc import Mapping
from pathlib import Path

from build_scripts.assets.static_file import StaticFile
from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_esbuild

SOURCES = ROOT / "overrides"
FOLDER = "assets/js/"
# The scripts that pages load and the worker; every other module is part of one of these.
ENTRIES = {
    "check": "check/start",
    "examples": "review/examples",
    "no-flash": "check/no-flash",
    "search": "search/search",
    "site": "frame/site",
    "worker": "engine/worker",
}
# The oldest browsers that have what the engine needs (DecompressionStream came last); README names them too.
TARGETS = "es2022,chrome103,firefox115,safari16.4"
_OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    f"--target={TARGETS}",
    "--charset=ascii",  # read alike whatever encoding a server names, and hashed as read
    "--legal-comments=none",
    # What Pyodide's loader imports under node alone.
    "--external:node:*",
    "--external:ws",
)


def page_scripts(sources: Path = SOURCES) -> Mapping[str, StaticFile]:
    """Give the bundled scripts by the names of `ENTRIES`, as files whose names carry their hash.

    Raises SetUpError with esbuild's message when a script doesn't parse or imports what isn't there.
    """
    modules = sorted(sources.rglob("*.js"))
    packages = npm_folder()
    inputs: list[bytes | str] = [packages.parent.name, *ENTRIES, *ENTRIES.values(), *_OPTIONS]
    inputs += [part for module in modules for part in (module.relative_to(sources).as_posix(), module.read_bytes())]

    def fill(folder: Path) -> None:
        entries = [f"{name}={sources / path}.js" for name, path in ENTRIES.items()]
        # Of the lock only the part that is imported by name goes into the worker.
        names = {"pyodide": "pyodide.mjs", "pyodide-lock": "pyodide-lock.json"}
        aliases = [f"--alias:{name}={packages / 'pyodide' / file}" for name, file in names.items()]
        run_esbuild(*entries, *_OPTIONS, *aliases, f"--outdir={folder}")

    folder = cached("scripts", inputs, fill)
    return {name: StaticFile.hashed(FOLDER + name, ".js", (folder / f"{name}.js").read_bytes()) for name in ENTRIES}
