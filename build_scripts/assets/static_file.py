"""A file of the finished site that no author wrote: where it lies, what is in it, and the hash a browser checks."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A path from the site's root and the bytes that lie there."""

    path: str
    content: bytes

    @classmethod
    def hashed(cls, stem: str, extension: str, content: bytes) -> Self:
        """Make a file whose name carries its content's hash: it may be cached for ever, and old copies never fit in."""
        return cls(f"{stem}.{hashlib.sha256(content).hexdigest()[:_DIGITS]}{extension}", content)

    @property
    def integrity(self) -> str:
        """What `integrity` in HTML and in fetch takes."""
        return "sha256-" + base64.b64encode(hashlib.sha256(self.content).digest()).decode()

    @property
    def size(self) -> int:
        """How many bytes lie there."""
        return len(self.content)

    @property
    def entry(self) -> dict[str, str | int]:
        """The file as the manifest in a page names it; the address is relative to the site's root."""
        return {"url": self.path, "integrity": self.integrity, "bytes": self.size}

    def write(self, folder: Path) -> Path:
        """Write the file to its place under a folder, and return that."""
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.content)
        return target


@dataclass(frozen=True, slots=True)
class PublishedFile(StaticFile):
    """A file that is on the site already, known by its entry in a manifest; here it is empty."""

    known_integrity: str
    known_size: int

    @classmethod
    def of(cls, entry: dict[str, str | int]) -> Self:
        """Return the file of an entry."""
        return cls(str(entry["url"]), b"", str(entry["integrity"]), int(entry["bytes"]))

    @property
    def integrity(self) -> str:
        """What `integrity` in HTML and in fetch takes, of the file that is on the site."""
        return self.known_integrity

    @property
    def size(self) -> int:
        """How many bytes that file has."""
        return self.known_size
