"""The way in for partnerships, with or without make: ``python -m build_scripts new|copy|check|site|serve|release``."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

if not __package__:  # called by its path, which works from any folder
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from build_scripts.errors import BuildError
from build_scripts.partnership import copy_in, findings_of, new_folder, remember, starting_points
from build_scripts.paths import PARTNERSHIP, ROOT
from decision_engine.errors import EngineError

_WORKS = {
    "site": "build the site into site/",
    "serve": "build and serve the site on this machine, with live reload",
    "release": "build the site and pack it as one zip for any web server, into dist/",
}
_FROM = f"start from guidance and a check other than the site's own: {', '.join(starting_points())}"
_STEPS = {"site": ("dev.build_site",), "serve": ("dev.serve",), "release": ("dev.build_site", "release.archive")}


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; return 0, or 1 after saying what is wrong, all of it."""
    given = _parser().parse_args(arguments)
    try:
        return _done(given)
    except (BuildError, EngineError) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build_scripts", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True, metavar="COMMAND")
    new = works.add_parser("new", help="write a folder for your partnership to begin with")
    new.add_argument("--from", dest="beginning", default="", metavar="NAME", help=_FROM)
    copy = works.add_parser("copy", help="copy a page or check of the site into your folder, to change it there")
    copy.add_argument("name", help="such as pages/guidance/law.md or flows/sharing.toml")
    check = works.add_parser("check", help="say everything that is wrong in a folder, and what keeps it from adoption")
    check.add_argument("--accept", action="store_true", help="note that what has changed has been looked at")
    for work in (new, copy, check):
        work.add_argument("folder", type=Path, metavar="FOLDER", help="your partnership's folder")
    for name, about in _WORKS.items():
        work = works.add_parser(name, help=about)
        work.add_argument("--partnership", type=Path, metavar="FOLDER", help="your partnership's folder")
    return parser


def _done(given: argparse.Namespace) -> int:
    if given.work == "new":
        written = new_folder(given.folder, given.beginning)
        print(f"Written: {written}\nFill it in, then: python -m build_scripts check {given.folder}")
        return 0
    if given.work == "copy":
        print(f"Written: {copy_in(given.folder, given.name)}")
        return 0
    if given.work == "check":
        return _check(given.folder.resolve(), accept=given.accept)
    if given.partnership:
        os.environ[PARTNERSHIP] = str(given.partnership.resolve())
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.chdir(ROOT)
    return _built(given.work)


def _check(folder: Path, *, accept: bool) -> int:
    found = findings_of(folder, dt.datetime.now(tz=dt.UTC).date())
    if accept and not found.problems:
        print("\n".join(f"Looked at: {name}" for name in remember(folder)))
        found = findings_of(folder, dt.datetime.now(tz=dt.UTC).date())
    for title, lines in (
        ("These keep the site from being built:", found.problems),
        ("Look at these:", found.warnings),
        ("These keep the site from being adopted; until then it says that it is a demonstration:", found.to_adopt),
    ):
        if lines:
            print("\n".join([title, *(f"- {line}" for line in lines), ""]))
    if not found.problems:
        print("The site can be built." + ("" if found.to_adopt else " Nothing keeps it from being adopted."))
    return int(bool(found.problems))


def _built(work: str) -> int:
    """Build, serve or pack, each in a process of its own; return what the first that fails returns, or 0."""
    for module in _STEPS[work]:
        try:
            code = subprocess.run([sys.executable, "-m", f"build_scripts.{module}"], check=False).returncode
        except KeyboardInterrupt:  # the process has had it too, and ends
            return 0
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
