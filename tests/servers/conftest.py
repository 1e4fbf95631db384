"""Where the servers find the site: a copy that every user may read, whole and below a path."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Grounds:
    """A folder that servers may use: the site's copy, and another folder in which it stands as `sub`."""

    folder: Path

    def root(self, prefix: str) -> Path:
        """Return the folder to serve so that the site is at a prefix, `/` or `/sub/`."""
        return self.folder / ("whole" if prefix == "/" else "below")

    def work(self) -> Path:
        """Make a folder for a server's own files."""
        return Path(tempfile.mkdtemp(dir=self.folder))


@pytest.fixture(scope="session")
def grounds(site: Path) -> Iterator[Grounds]:
    """The built site where any user may read it: servers that won't run as root see nothing of root's folders."""
    with tempfile.TemporaryDirectory(prefix="share-safely-") as folder:
        made = Grounds(Path(folder))
        made.folder.chmod(0o755)
        shutil.copytree(site, made.root("/"))
        made.root("/sub/").mkdir()
        (made.root("/sub/") / "sub").symlink_to(made.root("/"))
        yield made
