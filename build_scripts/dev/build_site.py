"""Builds the site beside site/ and puts it there when it is whole: until then the former one stays as it is.

MkDocs itself empties the folder first, so that a build that fails would leave half a site.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click
from mkdocs.__main__ import cli

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT

_INTERRUPTED = 130


def build_site(target: Path) -> None:
    """Build the site and put it in the place of `target`, whole.

    Raises BuildError when the machine doesn't let it be written; whatever MkDocs raises is passed on.
    """
    with tempfile.TemporaryDirectory(prefix=".site-", dir=target.parent, ignore_cleanup_errors=True) as folder:
        made, former = Path(folder, "made"), Path(folder, "former")
        try:
            cli.main(["build", "--strict", "--site-dir", str(made)], prog_name="mkdocs", standalone_mode=False)
            _swap(made, target, former)
        except OSError as error:
            place = error.filename or target.parent
            message = (
                f"The site could not be written: {error.strerror} ({place}). There must be room and the right to write."
            )
            raise BuildError([message]) from error


def _swap(made: Path, target: Path, former: Path) -> None:
    """Put one folder in the place of another; should that fail, the former one is put back."""
    if target.exists():
        target.rename(former)
    try:
        made.rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise


def main() -> int:
    """Build site/; return 0, or another number after saying why, and that the former site is still there."""
    os.chdir(ROOT)
    target = ROOT / "site"
    code = 1
    try:
        build_site(target)
    except BuildError as error:
        print(error, file=sys.stderr)
    except click.ClickException as error:
        error.show()
    except (click.Abort, KeyboardInterrupt):
        print("Interrupted.", file=sys.stderr)
        code = _INTERRUPTED
    except SystemExit as error:  # MkDocs' own way to say that it has said why
        code = error.code if isinstance(error.code, int) else 1
    else:
        return 0
    if target.exists():
        print("site/ is as it was before.", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
