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

from build_scripts.cache_folder import ROOT, cache_folder, content_key
from build_scripts.errors import BuildError
from build_scripts.find_browser import install_chromium
from build_scripts.find_other_browsers import install_other_browsers
from build_scripts.find_server import install_servers
from build_scripts.node_packages import npm_folder
from build_scripts.set_up_error import SetUpError

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
    environment = {**os.environ, "PIP_CACHE_DIR": str(cache_folder() / "pip")}
    if subprocess.run(command, env=environment, check=False).returncode:
        message = f"The packages of {requirements} could not be installed (see above); the first run needs the network."
        raise SetUpError([message])
    stamp.write_text(key)


def set_up(*, with_browser: bool, with_servers: bool = False, with_other_browsers: bool = False) -> None:
    """Bring .venv, the npm packages and, if asked, Chromium up to date; raise BuildError when one can't be.

    Web servers and other browsers are installed if asked and possible; without them some tests don't run.
    """
    if sys.version_info[:2] != PYTHON:
        wanted, found = ".".join(map(str, PYTHON)), ".".join(map(str, sys.version_info[:2]))
        message = f".venv holds Python {found}, the build needs CPython {wanted}: delete .venv and run this again."
        raise SetUpError([message])
    install_python_packages(ROOT / "requirements.txt")
    npm_folder()
    if with_browser:
        install_chromium()
    if with_servers:
        install_servers()
    if with_other_browsers:
        install_other_browsers()


def main(arguments: list[str] | None = None) -> int:
    """Run the set-up from the command line; give 0, or 1 after printing what is missing."""
    parser = argparse.ArgumentParser(prog="set-up", description=__doc__)
    parser.add_argument("--with-browser", action="store_true", help="find or install Chromium too")
    parser.add_argument("--with-servers", action="store_true", help="install the web servers that the tests use")
    parser.add_argument("--with-other-browsers", action="store_true", help="install Firefox and WebKit for the tests")
    asked = parser.parse_args(arguments)
    try:
        set_up(
            with_browser=asked.with_browser,
            with_servers=asked.with_servers,
            with_other_browsers=asked.with_other_browsers,
        )
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
