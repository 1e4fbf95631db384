"""What can be read in a browser's profile on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lz4.block  # type: ignore[import-untyped] # it carries none
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOZILLA_LZ4 = b"mozLz40\0"
# Of an answer or an outcome everything is looked for that is long enough to be nobody else's.
ATTRIBUTES = (
    *("data-text", "data-label", "data-reason", "data-caution", "data-summary", "data-name", "data-outcome"),
    *("data-unconfirmed-name", "data-unconfirmed-summary"),
)
SHORTEST = 11


def found_in(folder: Path, words: Iterable[str]) -> list[str]:
    """Give each of the words that a file of the folder holds, with the file's path; there must be files at all."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files, f"{folder} is empty"
    wanted = [(word, needle) for word in words for needle in (word.lower().encode(), word.lower().encode("utf-16-le"))]
    found = set()
    for file in files:
        for content in readings(file):
            found |= {f"{word}: {file.relative_to(folder)}" for word, needle in wanted if needle in content}
    return sorted(found)


def readings(file: Path) -> list[bytes]:
    """Give a file's bytes, and what they are once decompressed where Firefox has compressed them, in small letters."""
    content = file.read_bytes()
    if content.startswith(MOZILLA_LZ4):
        return [content.lower(), lz4.block.decompress(content[len(MOZILLA_LZ4) :]).lower()]
    return [content.lower()]


def public_words(page: str) -> str:
    """Give a page's title and description: browsers keep those of each page opened, the same for every visitor."""
    tree = LexborHTMLParser(page)
    kept = [part.attributes["content"] for part in tree.css("meta[name=description]")]
    return " ".join([*map(str, kept), *(part.text() for part in tree.css("head title"))]).lower()


def words_of_check(page: str) -> set[str]:
    """Give the words of a check's questions, answers, reasons and outcomes, and their names in forms."""
    tree = LexborHTMLParser(page)
    words = {str(part.attributes[name]) for name in ATTRIBUTES for part in tree.css(f"[data-check] [{name}]")}
    words |= {str(part.attributes["id"]) for part in tree.css("[data-check] input")}
    words |= {part.text(strip=True) for part in tree.css("[data-check] legend h2, [data-check] label")}
    return {word for word in words if len(word) >= SHORTEST}
