"""Words that people type and pages don't use: they go into the search index and are shown nowhere."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_scripts.data_file import read_entries
from build_scripts.errors import BuildError

FILE = Path("docs/_data/search_words.toml")


def read_search_words(docs: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Read words by page and misspellings by word; raises BuildError with everything wrong in the file."""
    file = docs / "_data" / FILE.name
    words = read_entries(file, "words", {"page": True, "anchor": False, "words": True}, beside=["misspellings"])
    wrong = read_entries(file, "misspellings", {"word": True, "variants": True}, beside=["words"])
    lists = [(f"words: {entry['page']}", entry["words"]) for entry in words]
    lists += [(f"misspellings: {entry['word']}", entry["variants"]) for entry in wrong]
    problems = [
        f'{FILE}: {where}: not a list of texts. For example: ["permission"]'
        for where, texts in lists
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts)
    ]
    if problems:
        raise BuildError(problems)
    return words, wrong


def widen_index(
    index: Mapping[str, Any],
    words: list[dict[str, Any]],
    misspellings: list[dict[str, Any]],
    urls: Mapping[str, str],
) -> dict[str, Any]:
    """Return the search index with further words as tags of the sections they lead to.

    A misspelling goes where its word is a heading's or a further word: anywhere else it would only dilute the ranking.
    ``urls`` maps source files to addresses. Raises BuildError for a page or an anchor that isn't in the index.
    """
    entries = [dict(entry) for entry in index["docs"]]
    by_location = {entry["location"]: entry for entry in entries}
    problems = []
    for word in words:
        anchor = word.get("anchor", "")
        entry = by_location.get(f"{urls.get(word['page'], '?')}{anchor}")
        if entry is None:
            where = f"there is no section {word['page']}{anchor} in the search index"
            problems.append(f'{FILE}: {where}. For example: page = "guidance/law.md"')
            continue
        entry["tags"] = [*entry.get("tags", []), *word["words"]]
    if problems:
        raise BuildError(problems)
    for entry in entries:
        text = f"{entry['title']} {' '.join(entry.get('tags', []))}".lower()
        if wrong := [variant for one in misspellings if _holds(text, one["word"]) for variant in one["variants"]]:
            entry["tags"] = [*entry.get("tags", []), *wrong]
    return {**index, "docs": entries}


def _holds(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word.lower())}", text) is not None


def widen_index_file(file: Path, docs: Path, urls: Mapping[str, str]) -> None:
    """Rewrite the built site's index with the words of the data file in it."""
    index = json.loads(file.read_text(encoding="utf-8"))
    words, misspellings = read_search_words(docs)
    widened = widen_index(index, words, misspellings, urls)
    file.write_text(json.dumps(widened, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
