"""A TOML text changed in one place, with every other byte as it was: comments, order and line ends."""

from build_scripts.toml.edits import added, data_of, duplicated, moved, removed, with_value
from build_scripts.toml.paths import EditError, Path
from build_scripts.toml.written import written

__all__ = [
    "EditError",
    "Path",
    "added",
    "data_of",
    "duplicated",
    "moved",
    "removed",
    "with_value",
    "written",
]
