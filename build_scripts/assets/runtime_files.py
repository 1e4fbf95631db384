"""What a visitor's browser loads to run the engine, as files of the site and as the list of them in a check's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from build_scripts.assets.static_file import StaticFile

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGINE_FOLDER = "assets/engine/"


@dataclass(frozen=True, slots=True)
class RuntimeBundle:
    """The runtime's files by the names under which the worker knows them, the flows' by the flows' ids.

    `whole` has what takes the place of the cut parts should something be missing in them, and `whole_list` says which
    files those are; there are none where nothing is cut.
    """

    runtime: Mapping[str, StaticFile]
    flows: Mapping[str, StaticFile]
    licences: StaticFile
    warnings: tuple[str, ...]
    whole: Mapping[str, StaticFile]
    whole_list: StaticFile | None

    @classmethod
    def of(cls, flows: Mapping[str, str], **files: Any) -> Self:
        """Return the runtime with flows, given by id as the texts that the engine opens."""
        texts = {
            name: StaticFile.hashed(f"{ENGINE_FOLDER}flow-{name}", ".json", text.encode())
            for name, text in flows.items()
        }
        return cls(flows=texts, **files)

    @property
    def files(self) -> tuple[StaticFile, ...]:
        """Every file to publish."""
        listed = (self.whole_list,) if self.whole_list else ()
        return (*self.runtime.values(), *self.flows.values(), self.licences, *self.whole.values(), *listed)

    def manifest(self, flow: str, worker: StaticFile) -> dict[str, Any]:
        """Return what the page hands to `startEngine` for one flow; addresses are relative to the site's root."""
        used = [worker, self.flows[flow], *self.runtime.values()]
        return {
            "worker": worker.entry,
            "files": entries(self.runtime),
            "flow": self.flows[flow].entry,
            "total": sum(file.size for file in used),
            **({"whole": self.whole_list.entry} if self.whole_list else {}),
        }


def entries(files: Mapping[str, StaticFile]) -> dict[str, Any]:
    """Return files by name as a manifest has them."""
    return {name: file.entry for name, file in files.items()}
