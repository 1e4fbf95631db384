"""Trace to decision record: a plain structure and a text, for the practitioner's own files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from decision_engine.errors import RecordError
from decision_engine.fill import fill
from decision_engine.model import Checklist, Flow, Notice, Outcome, Step, Trace
from decision_engine.record.blocks import Block, blocks_of
from decision_engine.record.text import text_of

# What a record in JSON calls itself; the format rises whenever an older reader could misread a newer record.
KIND = "decision-record"
FORMAT = 1


class Context(NamedTuple):
    """What a flow is used with: its file's sha256, the partnership's names and contacts, words, and a banner.

    The words are those of ``decision_engine.words``, the banner a text such as "Demonstration"; a contact is what
    ``decision_engine.partnership.contact_data`` gives. The contacts of ``area`` come first, where one is chosen.
    """

    sha256: str
    names: Mapping[str, str]
    words: Mapping[str, str]
    banner: str = ""
    contacts: Sequence[Mapping[str, Any]] = ()
    area: str = ""


class Record(NamedTuple):
    """A decision record as plain lists, mappings and texts, ready for JSON, and the words to write it with."""

    data: Mapping[str, Any]
    words: Mapping[str, str]

    def blocks(self) -> list[Block]:
        """Return what the record says, block by block, ready to be rendered."""
        return blocks_of(self.data, self.words)

    def text(self) -> str:
        """Return the record as text."""
        return text_of(self.blocks())


def record_of(flow: Flow, trace: Trace, context: Context, *, time: str, ticked: tuple[str, ...] = ()) -> Record:
    """Write the record of a finished trace; answers off its route stay out.

    ``time`` is ISO 8601 with its offset from UTC; ``ticked`` holds ``checklist/item`` ids.
    Raises RecordError where the time is another or the trace has reached no outcome.
    """
    if not _is_moment(time):
        what = "the time needs a date, a time and an offset from UTC, for example 2026-11-22T14:05+00:00"
        raise RecordError(what)
    outcome = trace.outcome
    if outcome is None:
        what = f'the answers reach no outcome yet: the question "{trace.at.id}" is open'
        raise RecordError(what)

    def filled(texts: tuple[str, ...]) -> list[str]:
        return [fill(text, context.names) for text in texts]

    verdict = flow.verdict(outcome, trace)
    notice = flow.notice(outcome.notice or flow.record.notice or flow.standing_notice)
    return Record(
        {
            "kind": KIND,
            "format": FORMAT,
            "title": fill(flow.record.title, context.names),
            "banner": context.banner,
            "time": time,
            "flow": {
                "id": flow.id,
                "version": flow.version,
                "title": fill(flow.title, context.names),
                "sha256": context.sha256,
            },
            "source": {
                "title": fill(flow.source.title, context.names),
                "edition": fill(flow.source.edition, context.names),
                "section": fill(flow.source.section, context.names),
            },
            "names": {name: context.names[name] for name in flow.placeholders if name in context.names},
            "answers": _answers(trace),
            "notice": {
                "title": fill(notice.title, context.names),
                "lines": filled(notice.lines),
                "contacts": contacts_of(notice, context),
            },
            "outcome": {
                "id": outcome.id,
                "decision": outcome.decision,
                "label": fill(verdict.label, context.names),
                "summary": fill(verdict.summary, context.names),
                "next": filled(outcome.next),
            },
            "steps": [step_data(step, context.names) for step in trace.steps],
            "checklists": [_checklist(one, context.names, ticked) for one in _offered(flow, outcome)],
            "limits": filled(flow.limits),
            "keeping": fill(flow.record.keeping, context.names),
            "lines": filled(flow.record.lines),
        },
        context.words,
    )


def contacts_of(notice: Notice, context: Context) -> list[Mapping[str, Any]]:
    """Return the contacts that a notice shows, in the order of its roles, those of an area together.

    First those of the context's area, where it has one, then everyone's, then those of the other areas.
    """
    areas = dict.fromkeys([context.area, "", *(one["area"] for one in context.contacts)])
    ranks = {area: rank for rank, area in enumerate(areas)}
    found = [one for role in notice.contacts for one in context.contacts if one["role"] == role]
    return sorted(found, key=lambda one: ranks[one["area"]])


def _is_moment(text: str) -> bool:
    """Return whether a text is a date, a time to the minute or second, and an offset from UTC in hours and minutes."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return text[-6] in "+-" and text in {moment.isoformat(timespec=to) for to in ("minutes", "seconds")}


def step_data(step: Step, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a step as a plain structure, local names filled in; of several answers with all of them in its texts."""
    return {
        "question": step.question.id,
        "text": fill(step.question.text, names),
        **_chosen(step),
        "label": fill(step.label, names),
        "reason": fill(step.reason, names),
        "grounds": [{"id": ground.id, "text": fill(ground.text, names)} for ground in step.grounds],
        "caution": fill(step.caution, names),
    }


def _answers(trace: Trace) -> dict[str, Any]:
    """Return the answers on the route as ``answers_of`` reads them, so that the record can be replayed."""
    return {
        step.question.id: {**_chosen(step), "grounds": [ground.id for ground in step.grounds]} for step in trace.steps
    }


def _chosen(step: Step) -> dict[str, Any]:
    ids = [option.id for option in step.options]
    return {"options": ids} if step.question.several else {"option": ids[0]}


def _offered(flow: Flow, outcome: Outcome) -> list[Checklist]:
    return [checklist for checklist in flow.checklists if checklist.id in outcome.checklists]


def _checklist(checklist: Checklist, names: Mapping[str, str], ticked: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": checklist.id,
        "title": fill(checklist.title, names),
        "items": [
            {"id": item.id, "text": fill(item.text, names), "ticked": f"{checklist.id}/{item.id}" in ticked}
            for item in checklist.items
        ],
    }
