"""The table of queries, asked of the built site's index: as they are, with slips, and as people paste them."""

from __future__ import annotations

import json
import random
import re
import string
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.programs.node import run_node
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

QUERIES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/site/search_queries.toml").read_text(encoding="utf-8"))[
    "queries"
]
INDEX = "search/search_index.json"
FIRST = 3
SLIPS = 12
LONG = re.compile(r"[a-z]{5,}", re.IGNORECASE)
FOR_PARTNERSHIPS = re.compile(r"(adopt|develop|review)/|guidance/source-map/")

type Found = dict[str, list[str]]
type Ask = Callable[[Iterable[str]], list[Found]]


@pytest.fixture(scope="module")
def ask(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the site's search many queries at once."""
    file = tmp_path_factory.mktemp("search") / "queries.json"

    def found(queries: Iterable[str]) -> list[Found]:
        file.write_text(json.dumps(list(queries)), encoding="utf-8")
        answers: list[Found] = json.loads(run_node(ROOT / "tests/site/ask_search.js", site / INDEX, file))
        return answers

    return found


def answered(query: dict[str, Any], found: Found) -> bool:
    """Tell whether one of the pages that answer is among the first three of its group."""
    expected = {query["expect"]} if isinstance(query["expect"], str) else set(query["expect"])
    return bool(expected & {*found["pages"][:FIRST], *found["partnership"][:FIRST]})


def missed(ask: Ask, asked: list[tuple[dict[str, Any], str]]) -> list[tuple[str, Found]]:
    """Return what is asked in vain, with what was found instead."""
    answers = ask(text for _, text in asked)
    assert len(answers) == len(asked) > 0
    return [(text, found) for (query, text), found in zip(asked, answers, strict=True) if not answered(query, found)]


def slips(word: str, chance: random.Random) -> set[str]:
    """Return a sample of a word with one letter wrong, missing, extra or swapped with the next."""
    made = set()
    for _ in range(SLIPS):
        at = chance.randrange(len(word))
        letter = chance.choice(string.ascii_lowercase)
        before, here, after = word[:at], word[at], word[at + 1 :]
        made.add(
            chance.choice(
                [
                    before + letter + after,
                    before + after,
                    before + letter + here + after,
                    before + after[:1] + here + after[1:],
                ]
            )
        )
    return made - {word}


def test_query_of_the_table_finds_its_page(ask: Ask) -> None:
    """In its own group of results, among the first three."""
    assert missed(ask, [(query, query["query"]) for query in QUERIES]) == []


def test_query_with_one_slip_finds_its_page(ask: Ask) -> None:
    """In each word of five letters or more; the sample is the same each time."""
    chance = random.Random(2020)  # noqa: S311 - a sample, no secret
    asked = []
    for query in QUERIES:
        text = query["query"]
        for match in () if query.get("mistyped") else LONG.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            asked += [(query, before + slip + after) for slip in sorted(slips(match[0], chance))]
    assert len(asked) > 2000
    wrong = missed(ask, asked)
    # "count order" may mean "court order", and a slip may well make another word of the pages.
    assert len(wrong) <= len(asked) / 200, wrong


@pytest.mark.parametrize(
    "pasted",
    [
        lambda text: f"  {text}\u00a0",
        lambda text: text.upper(),
        lambda text: f"{text}?",
        lambda text: f"{text}.",
        lambda text: "\ufeff" + text.replace(" ", "\u00a0"),
        "\u00ad".join,
        lambda text: f"\u202a{text}\u202c",
        lambda text: text.replace("'", "\u2019"),
        lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
        lambda text: "".join(f"{sign}\u0301" if sign in "aeiou" else sign for sign in text),
    ],
    ids=[
        *("blanks", "capitals", "question mark", "full stop", "no-break spaces", "soft hyphens", "direction marks"),
        *("curly apostrophes", "full width", "accents"),
    ],
)
def test_query_as_it_is_pasted_finds_the_same(ask: Ask, pasted: Callable[[str], str]) -> None:
    """What can't be seen, and how letters are drawn, makes no difference."""
    texts = [query["query"] for query in QUERIES if '"' not in query["query"]]
    assert ask(map(pasted, texts)) == ask(texts)


def test_phrase_without_a_match_finds_what_its_words_find(ask: Ask) -> None:
    """Quotes round words that no page has together are left out of account."""
    quoted, plain = ask(['"neglect retention court"', "neglect retention court"])
    assert quoted == plain


def test_pages_for_partnerships_are_never_among_a_practitioners(ask: Ask) -> None:
    """They are found in their own group only."""
    answers = ask([*(query["query"] for query in QUERIES), "record", "review", "host the site", "flow"])
    theirs = {page for found in answers for page in found["pages"] if FOR_PARTNERSHIPS.match(page)}
    assert theirs == set()
    assert any(found["partnership"] for found in answers)
