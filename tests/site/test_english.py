"""The English of the published words: none of the words that a colleague in this field would not write."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = tomllib.loads((ROOT / "tests/site/english.toml").read_text(encoding="utf-8"))["rules"]
PRACTITIONERS = (
    "index.md",
    "check*.md",
    "check/*.md",
    "guidance/*.md",
    "about/*.md",
    "review*.md",
    "review/*.md",
    "embed.md",
)
OTHERS = ("adopt/*.md", "../README.md")
# Data whose words people read: on pages, in the checks, in records and messages. Some keys hold no words.
DATA = (
    *(f"docs/_data/{name}.toml" for name in ("changes", "points", "links", "terms", "examples")),
    *sorted(str(file.relative_to(ROOT)) for file in (ROOT / "decision_engine/flows").glob("*.toml")),
    "decision_engine/languages/en-GB.toml",
    "overrides/languages/en-GB.toml",
)
NO_WORDS = {"key", "id", "url", "how", "checked"}
# What is no prose: the front matter's keys, code, what Jinja fills in, where links lead, HTML's tags, ids.
_FENCE = re.compile(r"^[ \t]*```.*?^[ \t]*```", re.DOTALL | re.MULTILINE)
_NOT_PROSE = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|\{\s*[.#][^}\n]*\}|`[^`\n]*`|\]\([^)\n]*\)|<!--.*?-->|<[^>\n]+>", re.DOTALL
)
_KEY = re.compile(r"^(title|description|tagline|section): \"?(.*?)\"?$", re.MULTILINE)


def faults(text: str, *, practitioners: bool) -> list[str]:
    """List what the rules find in a text: the match, and what to write instead."""
    found = []
    for rule in RULES:
        if rule.get("only") == "practitioners" and not practitioners:
            continue
        allowed = text
        for phrase in rule.get("except", ()):
            allowed = re.sub(re.escape(phrase), "…", allowed, flags=re.IGNORECASE)
        found += [
            f"{one[0]!r}: write {rule['instead']}" for one in re.finditer(rule["pattern"], allowed, re.IGNORECASE)
        ]
    return found


def prose(markdown: str) -> Iterator[tuple[int, str]]:
    """Return a page's lines of prose with their numbers, its front matter's words among them."""
    head, matter = "", markdown
    if markdown.startswith("---\n"):
        head, matter = markdown[4:].split("\n---\n", 1)
    blank = "\n" * (head.count("\n") + 3 if head else 0)
    yield from ((1, words[2]) for words in _KEY.finditer(head))
    text = blank + _blanked(_FENCE, matter)
    yield from enumerate(_blanked(_NOT_PROSE, text).split("\n"), 1)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "\n" * found[0].count("\n") or " ", text)


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return the words in data with their paths."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NO_WORDS:
                yield from strings(part, f"{path}.{key}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from strings(part, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path.removeprefix("."), value


def _pages(patterns: tuple[str, ...]) -> list[Path]:
    found = [file for pattern in patterns for file in sorted((ROOT / "docs").glob(pattern))]
    assert len(found) >= len(patterns)
    return found


@pytest.mark.parametrize("patterns", [PRACTITIONERS, OTHERS], ids=["practitioners", "others"])
def test_pages_are_in_plain_idiomatic_english(patterns: tuple[str, ...]) -> None:
    """Every fault of every page at once, with its file and line."""
    found = [
        f"{file.resolve().relative_to(ROOT)}:{number}: {fault}"
        for file in _pages(patterns)
        for number, line in prose(file.read_text(encoding="utf-8"))
        for fault in faults(line, practitioners=patterns is PRACTITIONERS)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("name", DATA)
def test_data_on_pages_is_in_plain_idiomatic_english(name: str) -> None:
    """Titles and sentences that pages take from data files."""
    data = tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
    found = [f"{name}: {path}: {fault}" for path, text in strings(data) for fault in faults(text, practitioners=True)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tell somebody whom you know.", 2),
        ("Write down what you shared, and with whom.", 0),
        ("You have a worry about a child you are worried about.", 1),
        ("Don't wait: it's urgent.", 2),
        ("Answer “I'm not sure”.", 0),
        ("The child's record is the practitioner's.", 0),
        ("Understand it, and keep the focus ring.", 0),
    ],
)
def test_rules_find_what_they_are_for(text: str, count: int) -> None:
    """And leave possessives, answers and the field's terms alone."""
    assert len(faults(text, practitioners=True)) == count


def test_code_links_and_ids_are_no_prose() -> None:
    """They keep the names that they have."""
    head = '---\ntitle: A "b"\n---\n# C { #whom }\n'
    page = head + '[d](e.md#whom "x") `anew` <span id="whom"></span> {{ link("whom") }}\n'
    assert [words.split() for _, words in prose(page) if words.strip()] == [["A", '"b'], ["#", "C"], ["[d"]]
