"""The one piece of work that a workshop holds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Session:
    """The folder's files by their paths in it."""

    files: dict[str, bytes] = field(default_factory=dict)


SESSION = Session()
