"""The questions of a check written out for a guidance page, where its own author wrote none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.content import as_written
from decision_engine.model import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_scripts.check.view import CheckPage
    from decision_engine.model import Option


def written_questions(check: CheckPage) -> str:
    """Return Markdown: a heading for each question in the flow's order, and under it where each answer leads."""
    return "\n\n".join(
        "\n".join([f"### {number}. {_words(check, question.text)}", "", *_ways(check, question)])
        for number, question in enumerate(check.flow.questions, start=1)
    )


def _ways(check: CheckPage, question: Question) -> Iterator[str]:
    """Yield a line for each way on from a question, the answers that can be ticked together as one."""
    for options in check.ways(question):
        answers = "; ".join(_words(check, option.label) for option in options)
        label = check.local.language.say("check.any_of", answer=answers) if len(options) > 1 else answers
        yield f"- **{label}:** {_leads(check, options)}."


def _leads(check: CheckPage, options: tuple[Option, ...]) -> str:
    """Say where answers lead: to another question by its number, or to an outcome by what it says."""
    part = check.target(options[0])
    if isinstance(part, Question):
        number = check.flow.questions.index(part) + 1
        return check.local.language.say("pages.go_to_question", number=number)
    unconfirmed = check.unconfirmed(options)
    return _words(check, unconfirmed.label if unconfirmed else part.name)


def _words(check: CheckPage, text: str) -> str:
    """Return a text of the flow for Markdown, as written and ready for a sign after it."""
    return as_written(check.plain(text).removesuffix("."))
