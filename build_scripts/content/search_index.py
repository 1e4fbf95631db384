"""The search's index: the sections' plain words, who a page is for, and words that people type and pages don't use."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any, Self

from mkdocs.structure.nav import Navigation

from build_scripts.content.data_file import read_entries
from build_scripts.errors import BuildError

FILE = Path("docs/_data/search_words.toml")
_BY = {"words": ("page", "anchor")}
_TABLES = {
    "words": {"page": True, "anchor": False, "words": True},
    "everyday": {"word": True, "said": True},
    "misspellings": {"word": True, "variants": True},
}
_TAG = re.compile(r"""</?(\w*)(?:"[^"]*"|'[^']*'|[^'">])*>""")
_WITHIN_WORDS = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "wbr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """What the data file holds: words by section, and by each word that people type the words of the pages."""

    sections: list[dict[str, Any]]
    same: dict[str, list[str]]

    def on(self, urls: Mapping[str, str], own: Collection[str], places: Collection[str]) -> Self:
        """Return those of pages that there are, given with their addresses: a partnership may have taken some away.

        On its ``own`` pages a section may be gone too: those that there are have their addresses in ``places``.
        """
        return replace(self, sections=[one for one in self.sections if self._is_there(one, urls, own, places)])

    @staticmethod
    def _is_there(
        section: Mapping[str, Any], urls: Mapping[str, str], own: Collection[str], places: Collection[str]
    ) -> bool:
        page, anchor = section["page"], section.get("anchor", "")
        return page in urls and (page not in own or (f"{urls[page]}#{anchor}" if anchor else urls[page]) in places)


def read_search_words(docs: Path) -> SearchWords:
    """Read the data file; raises BuildError with everything that is wrong in it."""
    file = docs / "_data" / FILE.name
    tables = {
        name: read_entries(file, name, keys, beside=[other for other in _TABLES if other != name], by=_BY.get(name, ()))
        for name, keys in _TABLES.items()
    }
    problems = []
    for name, keys in _TABLES.items():
        first, *_, texts = keys
        for entry in tables[name]:
            if not isinstance(entry[texts], list) or not all(isinstance(text, str) for text in entry[texts]):
                example = '["permission"]'
                problems.append(f"{FILE}: {name}: {entry[first]}: not a list of texts. For example: {example}")
    if problems:
        raise BuildError(problems)
    same: dict[str, list[str]] = {}
    for table, texts in (("everyday", "said"), ("misspellings", "variants")):
        for entry in tables[table]:
            for text in entry[texts]:
                same.setdefault(_joined(text), []).append(entry["word"].lower())
    return SearchWords(sections=tables["words"], same=same)


def partnership_pages(nav: Navigation, section: str) -> frozenset[str]:
    """Return the source files of the pages anywhere below the section of that title in the menu; none without a title.

    Raises BuildError if the menu has no such section: its pages would be listed among the practitioners'.
    """
    files = {page.file.src_uri for page in nav.pages if section in {str(ancestor.title) for ancestor in page.ancestors}}
    if section and not files:
        where = f'extra.partnership_section: the menu (nav) has no section "{section}" with pages in it'
        raise BuildError([f'mkdocs.yml: {where}. For example: partnership_section: "For partnerships"'])
    return frozenset(files)


def make_index(
    index: Mapping[str, Any], words: SearchWords, urls: Mapping[str, str], partnership: Collection[str]
) -> dict[str, Any]:
    """Return what the search in the browser reads, made of the index that the search plugin has written.

    Its sections get further words as tags, and a mark where their page is for partnerships. ``urls`` maps source files
    to addresses, ``partnership`` holds source files. Raises BuildError for a page or an anchor that isn't in the index.
    """
    theirs = {urls[file] for file in partnership if file in urls}
    entries = [_entry(entry, theirs) for entry in index["docs"]]
    by_location = {entry["location"]: entry for entry in entries}
    problems = []
    for word in words.sections:
        anchor = word.get("anchor", "")
        entry = by_location.get(f"{urls.get(word['page'], '?')}{anchor}")
        if entry is None:
            where = f"there is no section {word['page']}{anchor} in the search index"
            problems.append(f'{FILE}: {where}. For example: page = "guidance/law.md"')
            continue
        entry["tags"] = [*entry.get("tags", []), *word["words"]]
    if problems:
        raise BuildError(problems)
    return {"docs": entries, "same": words.same}


def plain_text(html: str) -> str:
    """Return the text of HTML on one line: what is no part of a sentence is kept apart by a blank."""
    text = _TAG.sub(lambda tag: "" if tag[1].lower() in _WITHIN_WORDS else " ", html)
    return re.sub(r"\s+", " ", unescape(text)).strip()


def make_index_file(file: Path, words: SearchWords, urls: Mapping[str, str], partnership: Collection[str]) -> None:
    """Rewrite the built site's index as the search in the browser reads it."""
    index = json.loads(file.read_text(encoding="utf-8"))
    made = make_index(index, words, urls, partnership)
    file.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def places_in(file: Path) -> set[str]:
    """Return the addresses of the sections in the built site's index."""
    return {entry["location"] for entry in json.loads(file.read_text(encoding="utf-8"))["docs"]}


def _entry(entry: Mapping[str, Any], theirs: Collection[str]) -> dict[str, Any]:
    made = {**entry, "title": plain_text(entry["title"]), "text": plain_text(entry["text"])}
    if entry["location"].partition("#")[0] in theirs:
        made["partnership"] = True
    return made


def _joined(text: str) -> str:
    """Return words as the browser looks them up: small, and what is written in two as one."""
    return re.sub(r"[\s'\u2019-]+", "", text.lower())
