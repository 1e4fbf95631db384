"""The one piece of work that a workshop holds, and the folder that it is laid out in for those who read folders."""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.editor import Editor

if TYPE_CHECKING:
    from build_scripts.editor import Files


class Session:
    """Begins as a new partnership does; nothing is made before it is asked for."""

    @cached_property
    def folder(self) -> Path:
        """A folder that is the session's own."""
        return Path(tempfile.mkdtemp(prefix="share-safely-"))

    @cached_property
    def editor(self) -> Editor:
        """What edits the work."""
        return Editor(self.folder / "partnership")

    @property
    def files(self) -> Files:
        """The work's files by their paths in the folder."""
        return self.editor.work.files

    def laid_out(self) -> Path:
        """Return the folder with the work as it is now."""
        self.editor.findings.lay_out(self.files)
        return self.editor.findings.folder


SESSION = Session()
