"""What people may hand to the workshop by mistake or by malice: the call that a page makes of it, by a name.

The sentence that each ends in is in tests/build_scripts/workshop/wrong_inputs.toml.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOML = b'format = 1\narea = "A"\n' + b"# A line that says nothing.\n" * 30
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


class Input(NamedTuple):
    """A call: its name, what is asked, and the bytes that go with it."""

    call: str
    request: Mapping[str, Any]
    data: bytes = b""


def zipped(*files: tuple[str, bytes], kind: int = 0o100644) -> bytes:
    """Zip files as most programs do; a name may come twice."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of a name that comes twice
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.external_attr = kind << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()


def patched(content: bytes, at_header: int, at_directory: int, value: bytes) -> bytes:
    """Change a field of the first file in both places where a ZIP has it."""
    changed = bytearray(content)
    for start, offset in ((content.index(b"PK\x03\x04"), at_header), (content.index(b"PK\x01\x02"), at_directory)):
        changed[start + offset : start + offset + len(value)] = value
    return bytes(changed)


def _opened(content: bytes) -> Input:
    return Input("work.open", {}, content)


def _drawn(inside: str | bytes) -> Input:
    return Input("work.draw", {"name": "mark.svg"}, _SVG.format(inside).encode() if isinstance(inside, str) else inside)


def _set(name: str, value: Any) -> Input:
    return Input("work.set", {"name": name, "value": value})


_GOOD = zipped(("partnership.toml", _TOML))
_BOMB = zipped(("pages/a.md", b"0" * 3_000_000), ("partnership.toml", _TOML))
INPUTS: Mapping[str, Input] = {
    # A file that isn't what it should be.
    "a photo": _opened(b"\xff\xd8\xff\xe0" + b"JFIF" * 50),
    "a page that asks for a password in the place of a download": _opened(b"<!doctype html><title>Log in</title>"),
    "a file of seventy megabytes": _opened(b"PK\x03\x04" + bytes(70_000_000)),
    "a ZIP that was cut off": _opened(_GOOD[:-30]),
    "somebody else's ZIP": _opened(zipped(("invoice.pdf", b"%PDF"), ("photos/a.jpg", b"x"))),
    "a ZIP in a ZIP": _opened(zipped(("share-safely-site.zip", _GOOD))),
    "a ZIP of two partnerships": _opened(zipped(("a/partnership.toml", _TOML), ("b/partnership.toml", _TOML))),
    "a ZIP with a password": _opened(patched(_GOOD, 6, 8, b"\x01\x00")),
    # A ZIP that would do harm.
    "a ZIP bomb": _opened(_BOMB),
    "a ZIP bomb that says it is small": _opened(patched(_BOMB, 22, 24, (10).to_bytes(4, "little"))),
    "a path that leads out of the folder": _opened(zipped(("partnership.toml", _TOML), ("../../x.toml", b""))),
    "such a path with the strokes of Windows": _opened(zipped(("partnership.toml", _TOML), ("pages\\..\\..\\x", b""))),
    "a link to a file outside": _opened(
        zipped(("pages/a.md", b"/etc/passwd"), ("partnership.toml", _TOML), kind=0o120777)
    ),
    "two files of the same name": _opened(zipped(("partnership.toml", _TOML), ("partnership.toml", b"format = 9"))),
    "a file where a folder is": _opened(
        zipped(("partnership.toml", _TOML), ("pages/a.md", b"# A"), ("pages/a.md/b.md", b"# B"))
    ),
    "a name that is too long": _opened(zipped(("partnership.toml", _TOML), (f"pages/{'a' * 300}.md", b"# A"))),
    # A drawing that isn't one, or does something.
    "a drawing that is a photo": _drawn(b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "a drawing in UTF-16": _drawn(_SVG.format("").encode("utf-16")),
    "a drawing that fetches a picture": _drawn('<image href="https://example.org/a.png"/>'),
    "a drawing with a page in it": _drawn("<foreignObject><body/></foreignObject>"),
    "a drawing that links to a script": _drawn('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
    "a drawing that doubles itself": _drawn(
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + _SVG.format("<text>&b;</text>").encode()
    ),
    "a drawing of a megabyte": _drawn(f'<path d="{"M0 0" * 250_000}"/>'),
    "a drawing that is nested too deep": _drawn("<g>" * 3_000 + "</g>" * 3_000),
    # What no control of the page would ask for.
    "half a sign": _set("partnership.area", "\ud800"),
    "a control that there isn't": _set("partnership.contacts.99.phone", "01632 960001"),
    "a control outside the folder": _set("pages.../../x.md", "x"),
    "a page where a folder is": Input("work.write", {"file": "pages/guidance/law.md/x.md", "text": "# X"}),
    "a check under a name that is no id": Input("work.begin_flow", {"source": "sharing", "name": "My check!"}),
    "a signature without a date": Input(
        "work.sign", {"flow": "sharing", "reviewer": "A. Lee", "role": "Lead", "date": "soon"}
    ),
}
# What is opened and then has problems in the list, each at its control: nothing of it is refused or lost.
LISTED: Mapping[str, Input] = {
    "a file in UTF-16": _opened(zipped(("partnership.toml", _TOML.decode().encode("utf-16")))),
    "a file that is no TOML": _opened(zipped(("partnership.toml", b"# Our partnership\n\nname: Westmarch\n"))),
    "a page that is no text": _opened(zipped(("partnership.toml", _TOML), ("pages/a.md", b"\xff\xfe\x00\x81"))),
    "signs that turn a text round": _set("partnership.name", "Westmarch \u202e Partnership"),
    "a sign that nobody sees": _set("partnership.host", "the council\x00"),
}
# Odd, and right all the same.
RIGHT: Mapping[str, Input] = {
    "a folder in a folder": _opened(zipped(("a/b/c/partnership.toml", _TOML), ("a/b/c/old/partnership.toml", _TOML))),
    "the strokes of Windows": _opened(
        zipped(("westmarch\\partnership.toml", _TOML), ("westmarch\\pages\\a.md", b"# A"))
    ),
    "texts that look like code": _set("partnership.name", "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} [x](y)"),
}
