"""The words of the site: the engine's of the record and the frame's own, in each language held to the English ones."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from decision_engine.authoring.hidden import hidden_problem, is_blank
from decision_engine.authoring.text_file import UnreadableError
from decision_engine.fill import fill
from decision_engine.words import ENGLISH, RECORD
from decision_engine.words import read_language as read_texts

# Where a language's two files are: what the engine writes, and what the frame of the site says.
FOLDERS = (Path("decision_engine", "languages"), Path("overrides", "languages"))
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

# Texts by table and key.
Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its tag: the texts by table and key."""

    tag: str
    words: Words

    def text(self, key: str) -> str:
        """Return the text of ``table.key`` as it is in the file; raises KeyError where there is none."""
        table, _, name = key.partition(".")
        return self.words[table][name]

    def say(self, key: str, **values: object) -> str:
        """Return the text of ``table.key`` with its placeholders filled in; raises KeyError where one is unknown."""
        return fill(self.text(key), {place: str(value) for place, value in values.items()})

    def html(self, key: str, **values: object) -> Markup:
        """Return what ``say`` does as HTML: all of it escaped but values that are Markup already."""
        text = str(escape(self.text(key)))
        return Markup(fill(text, {place: str(escape(value)) for place, value in values.items()}))  # noqa: S704 - just escaped

    def number(self, number: int) -> str:
        """Return a small number as a word, another in digits."""
        words = self.text("pages.numbers").split()
        return words[number - 1] if 0 < number <= len(words) else str(number)

    def format_date(self, day: dt.date) -> str:
        """Return a date as people write it."""
        return self.say("document.day", day=day.day, month=self.say(f"document.month_{day:%m}"), year=day.year)

    @property
    def record_words(self) -> dict[str, str]:
        """What the engine writes a record with, as it reads them for itself outside the browser."""
        return {"language": self.tag, **{key: text for table in RECORD for key, text in self.words[table].items()}}

    @property
    def check_words(self) -> dict[str, str]:
        """What a check's script says, and what it writes a record with."""
        return {**self.words["script_check"], **self.words["record"]}

    def page_words(self, meta: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
        """Return what the scripts of a page say, by the script; the page is given by its front matter."""
        template = meta.get("template")
        words: dict[str, Mapping[str, str]] = {
            "site": {name: self.words["frame"][name] for name in ("table_box", "code_box")}
        }
        if template not in {"check.html", "embed.html"} and not meta.get("no_search"):
            words["search"] = self.words["script_search"]
        if meta.get("flow"):
            words["check"] = self.check_words
        if template == "workshop.html":
            words["workshop"] = self.words["script_workshop"]
        if template == "review.html":
            words["examples"] = self.words["script_examples"]
        if template == "workshop.html":
            words["desk"] = self.words["script_desk"]
        return words


def read_language(tag: str = ENGLISH, root: Path = ROOT) -> Language:
    """Read a language's files under a root and hold them to the English ones that the site came with.

    Raises BuildError for a tag without files, naming those there are, and with every key that is missing or unknown,
    every text that is none, and every text whose placeholders are other than those of the English one.
    """
    known = sorted({path.stem for folder in FOLDERS for path in (root / folder).glob("*.toml")})
    if not _TAG.fullmatch(tag) or tag not in known:
        what = f'extra.language: there is no language "{tag}". The languages are {", ".join(known)}'
        raise BuildError([f"mkdocs.yml: {what}. For example: language: {ENGLISH}"])
    words: dict[str, Mapping[str, str]] = {}
    problems = []
    for folder in FOLDERS:
        texts = _read(root, folder, tag)
        found = _problems(texts, _read(ROOT, folder, ENGLISH))
        problems += [f"{(folder / tag).as_posix()}.toml: {problem}" for problem in found]
        words |= texts
    if problems:
        raise BuildError(problems)
    return Language(tag, words)


def placeholders(text: str) -> list[str]:
    """List the placeholders of a text by name, in order."""
    return _PLACEHOLDER.findall(text)


def _read(root: Path, folder: Path, tag: str) -> dict[str, Any]:
    try:
        return read_texts(tag, root / folder)
    except (OSError, UnreadableError) as error:
        example = f"a copy of {(folder / ENGLISH).as_posix()}.toml with its texts translated"
        what = getattr(error, "strerror", None) or error
        raise BuildError([f"{(folder / tag).as_posix()}.toml: {what}. For example: {example}"]) from error


def _problems(words: Mapping[str, Any], model: Words) -> Iterator[str]:
    """Find what is wrong, in the order of the English file; unknown keys come last."""
    for table, texts in model.items():
        given = words.get(table, {})
        if not isinstance(given, Mapping):
            yield f"{table}: not a table. For example: [{table}]"
            continue
        for key, text in texts.items():
            if problem := _problem(given.get(key), text):
                yield f'{table}.{key}: {problem}. For example: {key} = "{text}"'
    for table, given in words.items():
        if table not in model:
            yield f"{table}: unknown table. The tables are {', '.join(model)}"
        elif isinstance(given, Mapping):
            for key in given:
                if key not in model[table]:
                    yield f"{table}.{key}: unknown key. The keys are {', '.join(model[table])}"


def _problem(given: object, text: str) -> str:
    """Return what is wrong with a text that should be the English one's counterpart; empty when nothing is."""
    if given is None:
        return "missing"
    if not isinstance(given, str) or is_blank(given):
        return "not a text"
    if what := hidden_problem(given):
        return what
    if set(placeholders(given)) != set(placeholders(text)):
        wanted = ", ".join(f"{{{name}}}" for name in dict.fromkeys(placeholders(text))) or "none"
        return f"its placeholders must be {wanted}"
    return ""
