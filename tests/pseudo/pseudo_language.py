"""Copies what a build needs into a folder, in a pseudo-language: accented, a third longer, still readable.

What is plain English on the site that is built there was written where no translation would reach it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from build_scripts.paths import ROOT
from decision_engine.authoring.schema import FLOW, Table
from decision_engine.words import ENGLISH
from tests.pseudo.pseudo_text import pseudo, pseudo_markdown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

TAG = "en-XA"
# Of the data files, the keys whose values are words.
_WORDS = {
    "changes": ("text",),
    "examples": ("title", "story", "why", "ending"),
    "links": ("title", "note"),
    "points": ("section", "says"),
    "search_words": ("words", "word", "variants"),
    "sign_off": ("reviewer", "role"),
    "terms": ("term", "expansion", "meaning"),
}
_LOCAL = (
    *("name", "short_name", "area", "site_name", "publisher", "host", "maintainer", "title", "edition", "owner"),
    *("licence", "hours", "note", "for", "threshold_document", "threshold_successor", "procedures", "policies"),
)
_NOT_NEEDED = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
_FOLDERS = ("build_scripts", "decision_engine", "docs", "overrides")


def copy_sources(target: Path) -> None:
    """Copy the repository without what is made of it, hidden folders or tests; raises OSError where it can't."""
    target.mkdir(parents=True)
    for folder in _FOLDERS:
        shutil.copytree(ROOT / folder, target / folder, ignore=_NOT_NEEDED)
    for file in (".npmrc", *(path.name for path in ROOT.iterdir() if path.is_file() and path.name[0] != ".")):
        shutil.copy2(ROOT / file, target)


def put_into_pseudo_language(source: Path) -> None:
    """Translate a copy of the sources: a language's files, each flow beside the English one, pages, data, settings."""
    engine, docs = source / "decision_engine", source / "docs"
    for languages in (engine / "languages", source / "overrides" / "languages"):
        words = _read(languages / f"{ENGLISH}.toml")
        _write(languages / f"{TAG}.toml", {table: _texts_of(texts, texts) for table, texts in words.items()})
    (engine / "flows" / TAG).mkdir()
    for path in engine.glob("flows/*.toml"):
        _write(path.parent / TAG / path.name, _flow_texts(FLOW, _read(path)))
    for path in docs.rglob("*.md"):
        path.write_text(pseudo_markdown(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, keys in _WORDS.items():
        path = docs / "_data" / f"{name}.toml"
        _write(path, _texts_of(_read(path), keys))
    translate_partnership(docs / "_data" / "partnership")
    settings = source / "mkdocs.yml"
    settings.write_text(_settings(settings.read_text(encoding="utf-8")), encoding="utf-8")


def translate_partnership(folder: Path) -> None:
    """Translate what a partnership's folder says: names, titles, hours, notes, who has signed; numbers and ids stay."""
    for path, keys in ((folder / "partnership.toml", _LOCAL), (folder / "data" / "sign_off.toml", _WORDS["sign_off"])):
        if path.is_file():
            _write(path, _texts_of(_read(path), keys))


def _settings(text: str) -> str:
    """Translate what mkdocs.yml says to visitors: the site's name, the menu, the links."""
    settings: dict[str, Any] = yaml.safe_load(text)
    for key in ("site_name", "site_description"):
        settings[key] = pseudo(settings[key])
    settings["nav"] = _titles(settings["nav"])
    extra = settings["extra"]
    extra["language"] = TAG
    extra["partnership_section"] = pseudo(extra["partnership_section"])
    extra["header_links"] = _texts_of(extra["header_links"], ("title",))
    extra["footer_links"] = _texts_of(extra["footer_links"], ("title",))
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)


def _titles(entry: Any) -> Any:
    """Translate a part of the menu: its titles are keys, what they lead to are files."""
    if isinstance(entry, list):
        return [_titles(part) for part in entry]
    return {pseudo(title): _titles(part) for title, part in entry.items()} if isinstance(entry, dict) else entry


def _flow_texts(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Translate a flow's texts, told from ids by the schema; the version is a text that nobody translates."""
    translated = dict(values)
    for name, value in values.items():
        key = table.keys[name]
        if key.of:
            part = key.of
            translated[name] = (
                [_flow_texts(part, one) for one in value] if isinstance(value, list) else _flow_texts(part, value)
            )
        elif key.kind in {"text", "texts"} and name != "version":
            translated[name] = _texts_of(value, (), shown=True)
    return translated


def _texts_of(value: Any, keys: Collection[str], *, shown: bool = False) -> Any:
    """Translate the texts that stand under some keys, however deep; lists of texts too."""
    if isinstance(value, list):
        return [_texts_of(part, keys, shown=shown) for part in value]
    if isinstance(value, dict):
        return {key: _texts_of(part, keys, shown=key in keys) for key, part in value.items()}
    return pseudo(value) if shown and isinstance(value, str) else value


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, data: Mapping[str, Any]) -> None:
    """Write a file that nobody will edit: a key a line, everything below it inline."""
    path.write_text("".join(f"{json.dumps(key)} = {_inline(value)}\n" for key, value in data.items()), encoding="utf-8")


def _inline(value: Any) -> str:
    """Write a value as TOML, whose texts may be written as JSON's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the copy and return 0, or 1 after saying why it can't be made."""
    parser = argparse.ArgumentParser(prog="pseudo_language", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to put the copy; there must be nothing yet")
    folder: Path = parser.parse_args(arguments).folder
    try:
        copy_sources(folder)
    except OSError as error:
        print(f"{folder}: {error.strerror or error}. Name a folder that there isn't yet.", file=sys.stderr)
        return 1
    put_into_pseudo_language(folder)
    print(f"{folder}: the sources in the pseudo-language {TAG}. `make pseudo` builds them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
