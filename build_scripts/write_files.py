"""The command of every build step that makes files: makes them, writes them under a folder and prints their sizes."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from build_scripts.cache_folder import ROOT
from build_scripts.errors import BuildError
from build_scripts.static_file import StaticFile


def write_files(
    make: Callable[[], Mapping[str, StaticFile]], name: str, about: str | None, arguments: list[str] | None
) -> int:
    """Run a step by its command's name and arguments; give 0, or 1 after saying what is wrong."""
    parser = argparse.ArgumentParser(prog=name, description=about)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "parts", help="default: dist/parts")
    folder = parser.parse_args(arguments).folder
    try:
        files = make().values()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for file in files:
        print(f"{len(file.content):>8,}  {file.write(folder)}")
    return 0
