"""Answer a flow's questions in the terminal, or over a pipe."""

import argparse
import sys
from collections.abc import Callable, Iterator

from decision_engine.fill import fill
from decision_engine.model import Answer, Flow, Notice, Outcome, Question, Trace
from decision_engine.read import read_flow
from decision_engine.trace import trace

Fill = Callable[[str], str]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options: none of its own."""
    parser.epilog = (
        "Answers are option ids, one a line; ticked grounds follow the option: yes safeguarding court-order\n"
        "example:\n  printf 'yes\\nno\\nyes\\nyes safeguarding\\n' | python -m decision_engine run"
    )


def command(options: argparse.Namespace) -> int:
    """Ask until an outcome is reached, then print it with its reasons; exit 2 where the input ends before."""
    flow = read_flow(options.flow).flow
    fills = fills_of(flow)
    print("\n".join(_notice(flow.notice(flow.standing_notice), fills)))
    answers: dict[str, Answer] = {}
    route = trace(flow, answers)
    while isinstance(route.at, Question):
        print("\n".join(_question(route.at, fills)), flush=True)
        answer = _answer(route.at, fills)
        if answer is None:
            print(f'no answer to the question "{route.at.id}": the input ended', file=sys.stderr)
            return 2
        answers[route.at.id] = answer
        route = trace(flow, answers)
    print("\n".join(_end(flow, route, route.at, fills)))
    return 0


def fills_of(flow: Flow) -> Fill:
    """Show local names as what they are: in the terminal no partnership's table is at hand."""
    names = {name: name.replace("_", " ") for name in flow.placeholders}
    return lambda text: fill(text, names)


def _answer(question: Question, fills: Fill) -> Answer | None:
    """Read lines until one is an answer to the question; return None where the input ends."""
    grounds = {option.id: {ground.id for ground in option.grounds} for option in question.options}
    while line := sys.stdin.readline():
        chosen, *ticked = line.split() or [""]
        if chosen not in grounds:
            print(fills(question.missing))
        elif unknown := [word for word in ticked if word not in grounds[chosen]]:
            print(f"The answer {chosen} has no ground {', '.join(unknown)}")
        else:
            return Answer(option=chosen, grounds=tuple(ticked))
    return None


def _notice(notice: Notice, fills: Fill) -> Iterator[str]:
    yield fills(notice.title)
    yield from (f"  {fills(line)}" for line in notice.lines)


def _question(question: Question, fills: Fill) -> Iterator[str]:
    yield f"\n{fills(question.text)}"
    if question.hint:
        yield f"  ({fills(question.hint)})"
    for option in question.options:
        yield f"  {option.id}: {fills(option.label)}"
        yield from (f"      {ground.id}: {fills(ground.text)}" for ground in option.grounds)


def _end(flow: Flow, route: Trace, outcome: Outcome, fills: Fill) -> Iterator[str]:
    yield ""
    if outcome.notice:
        yield from _notice(flow.notice(outcome.notice), fills)
        yield ""
    yield fills(flow.decision(outcome).label)
    yield fills(outcome.summary)
    for step in route.steps:
        yield f"  {fills(step.question.text)} {fills(step.option.label)}. {fills(step.option.reason)}"
        yield from (f"  - {fills(ground.text)}" for ground in step.grounds)
        if step.caution:
            yield f"  {fills(step.caution)}"
    yield from (f"- {fills(text)}" for text in outcome.next)
    for checklist in flow.checklists:
        if checklist.id in outcome.checklists:
            yield fills(checklist.title)
            yield from (f"[ ] {fills(item.text)}" for item in checklist.items)
    yield from (fills(text) for text in flow.limits)
