"""Installs what the build needs besides Python's packages: the npm packages, and Chromium if asked.

The set-up script calls it once .venv is up to date. What is there already needs no network and takes no time.
"""

from __future__ import annotations

import argparse
import sys

from build_scripts.errors import BuildError
from build_scripts.programs import install_chromium, npm_folder


def main(arguments: list[str] | None = None) -> int:
    """Install what is missing; return 0, or 1 after printing what could not be had."""
    parser = argparse.ArgumentParser(prog="set-up", description=__doc__)
    parser.add_argument("--with-browser", action="store_true", help="find or install Chromium too")
    asked = parser.parse_args(arguments)
    try:
        npm_folder()
        if asked.with_browser:
            install_chromium()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
