"""Installs what the build and the tests need, into .venv and the cache folder and nowhere else.

Each step is keyed by the content of its lock file: once it has run, it needs no network and takes no time.
Until the first step is done only the standard library is there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from build_scripts.dev.browser import install_chromium
from build_scripts.dev.node import npm_folder
from build_scripts.errors import BuildError, SetUpError
from build_scripts.paths import ROOT, cache, content_key

PYTHON = (3, 13)


def install_python_packages(requirements: Path) -> None:
    """Install the hashed requirements into this environment unless exactly they were installed last.

    Raise SetUpError when pip fails.
    """
    stamp = Path(sys.prefix) / "share-safely-installed"
    key = content_key([requirements.read_bytes()])
    if stamp.is_file() and stamp.read_text() == key:
        return
    print(f"Installing the packages of {requirements.name} into {sys.prefix}")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--requirement", str(requirements)]
    environment = {**os.environ, "PIP_CACHE_DIR": str(cache() / "pip")}
    if subprocess.run(command, env=environment, check=False).returncode:
        message = f"The packages of {requirements} could not be installed (see above); the first run needs the network."
        raise SetUpError([message])
    stamp.write_text(key)


def set_up(*, with_browser: bool) -> None:
    """Bring .venv, the npm packages and, if asked, Chromium up to date; raise BuildError when one can't be."""
    if sys.version_info[:2] != PYTHON:
        wanted, found = ".".join(map(str, PYTHON)), ".".join(map(str, sys.version_info[:2]))
        message = f".venv holds Python {found}, the build needs CPython {wanted}: delete .venv and run this again."
        raise SetUpError([message])
    install_python_packages(ROOT / "requirements.txt")
    npm_folder()
    if with_browser:
        install_chromium()


def main(arguments: list[str] | None = None) -> int:
    """Run the set-up from the command line; give 0, or 1 after printing what is missing."""
    parser = argparse.ArgumentParser(prog="set-up", description=__doc__)
    parser.add_argument("--with-browser", action="store_true", help="find or install Chromium too")
    try:
        set_up(with_browser=parser.parse_args(arguments).with_browser)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
