"""Bring package.json, its lock and the hashes of Pyodide's files in line with the versions in pyodide.toml."""

import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path

from build_scripts.dev.lock import lock_npm
from build_scripts.errors import BuildError
from build_scripts.programs import npm_folder
from build_scripts.runtime import TABLE, described_in, lines


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


def main() -> int:
    """Upgrade from the command line; return 0, or 1 after printing what is wrong."""
    try:
        upgrade()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print("package.json, package-lock.json and pyodide.toml agree. `make test` tries every line.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
