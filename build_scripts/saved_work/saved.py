"""The work as a ZIP: the same files make the same bytes, whenever and wherever."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from build_scripts.partnership import BASED_ON
from decision_engine import __version__

if TYPE_CHECKING:
    from build_scripts.editor import Files

FOLDER = "partnership/"
RELEASE = f"{BASED_ON}/release.txt"
# The earliest that a ZIP knows.
_TIME = (1980, 1, 1, 0, 0, 0)


def saved(files: Files) -> bytes:
    """Return a ZIP with the folder in it, as it is saved."""
    folder = folder_to_save(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(folder):
            info = zipfile.ZipInfo(FOLDER + name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # or else it says on which system it was made
            info.external_attr = 0o100644 << 16
            archive.writestr(info, folder[name], compresslevel=6)
    return packed.getvalue()


def folder_to_save(files: Files) -> dict[str, bytes]:
    """Return the folder with the number of the release that it was last edited with.

    What each page and check was made from lies in it already: it is put there when one of the site's is taken in.
    """
    return {**files, RELEASE: f"{__version__}\n".encode()}
