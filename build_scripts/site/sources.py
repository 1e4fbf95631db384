"""What was written: data files and flows, read once a build and found right before anything is made."""

from __future__ import annotations

import datetime as dt
import logging
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from build_scripts.check import (
    FLOWS,
    case_warning,
    check_pages,
    differences_markdown,
    legal_points_markdown,
    read_check,
    read_differences,
    read_legal_points,
    review_page,
    written_questions,
)
from build_scripts.content import (
    abbreviations,
    as_written,
    explicit_anchors,
    glossary_page,
    page_text,
    read_changes,
    read_links,
    read_points,
    read_search_words,
    read_terms,
    review_warning,
    shipped_points,
    source_map_page,
)
from build_scripts.errors import BuildError
from build_scripts.flowchart import flowchart

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from build_scripts.check import CheckPage, ReviewPage
    from build_scripts.content import Changes, Language, Links, Local, SearchWords
    from build_scripts.machine import Machine

# Outside MkDocs' own tree: what is said here is seen and doesn't fail a strict build.
notice = logging.getLogger("share_safely")
GUIDANCE = "guidance/"
SOURCE_MAP = GUIDANCE + "source-map.md"
GLOSSARY = GUIDANCE + "glossary.md"
LINKS = "about/links.md"
CHANGES = "about/changes.md"
# The page that writes the main check's questions out.
WITH_QUESTIONS = GUIDANCE + "when-and-how.md"
# The check for frames on other sites; it is published only where the table names such sites.
EMBED = "embed.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was written: settings, data files, flows with their checks and reviews; all read and found right."""

    language: Language
    local: Local
    links: Links
    changes: Changes
    points: list[dict[str, Any]]
    known_points: frozenset[str]
    terms: list[dict[str, Any]]
    search_words: SearchWords
    check_pages: Mapping[str, str]
    as_in_source: bool
    metas: Mapping[str, Mapping[str, Any]]
    checks: Mapping[str, CheckPage]
    reviews: Mapping[str, ReviewPage]
    has_pdf: bool
    docs: Path
    machine: Machine

    def made_pages(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the Markdown of the pages that no author wrote, given that of those that authors did."""
        where = {
            point: file.removeprefix(GUIDANCE)
            for file, text in texts.items()
            if file.startswith(GUIDANCE)
            for point in explicit_anchors(text)
        }
        return {
            GLOSSARY: glossary_page(self.terms, where, self.language),
            LINKS: self.links.page(),
            SOURCE_MAP: source_map_page(self.language),
        }

    def text(self, markdown: str, file: str, address: Callable[[str], str]) -> str:
        """Return a page's Markdown, filled in; `address` gives the way from it to another page's file.

        Raises BuildError or EngineError with what can't be filled in.
        """
        functions: dict[str, Callable[..., Any]] = {
            "phone": self.local.phone,
            "contacts": self.local.contacts_in_page,
            "say": self._say,
            "link": self.links.link,
            "changed": lambda key: self._changed(key, address),
            "has_page": lambda page: bool(address(page)),
            "check_list": lambda *names: self._check_list(names, file),
            "legal_points": self._legal_points,
            "differences": self._differences,
            "flowchart": lambda name: self._flowchart(name, address),
            "written_questions": lambda name: Markup(written_questions(self._check(name))),  # noqa: S704 - as written
        }
        names = {
            "partnership": self.local.values,
            "guidance": self.local.partnership.guidance._asdict(),
            "titles": self.local.titles,
            "main_check": self._main_check(file),
            "questions": self._most_questions(file),
            "other_checks": [name for name in self.check_pages if name != self.main],
            "changes": self.metas.get(CHANGES, {}),
            "has_pdf": self.has_pdf,
        }
        return f"{page_text(markdown, file, names, functions)}\n\n{abbreviations(self.terms)}\n"

    @property
    def main(self) -> str:
        """The name of the main check, or of the first there is where its page has been taken away."""
        main = self.local.partnership.main_check
        return main if main in self.check_pages else next(iter(self.check_pages))

    def _main_check(self, file: str) -> dict[str, Any]:
        """Return the main check for a page: its file from there, its title, how many questions it has at the most."""
        check = self.checks[self.main]
        return {
            "name": self.main,
            "as_in_source": self.as_in_source,
            "page": _from(file, self.check_pages[self.main]),
            "title": check.plain(check.flow.title),
            "most": self.language.number(check.most_questions),
            "questions": self.language.number(len(check.flow.questions)),
        }

    def _most_questions(self, file: str) -> str:
        """Say how many questions the check of a page has at the most; nothing of a page without a check."""
        check = self.checks.get(str(self.metas.get(file, {}).get("flow")))
        return self.language.number(check.most_questions) if check else ""

    def _check_list(self, names: Iterable[str], file: str) -> Markup:
        """Return checks as a list in Markdown, each with what its page says that it is for."""
        lines = []
        for name in names:
            page, check = self.check_pages[name], self.checks[name]
            when = self.metas.get(page, {}).get("when", "")
            link = f"[{as_written(check.plain(check.flow.title))}]({_from(file, page)})"
            lines.append(f"- {link}: {when}" if when else f"- {link}")
        return Markup("\n".join(lines))  # noqa: S704 - Markdown of ours, its values as written

    def _changed(self, key: str, address: Callable[[str], str]) -> Markup:
        """Return a note of change, or nothing where the partnership has no page that tells what has changed."""
        has_page = self.local.partnership.guidance.changes_since
        return self.changes.note(key, address(CHANGES)) if has_page else Markup()

    def _say(self, key: str) -> str:
        """Return one of the interface's texts for a page; raises BuildError for a key that there isn't."""
        try:
            return self.language.say(key)
        except KeyError as error:
            raise BuildError(
                [f'there is no text "{key}". For example: {{{{ say("frame.check_numbers") }}}}']
            ) from error

    def _legal_points(self) -> Markup:
        """Return the points for a legal adviser as Markdown."""
        return legal_points_markdown(read_legal_points(self.docs), self.language)

    def _differences(self) -> Markup:
        """Return the situations in which the main check and another are compared, as Markdown."""
        main = self.checks[self.main]
        return differences_markdown(read_differences(self.docs, main, self.reviews[self.main].examples), main)

    def _flowchart(self, name: str, address: Callable[[str], str]) -> Markup:
        """Return the flowchart for a guidance page, its boxes leading to the check."""
        check, page = self._check(name), address(self.check_pages[name])
        return flowchart(check, links=lambda part: f"{page}#{part}", place=self.machine.place, prefix="guidance-")

    def _check(self, name: str) -> CheckPage:
        """Return a check by its flow's name; raises BuildError where no page holds it."""
        if name not in self.check_pages:
            known = ", ".join(self.check_pages)
            raise BuildError([f'no page holds the check "{name}". The checks with a page are {known}'])
        return self.checks[name]


def _terms(docs: Path, known: Collection[str], there: Collection[str]) -> list[dict[str, Any]]:
    """Read the terms; one whose point is on no page of this partnership's leads to none."""
    terms = read_terms(docs, known)
    return [{key: value for key, value in one.items() if key != "point" or value in there} for one in terms]


def _from(file: str, page: str) -> Markup:
    """Return the way from a page's file to another's, as Markdown has it."""
    return Markup(posixpath.relpath(page, posixpath.dirname(file) or "."))  # noqa: S704 - files of pages


class Written(NamedTuple):
    """What was written, as far as it is known: pages by their source files with their front matter, flows by name.

    Without flows they are those that ship. ``gone`` names points of pages that the partnership has replaced or removed;
    ``as_in_source`` is whether the main check asks what the guidance's own flowchart asks.
    """

    metas: Mapping[str, Mapping[str, Any]]
    flows: Mapping[str, Path] = {}
    gone: Collection[str] = ()
    as_in_source: bool = True


def read_sources(docs: Path, local: Local, written: Written, machine: Machine, *, serving: bool) -> Sources:
    """Read every data file and every flow that a page names, and warn of what is due or doesn't fit.

    Raises BuildError or FlowError with everything wrong in the first of them that has anything wrong.
    """
    language = local.language
    no_pdf = "" if serving else machine.why_no_pdf()
    points = [point for point in read_points(docs) if point["id"] not in written.gone]
    known = shipped_points(docs) | {point["id"] for point in points}
    pages = check_pages(written.metas)
    named = dict.fromkeys([*pages, *(str(meta["flow"]) for meta in written.metas.values() if meta.get("flow"))])
    folders = {name: path.parent for name, path in written.flows.items()}
    checks = {name: read_check(name, folders.get(name, FLOWS), pages, local) for name in named}
    reviews = {name: review_page(check, docs) for name, check in checks.items()}
    warnings = [review_warning(local.partnership, dt.datetime.now(tz=dt.UTC).date()), no_pdf]
    warnings += [case_warning(check.file) for check in checks.values()]
    warnings += [warning for review in reviews.values() for warning in review.warnings]
    for warning in filter(None, warnings):
        notice.warning(warning)
    return Sources(
        language=language,
        local=local,
        links=read_links(docs, local.names, language),
        changes=read_changes(docs, local.names, language),
        points=points,
        known_points=known,
        terms=_terms(docs, known, {point["id"] for point in points}),
        search_words=read_search_words(docs),
        check_pages=pages,
        as_in_source=written.as_in_source,
        metas=written.metas,
        checks=checks,
        reviews=reviews,
        has_pdf=not serving and not no_pdf,
        docs=docs,
        machine=machine,
    )
