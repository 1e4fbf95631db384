"""Answer a flow's questions in the terminal, or over a pipe.

Someone at a terminal is asked again after a slip. A pipe has nobody to ask: whatever can't be read there ends the run
without a decision, because a line that is passed over would shift all that follow.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TextIO

from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.authoring.rich_text import plain
from decision_engine.cli.partnership_option import add_partnership_option
from decision_engine.errors import AnswersError, PartnershipError, Problem, quoted, shown
from decision_engine.fill import fill
from decision_engine.model import Answer, Flow, Notice, Outcome, Question, Trace
from decision_engine.partnership import (
    Partnership,
    contact_data,
    flow_files,
    flow_problems,
    main_check_problems,
    read_partnership,
    values,
)
from decision_engine.record import Context, contacts_of, record_of, step_data
from decision_engine.record.blocks import contact_line
from decision_engine.trace import answers_data, trace
from decision_engine.words import RECORD, read_words

Fill = Callable[[str], str]
_MARK_READ_AS_LATIN = "\u00ef\u00bb\u00bf"  # what UTF-8's mark becomes on a Windows pipe


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--json", action="store_true", help="print the result as JSON, the questions to stderr")
    add_partnership_option(parser, "name this partnership's services and contacts; without a flow, ask its main check")
    parser.epilog = (
        "Answers are option ids, one a line; ticked grounds follow the option: yes safeguarding court-order\n"
        "Where a question takes several answers their ids are on one line: safety crime\n"
        "examples:\n  printf 'yes\\nno\\nyes\\nyes safeguarding\\n' | python -m decision_engine run\n"
        "  printf 'no\\n' | python -m decision_engine run my-flow.toml --json"
    )


def command(options: argparse.Namespace) -> int:
    """Ask until an outcome is reached, then print the record of the decision.

    Raises AnswersError where the input ends, and on a pipe for a line that is no answer or is left over.
    """
    path, partnership = _used_with(options)
    read = read_flow(path)
    if partnership and (problems := flow_problems(read, path, partnership)):
        raise PartnershipError(problems)
    names = values(partnership) if partnership else names_of(read.flow)
    flow = read.plain(names)
    contacts = [contact_data(contact) for contact in partnership.contacts] if partnership else []
    context = Context(sha256=read.sha256, names=names, words=read_words(*RECORD), contacts=contacts)
    fills = partial(fill, names=names)
    asked = sys.stderr if options.json else sys.stdout
    print("\n".join(_notice(flow.notice(flow.standing_notice), context)), file=asked)
    answers: dict[str, Answer] = {}
    by_hand = sys.stdin.isatty()
    route = trace(flow, answers)
    while isinstance(route.at, Question):
        print("\n".join(_question(route.at, fills)), file=asked, flush=True)
        answer = _answer(route.at, fills, asked, by_hand=by_hand)
        if answer is None:
            raise _open(route.at)
        answers[route.at.id] = answer
        route = trace(flow, answers)
    if not by_hand and (left := sys.stdin.read().strip()):
        raise _left_over(route.at, left)
    if options.json:
        print(json.dumps(_data(flow, route, route.at, answers, context), ensure_ascii=False))
    else:
        time = datetime.now().astimezone().isoformat(timespec="minutes")
        print(f"\n{record_of(flow, route, context, time=time).text()}", end="")
    return 0


def _open(question: Question) -> AnswersError:
    """Return the error for input that ends before an outcome."""
    return _refused(question.id, "the input ended before this question was answered", question.options[0].id)


def _left_over(outcome: Outcome, left: str) -> AnswersError:
    """Return the error for lines after the one that has led to an outcome."""
    what = f"lines are left over after the answers that lead here: {quoted(' / '.join(left.splitlines()))}"
    return _refused(outcome.id, what, "one line for each question that is asked")


def _refused(path: str, what: str, example: str) -> AnswersError:
    return AnswersError((Problem(file="answers", path=path, what=what, example=example),))


def _data(flow: Flow, route: Trace, outcome: Outcome, answers: dict[str, Answer], context: Context) -> dict[str, Any]:
    """Return the result as plain data; texts keep their placeholders filled as on the terminal."""
    names = context.names
    verdict = flow.verdict(outcome, route)
    notice = flow.notice(outcome.notice) if outcome.notice else None
    return {
        "flow": flow.id,
        "version": flow.version,
        "answers": answers_data(answers),
        "outcome": outcome.id,
        "decision": outcome.decision,
        "label": fill(verdict.label, names),
        "summary": fill(verdict.summary, names),
        "notice": [fill(text, names) for text in (notice.title, *notice.lines)] if notice else [],
        "contacts": contacts_of(notice, context) if notice else [],
        "steps": [step_data(step, names) for step in route.steps],
        "next": [fill(text, names) for text in outcome.next],
    }


def _used_with(options: argparse.Namespace) -> tuple[Path, Partnership | None]:
    """Return the file of the flow to ask, and the partnership to ask it with, if any.

    Raises PartnershipError for a folder that can't be used, or whose main check is none of its flows.
    """
    path: Path = options.flow
    folder: Path | None = options.partnership
    if folder is None:
        return path, None
    partnership = read_partnership(folder)
    if path is SHIPPED:
        if problems := main_check_problems(partnership, folder):
            raise PartnershipError(problems)
        path = flow_files(folder)[partnership.main_check]
    return path, partnership


def fills_of(flow: Flow) -> Fill:
    """Show local names as what they are, where no partnership's folder is at hand."""
    names = names_of(flow)
    return lambda text: fill(plain(text, names), names)


def names_of(flow: Flow) -> dict[str, str]:
    """Return each placeholder with its own name in words."""
    return {name: name.replace("_", " ") for name in flow.placeholders}


def _answer(question: Question, fills: Fill, asked: TextIO, *, by_hand: bool) -> Answer | None:
    """Read lines until one is an answer to the question; return None where the input ends.

    Raises AnswersError for the first line that is none, unless it is typed by hand.
    """
    while line := sys.stdin.readline():
        answer = _typed(question, _unmarked(line).split())
        if isinstance(answer, Answer):
            return answer
        said = answer or fills(question.missing)
        if not by_hand:
            what = f"{quoted(line.strip())} is no answer to this question: {shown(said)}"
            raise _refused(question.id, what, question.options[0].id)
        print(said, file=asked)
    return None


def _typed(question: Question, words: list[str]) -> Answer | str:
    """Return the answer that words are, or what is wrong with them; nothing where they name no option."""
    options = {option.id: option for option in question.options}
    chosen = [word for word in dict.fromkeys(words) if word in options] if question.several else words[:1]
    ticked = [word for word in words if word not in chosen] if question.several else words[1:]
    if not chosen or chosen[0] not in options:
        return ""
    say = read_words("terminal")
    if len(chosen) > 1 and (alone := [name for name in chosen if options[name].alone]):
        return fill(say["alone"], {"answer": alone[0]})
    grounds = {ground.id for name in chosen for ground in options[name].grounds}
    if unknown := [word for word in ticked if word not in grounds]:
        return fill(say["no_ground"], {"answer": ", ".join(chosen), "grounds": ", ".join(unknown)})
    if question.several:
        return Answer(options=tuple(chosen), grounds=tuple(ticked))
    return Answer(option=chosen[0], grounds=tuple(ticked))


def _unmarked(line: str) -> str:
    """Return a line without a byte order mark, which is no part of an answer."""
    return line.removeprefix("\ufeff").removeprefix(_MARK_READ_AS_LATIN)


def _notice(notice: Notice, context: Context) -> Iterator[str]:
    yield fill(notice.title, context.names)
    yield from (f"  {fill(line, context.names)}" for line in notice.lines)
    for area, contacts in groupby(contacts_of(notice, context), key=itemgetter("area")):
        yield from [f"  {area}"] if area else []
        yield from (f"  - {contact_line(contact, context.words)}" for contact in contacts)


def _question(question: Question, fills: Fill) -> Iterator[str]:
    yield f"\n{fills(question.text)}"
    if question.hint:
        yield f"  ({fills(question.hint)})"
    if question.several:
        yield f"  ({read_words('terminal')['several']})"
    for option in question.options:
        yield f"  {option.id}: {fills(option.label)}"
        yield from (f"      {ground.id}: {fills(ground.text)}" for ground in option.grounds)
