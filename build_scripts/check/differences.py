"""Situations in which two checks are compared: a worked example of one, and answers to the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from build_scripts.check.flows import flow_path, read_translated
from build_scripts.check.view import CheckPage, check_page
from build_scripts.content import as_written, flow_problem, read_entries, require_unique
from build_scripts.errors import BuildError
from build_scripts.paths import partnership_folder
from decision_engine.errors import EngineError
from decision_engine.fill import fill
from decision_engine.model import Answer
from decision_engine.partnership import flow_files
from decision_engine.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from build_scripts.check.examples import Example, Examples

FILE = Path("docs/_data/differences.toml")
_KEYS = {"key": True, "flow": True, "answers": True, "why": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A situation: the example, what the other check says of it, that check's edition, and why."""

    example: Example
    other: str
    edition: str
    why: str


def read_differences(docs: Path, check: CheckPage, examples: Examples) -> tuple[Difference, ...]:
    """Read the situations of a check; one whose example doesn't fit the check as it is now is left out.

    Raises BuildError with everything wrong in the file: an unknown flow, answers that lead nowhere, an example that
    there isn't.
    """
    entries = read_entries(docs / "_data" / FILE.name, "differences", _KEYS)
    require_unique(entries, "key", FILE)
    fitting = {example.key: example for example in examples.fitting}
    found, problems = [], []
    for entry in entries:
        mistakes, said = _other(entry, check)
        problems += [f"{FILE}: {entry['key']}.{mistake}" for mistake in mistakes]
        if entry["key"] not in fitting and not examples.mismatches:
            known = ", ".join(fitting) or "none"
            problems.append(f"{FILE}: {entry['key']}: the check has no such worked example. The examples are {known}")
        if said and entry["key"] in fitting:
            label, edition = said
            found.append(Difference(example=fitting[entry["key"]], other=label, edition=edition, why=entry["why"]))
    if problems:
        raise BuildError(problems)
    return tuple(found)


def _other(entry: Mapping[str, Any], check: CheckPage) -> tuple[list[str], tuple[str, str] | None]:
    """Return what is wrong with an entry, or what the other check says and its edition."""
    if problem := flow_problem(entry["flow"]):
        return [f"flow: {problem}"], None
    given = _answers(entry["answers"])
    if given is None:
        return ['answers: not a table of answers. For example: answers = { purpose = "yes" }'], None
    folder, tag = flow_files(partnership_folder())[entry["flow"]].parent, check.local.language.tag
    try:
        other = check_page(
            read_translated(entry["flow"], tag, folder), flow_path(entry["flow"], tag, folder), check.local
        )
        walked = trace(other.flow, given)
    except EngineError as error:
        return [f"answers: {error}"], None
    if walked.outcome is None:
        return [f'answers: they end before the question "{walked.at.id}". For example: {walked.at.id} = "yes"'], None
    edition = other.flow.source.edition
    return [], (other.plain(other.flow.verdict(walked.outcome, walked).label), edition)


def _answers(given: object) -> dict[str, Answer] | None:
    """Return answers, each an option or a table of an option and its grounds; None where they are anything else."""
    answers = {}
    for question, value in given.items() if isinstance(given, dict) else ():
        option, grounds = (value.get("option"), value.get("grounds", [])) if isinstance(value, dict) else (value, [])
        if not isinstance(option, str) or not isinstance(grounds, list) or not all(isinstance(g, str) for g in grounds):
            return None
        answers[str(question)] = Answer(option=option, grounds=tuple(grounds))
    return answers or None


def differences_markdown(differences: tuple[Difference, ...], check: CheckPage) -> Markup:
    """Return the situations as Markdown: the story of each, then what each check says, then why."""
    say = check.local.language.say
    if not differences:
        return Markup(as_written(say("pages.differences_none")))  # noqa: S704 - as written
    return Markup("\n\n".join(line for one in differences for line in _lines(one, check)))  # noqa: S704 - as written


def _lines(one: Difference, check: CheckPage) -> Iterator[str]:
    say = check.local.language.say
    here = say("pages.differences_here", edition=check.flow.source.edition)
    there = say("pages.differences_there", edition=one.edition)
    yield f"## {_text(one.example.title, check)}"
    yield _text(one.example.story, check)
    head = f"| {as_written(here)} | {as_written(there)} |"
    yield "\n".join([head, "| --- | --- |", f"| {_text(one.example.says, check)} | {as_written(one.other)} |"])
    yield f"**{as_written(say('pages.differences_why'))}** {_text(one.why, check)}"


def _text(words: str, check: CheckPage) -> str:
    """Return a text of the data with its placeholders filled in, as written."""
    return as_written(fill(words, check.local.names))
