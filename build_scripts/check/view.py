"""Flow to what the check's template needs: texts with local names filled in, numbers as links, steps counted."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from build_scripts.check.flows import check_flow, flow_path, read_translated
from build_scripts.content import Local, placeholders
from decision_engine.authoring.graph import topological_order
from decision_engine.authoring.read import FlowFile
from decision_engine.authoring.rich_text import Run, chosen, is_page, plain, runs_of
from decision_engine.errors import FlowError
from decision_engine.fill import fill
from decision_engine.model import Decision, Flow, Notice, Option, Outcome, Question, Verdict
from decision_engine.partnership import flow_problems
from decision_engine.record import FORMAT, KIND, Context, contacts_of

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A flow as its page shows it."""

    file: FlowFile
    local: Local
    page_link: Callable[[str], str] | None = None

    @property
    def flow(self) -> Flow:
        """The flow itself."""
        return self.file.flow

    @property
    def most_questions(self) -> int:
        """How many questions the longest way through the flow has."""
        longest: dict[str, int] = {}
        for part in reversed(topological_order(self.flow)):
            ways = [longest[option.to] for option in part.options] if isinstance(part, Question) else []
            longest[part.id] = 1 + max(ways) if ways else 0
        return longest[self.flow.start]

    def html(self, text: str) -> Markup:
        """Fill a text of the flow in for HTML."""
        return Markup().join(self._run(run) for run in runs_of(chosen(text, self.local.names)))

    def _run(self, run: Run) -> Markup:
        """Fill a piece of a text in for HTML, a link as a link; without pages to lead to, the words alone."""
        words = _BLANK_LINE.sub("<br><br>", fill(str(escape(run.text)), self.local.names, self.local.render))
        if not run.target or (is_page(run.target) and self.page_link is None):
            return Markup(words)  # noqa: S704 - escaped just above
        if is_page(run.target) and self.page_link is not None:
            address = self.page_link(run.target)
        else:
            address = fill(run.target, self.local.names)
        return Markup('<a href="{}">{}</a>').format(address, Markup(words))  # noqa: S704 - escaped just above

    def plain(self, text: str) -> str:
        """Fill a text of the flow in as plain text, for attributes and records."""
        return fill(plain(text, self.local.names), self.local.names)

    def ways(self, question: Question) -> list[tuple[Option, ...]]:
        """List the answers as the written check leads on from them: those that can be ticked together as one way."""
        if not question.several:
            return [(option,) for option in question.options]
        together = tuple(option for option in question.options if not option.alone)
        return [together, *((option,) for option in question.options if option.alone)]

    def answers(self, options: Iterable[Option]) -> Markup:
        """Write one or several answers for HTML, as records do."""
        return Markup("; ").join(self.html(option.label) for option in options)

    def target(self, option: Option) -> Question | Outcome:
        """Return what an option leads to."""
        return self.flow.by_id[option.to]

    def unconfirmed(self, way: tuple[Option, ...]) -> Verdict | None:
        """Return what the outcome after a way says while the caution of one of its options is open; else None."""
        to = self.target(way[0])
        return to.unconfirmed if any(option.caution for option in way) and isinstance(to, Outcome) else None

    def decision(self, outcome: Outcome) -> Decision:
        """Return an outcome's decision."""
        return self.flow.decision(outcome)

    def notice(self, outcome: Outcome | None = None) -> Notice | None:
        """Return an outcome's notice, or without one the notice that is shown at every step."""
        if outcome is None:
            return self.flow.notice(self.flow.standing_notice)
        return self.flow.notice(outcome.notice) if outcome.notice else None

    def has_local_numbers(self, notice: Notice) -> bool:
        """Return whether a notice shows a number that each partnership sets: any but the emergency number."""
        shown = (place for line in (notice.title, *notice.lines) for place in placeholders(line))
        return any(role != "emergency" for role in notice.contacts) or any(map(self.local.is_local_number, shown))

    def deciding(self, outcome: Outcome) -> list[Question]:
        """List the questions that have an answer leading straight to this outcome."""
        return [question for question in self.flow.questions if any(o.to == outcome.id for o in question.options)]

    def checklists(self, outcome: Outcome) -> list[Any]:
        """List an outcome's checklists."""
        return [checklist for checklist in self.flow.checklists if checklist.id in outcome.checklists]

    def record_wording(self) -> Mapping[str, Any]:
        """Return what the page needs to write by itself the record that the engine writes.

        No record waits for the engine, and none is read off the page, which a browser may have translated.
        """
        flow, written = self.flow, self.plain
        context = Context(self.file.sha256, self.local.names, {}, contacts=self.local.contact_list)
        default = flow.record.notice or flow.standing_notice
        return {
            "kind": KIND,
            "format": FORMAT,
            "title": written(flow.record.title),
            "banner": self.local.banner,
            "flow": {"id": flow.id, "version": flow.version, "title": written(flow.title), "sha256": self.file.sha256},
            "source": {name: written(getattr(flow.source, name)) for name in ("title", "edition", "section")},
            "names": {name: self.local.names[name] for name in flow.placeholders},
            "notices": {
                one.id: {
                    "title": written(one.title),
                    "lines": self._plain(one.lines),
                    "contacts": contacts_of(one, context),
                }
                for one in flow.notices
            },
            "outcomes": {
                one.id: {
                    "notice": one.notice or default,
                    "next": self._plain(one.next),
                    "checklists": [checklist.id for checklist in self.checklists(one)],
                }
                for one in flow.outcomes
            },
            "checklists": {
                one.id: {"title": written(one.title), "items": {item.id: written(item.text) for item in one.items}}
                for one in flow.checklists
            },
            "grounds": {
                question.id: {
                    ground.id: written(ground.text) for option in question.options for ground in option.grounds
                }
                for question in flow.questions
                if any(option.grounds for option in question.options)
            },
            "limits": self._plain(flow.limits),
            "keeping": written(flow.record.keeping),
            "lines": self._plain(flow.record.lines),
        }

    def _plain(self, texts: Iterable[str]) -> list[str]:
        return [self.plain(text) for text in texts]

    def engine_input(self) -> dict[str, Any]:
        """Return what the engine in the browser is opened with: the checked mapping and the place it is used in."""
        names = {name: self.local.names[name] for name in self.flow.placeholders}
        return {
            "mapping": self.file.plain_mapping(self.local.names),
            "file": self.file.file,
            "sha256": self.file.sha256,
            "names": names,
            "words": self.local.language.record_words,
            "banner": self.local.banner,
            "contacts": self.local.contact_list,
        }


def read_check(name: str, flows: Path, pages: Mapping[str, str], local: Local) -> CheckPage:
    """Read a flow of a folder by its name and put it together with what it is used with; `pages` has each check's page.

    Raises BuildError where the flow has no translation, FlowError with everything else that is wrong with it.
    """
    tag = local.language.tag
    file = read_translated(name, tag, flows)
    check_flow(file, pages)
    return check_page(file, flow_path(name, tag, flows), local)


def title_of(name: str, flows: Path, local: Local) -> str:
    """Return the title of a folder's flow as plain text; raises as read_check does."""
    file = read_translated(name, local.language.tag, flows)
    return CheckPage(file, local).plain(file.flow.title)


def check_page(file: FlowFile, path: Path, local: Local) -> CheckPage:
    """Put a flow, read from a path, and what is local together.

    Raises FlowError naming each placeholder for which the partnership has no value.
    """
    if problems := flow_problems(file, path, local.partnership):
        raise FlowError(problems)
    return CheckPage(file, local)
