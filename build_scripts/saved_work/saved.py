"""The work as a ZIP: the same files make the same bytes, whenever and wherever."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from build_scripts.partnership import BASED_ON
from build_scripts.zips import fixed_zip
from decision_engine import __version__

if TYPE_CHECKING:
    from build_scripts.editor import Files

FOLDER = "partnership/"
RELEASE = f"{BASED_ON}/release.txt"


def saved(files: Files) -> bytes:
    """Return a ZIP with the folder in it, as it is saved."""
    entries = {FOLDER + name: content for name, content in folder_to_save(files).items()}
    return fixed_zip(entries, method=zipfile.ZIP_DEFLATED)


def folder_to_save(files: Files) -> dict[str, bytes]:
    """Return the folder with the number of the release that it was last edited with.

    What each page and check was made from lies in it already: it is put there when one of the site's is taken in.
    """
    return {**files, RELEASE: f"{__version__}\n".encode()}
