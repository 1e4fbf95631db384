"""Work that was begun with another release: what the site has changed since in what the folder replaces.

Nothing of the folder is changed by looking. What only the site has changed can be taken over as it is; what both have
changed is chosen part by part; and each file that is taken over is one step, which can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build_scripts.errors import BuildError
from build_scripts.partnership import BASED_ON, beginning_of, shipped
from build_scripts.saved_work.saved import RELEASE
from build_scripts.saved_work.three_way import BOTH, SAME, merged, parts_of
from decision_engine import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_scripts.editor import Changes, Files
    from build_scripts.saved_work.three_way import Part

    type Data = dict[str, Any]

_MERGED = ("flows/", "pages/")
# How a heading of a page begins, and one of a table: by it people find a part again.
_HEADINGS = {".md": "#", ".toml": "["}


def changed_upstream(files: Files) -> Data:
    """Return the release that the work was saved with and this one, and each file whose original has changed since."""
    before = files.get(RELEASE, b"").decode(errors="replace").strip()
    found = [_told(files, name) for name in sorted(files) if name.startswith((*_MERGED, "data/"))]
    return {"made_with": before, "release": __version__, "files": [one for one in found if one]}


def taken_over(files: Files, name: str, sides: Mapping[str, str]) -> Changes:
    """Return a file with what the site has changed, and what it is based on now; ``sides`` are by the parts' numbers.

    Raises BuildError where there is nothing to take over, or a part that has changed on both sides isn't chosen.
    """
    original = shipped(name, beginning_of(files))
    if name not in files or original is None:
        raise BuildError([f"{name}: the site has nothing new for this file"])
    based_on = {f"{BASED_ON}/{name}": original}
    if not name.startswith(_MERGED) or f"{BASED_ON}/{name}" not in files:
        return based_on  # it has been looked at
    try:
        lines = merged(_parts(files, name), {int(at): side for at, side in sides.items() if at.isdecimal()})
    except KeyError as error:
        what = f"part {error.args[0]} has changed on both sides; choose yours or the site's"
        raise BuildError([f"{name}: {what}"]) from error
    end = "\r\n" if b"\r\n" in files[name] else "\n"
    return {name: end.join(lines).encode(errors="surrogateescape"), **based_on}


def _told(files: Files, name: str) -> Data | None:
    """Return what there is to say of a file; nothing where its original hasn't changed."""
    original, base = shipped(name, beginning_of(files)), files.get(f"{BASED_ON}/{name}")
    if original is None:
        return {"file": name, "state": "gone", "parts": []} if base is not None else None
    if base is None:
        return None if name.startswith("data/") else {"file": name, "state": "unknown", "parts": []}
    if _lines(base) == _lines(original):
        return None
    if not name.startswith(_MERGED):
        parts = parts_of(_lines(base), _lines(base), _lines(original))
        return {"file": name, "state": "look", "parts": _shown(name, parts)}
    parts = _parts(files, name)
    both = any(part.kind == BOTH for part in parts)
    return {"file": name, "state": "choose" if both else "take", "parts": _shown(name, parts)}


def _parts(files: Files, name: str) -> list[Part]:
    original = shipped(name, beginning_of(files)) or b""
    return parts_of(_lines(files[f"{BASED_ON}/{name}"]), _lines(files[name]), _lines(original))


def _shown(name: str, parts: list[Part]) -> list[Data]:
    """Return the parts that have changed, each with its number and the heading above it."""
    sign = next((sign for ending, sign in _HEADINGS.items() if name.endswith(ending)), "#")
    found, heading = [], ""
    for at, part in enumerate(parts):
        if part.kind != SAME:
            below = next((line for line in part.ours if line.startswith(sign)), heading)
            texts = {side: "\n".join(getattr(part, side)) for side in ("base", "ours", "theirs")}
            found.append({"at": at, "kind": part.kind, "below": below, **texts})
        heading = next((line for line in reversed(part.ours) if line.startswith(sign)), heading)
    return found


def _lines(content: bytes) -> list[str]:
    """Return a file's lines, whatever its line ends; the empty one at its end is one of them."""
    return content.decode(errors="surrogateescape").replace("\r\n", "\n").split("\n")
