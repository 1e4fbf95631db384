"""Updates what is pinned: the lock files from what they lock, and Pyodide's version and hashes everywhere."""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from build_scripts.errors import BuildError, SetUpError
from build_scripts.paths import ROOT, cache
from build_scripts.programs import BENCHMARKS, description, npm_folder, npm_script, run_node
from build_scripts.runtime import TABLE, default_python, described_in, lines

# Hashes for every system, and no address of the index that they came from.
_OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


def lock_python(name: str) -> None:
    """Write `name`.txt from `name`.in; versions stay as they are unless the .in file asks for others.

    Raises SetUpError when uv can't resolve it.
    """
    uv = Path(sys.executable).with_name("uv")
    command = [
        str(uv),
        "pip",
        "compile",
        *_OPTIONS,
        f"--python-version={default_python()}",
        f"--cache-dir={cache() / 'uv-cache'}",
    ]
    command += [f"{name}.in", "--output-file", f"{name}.txt"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpError([f"{name}.in can't be locked: see what uv says above."])


def lock_npm(where: Path) -> None:
    """Write a folder's package-lock.json from its package.json; raises SetUpError when npm can't resolve it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in filter(Path.exists, description(where)):
            shutil.copyfile(file, folder / file.name)
        run_node(npm_script(), "install", "--package-lock-only", "--ignore-scripts", folder=folder)
        shutil.copyfile(folder / "package-lock.json", where / "package-lock.json")


def upgrade(table: Path = TABLE) -> None:
    """Ask npm for each line's version, lock it, install it and write its files' hashes into the table.

    npm compares what it downloads with the hash that the registry gives, and the lock keeps that. Raises SetUpError
    when npm can't resolve or install a version.
    """
    for line in lines(table):
        folder = described_in(line, table)
        about = tomllib.loads(table.read_text(encoding="utf-8"))["lines"][line]
        _ask_for(folder / "package.json", about["version"])
        lock_npm(folder)
        installed = npm_folder(folder) / "pyodide"
        text = table.read_text(encoding="utf-8")
        table.write_text(with_hashes(text, line, installed, list(about["sha256"])), encoding="utf-8")


def with_hashes(text: str, line: str, folder: Path, names: list[str]) -> str:
    """Return the table's text with the hashes of these files for one line; everything else stays as it was."""
    hashes = [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"\n' for name in names]
    section = re.compile(rf'(?<=\[lines\."{re.escape(line)}"\.sha256\]\n)(?:"[^"\n]+" = "[^"\n]+"\n?)*')
    return section.sub("".join(hashes), text)


def _ask_for(package: Path, version: str) -> None:
    wanted = json.loads(package.read_text(encoding="utf-8"))
    if wanted["dependencies"]["pyodide"] != version:
        wanted["dependencies"]["pyodide"] = version
        package.write_text(json.dumps(wanted, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Lock everything, or bring what pins Pyodide in line; return 0, or 1 after printing what is wrong."""
    parser = argparse.ArgumentParser(prog="lock", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "pyodide"), default="all")
    asked = parser.parse_args(arguments)
    try:
        if asked.what == "pyodide":
            upgrade()
            print("package.json, package-lock.json and pyodide.toml agree. `make test` tries every line.")
            return 0
        lock_python("requirements")
        lock_python("requirements-uv")
        for line in lines():
            lock_npm(described_in(line))
        lock_npm(BENCHMARKS)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
