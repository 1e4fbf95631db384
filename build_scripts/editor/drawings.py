"""A logo that someone hands in: checked, and cleaned of what a drawing doesn't need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from build_scripts.errors import BuildError
from build_scripts.partnership import drawing_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 200_000
_SVG = "http://www.w3.org/2000/svg"
# Programs that draw keep notes of their own in other namespaces: nothing of them shows.
_NOTES = re.compile(r"\{(?!http://www\.w3\.org/2000/svg\})[^}]*\}")
_UNSEEN = frozenset(f"{{{_SVG}}}{tag}" for tag in ("metadata", "script"))
_LINK = "{http://www.w3.org/1999/xlink}href"
_NOTED = frozenset(("style", "class", "data-name", "version"))
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*>", re.IGNORECASE)
_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_DRAWN = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("stroke-opacity", "stroke-miterlimit", "stroke-dasharray", "opacity", "clip-path", "clip-rule", "mask"),
        *("stop-color", "stop-opacity", "transform"),
    )
)


def cleaned(content: bytes) -> bytes:
    """Return a drawing as plain SVG: without notes of the program that drew it, and styles written as attributes.

    Raises BuildError where it is none, or where it still could run or fetch something.
    """
    if len(content) > _LARGEST:
        raise BuildError(["this drawing is larger than 200 kB; save it as plain SVG, without pictures in it"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BuildError(["this is no SVG in UTF-8. For example: a drawing saved as plain SVG"]) from error
    text = _DOCTYPE.sub("", text)
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise BuildError(["it has a document type with entities, which a page can't hold. Save it as plain SVG"])
    try:
        made = _plain(ET.fromstring(text))  # noqa: S314 - without a document type there is nothing to expand
    except ET.ParseError as error:
        raise BuildError([f"this is no SVG: {error}. For example: a drawing saved as plain SVG"]) from error
    except RecursionError as error:
        raise BuildError(["its parts are nested too deep for a drawing. Save it as plain SVG"]) from error
    if problems := list(dict.fromkeys(drawing_problems(made))):
        raise BuildError(problems)
    return made.encode()


def _plain(root: ET.Element) -> str:
    _view_box(root)
    _clean(root)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode") + "\n"


def _view_box(root: ET.Element) -> None:
    """Give a drawing that says only how large it is the box that it is drawn in."""
    size = [re.match(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$", root.get(key, "")) for key in ("width", "height")]
    if "viewBox" not in root.attrib and all(size):
        root.set("viewBox", f"0 0 {' '.join(found[1] for found in size if found)}")


def _clean(root: ET.Element) -> None:
    for element in root.iter():
        for child in list(element):
            if _NOTES.match(child.tag) or child.tag in _UNSEEN:
                element.remove(child)
        for key, value in list(element.attrib.items()):
            if key == _LINK and value.startswith("#"):
                element.set("href", value)
            if key == "style":
                element.attrib.update(_styles(value))
            if _NOTES.match(key) or key in _NOTED or key.lower().startswith("on"):
                del element.attrib[key]


def _styles(style: str) -> Iterator[tuple[str, str]]:
    """Yield what a style says of how something is drawn."""
    yield from ((key, value) for key, value in _STYLE.findall(style) if key in _DRAWN)
