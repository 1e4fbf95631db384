"""What the workshop's worker loads, as files of the site and as the list of them in its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.assets.runtime_files import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_scripts.assets.static_file import StaticFile


@dataclass(frozen=True, slots=True)
class WorkshopBundle:
    """The workshop's own files, and Pyodide's that the check publishes already, by the names the worker knows.

    `later` is what is only fetched where it is needed; `epoch` is the time that the site says it was built at.
    """

    files: Mapping[str, StaticFile]
    pyodide: Mapping[str, StaticFile]
    later: Mapping[str, StaticFile]
    epoch: str | None

    def manifest(self, worker: StaticFile) -> dict[str, Any]:
        """Return what the page hands to the worker; addresses are relative to the site's root."""
        first = {**self.pyodide, **self.files}
        return {
            "worker": worker.entry,
            "files": entries(first),
            "later": entries(self.later),
            "total": sum(file.size for file in (worker, *first.values())),
            **({"epoch": self.epoch} if self.epoch else {}),
        }
