"""The worked examples of docs/_data/examples.toml, each held to its flow: every answer exists and leads where it says.

Whoever changes the flow needn't rewrite the examples in the same breath: an example that no longer fits is left out,
with a warning in the build and a note on the page. One that is badly written stops the build.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.check.view import CheckPage
from build_scripts.content import flow_problem, read_entries, require_unique
from build_scripts.errors import BuildError
from decision_engine.fill import fill
from decision_engine.model import Answer, Ground, Option, Outcome, Question
from decision_engine.trace import trace

FILE = Path("docs/_data/examples.toml")
_KEYS = {"key": True, "flow": True, "title": True, "story": True, "outcome": True, "steps": True, "ending": True}
_TEXTS = ("key", "flow", "title", "story", "outcome", "ending")
_STEP_TEXTS = ("question", "answer", "why")
_STEP_KEYS = (*_STEP_TEXTS, "grounds")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleStep:
    """One answer of an example, of several options where its question takes several, and why it is given."""

    question: Question
    options: tuple[Option, ...]
    grounds: tuple[Ground, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An invented case with its answers, from the first question to the outcome."""

    key: str
    title: str
    story: str
    steps: tuple[ExampleStep, ...]
    outcome: Outcome
    says: str
    ending: str


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples that fit the flow, and for each that doesn't, where and why."""

    fitting: tuple[Example, ...]
    mismatches: tuple[str, ...]


def read_examples(docs: Path, check: CheckPage) -> Examples:
    """Read the examples for a check, those of other flows left out.

    Raises BuildError naming file and key path of everything that is missing or of the wrong kind, whatever the flow.
    """
    entries = read_entries(docs / "_data" / FILE.name, "examples", _KEYS)
    require_unique(entries, "key", FILE)
    paths = [f"{FILE}: examples[{at}]" for at in range(len(entries))]
    problems = [
        problem
        for entry, path in zip(entries, paths, strict=True)
        for problem in (list(_shape_problems(entry, path)) or _name_problems(entry, check, path))
    ]
    if problems:
        raise BuildError(problems)
    own = ((entry, path) for entry, path in zip(entries, paths, strict=True) if entry["flow"] == check.flow.id)
    read = [_fit(entry, check, path) for entry, path in own]
    fitting = tuple(example for example in read if isinstance(example, Example))
    return Examples(fitting, tuple(mismatch for mismatch in read if isinstance(mismatch, str)))


def _fit(entry: Mapping[str, Any], check: CheckPage, path: str) -> Example | str:
    """Return the example, or where and why it doesn't fit the flow."""
    steps: list[ExampleStep] = []
    if mismatch := _follow(entry["steps"], check, path, steps):
        return mismatch
    # The engine has the last word on where the answers lead.
    walked = trace(check.flow, {step.question.id: _answer(step) for step in steps})
    if walked.outcome is None:
        example = f'a further [[examples.steps]] with question = "{walked.at.id}"'
        return f'{path}.steps: end before the question "{walked.at.id}". For example: {example}'
    if walked.outcome.id != entry["outcome"]:
        what = f'the answers lead to "{walked.outcome.id}", not to "{entry["outcome"]}"'
        return f'{path}.outcome: {what}. For example: outcome = "{walked.outcome.id}"'
    texts = {name: entry[name] for name in ("key", "title", "story", "ending")}
    says = check.flow.verdict(walked.outcome, walked).label
    return Example(**texts, steps=tuple(steps), outcome=walked.outcome, says=says)


def _answer(step: ExampleStep) -> Answer:
    ids = tuple(option.id for option in step.options)
    grounds = tuple(ground.id for ground in step.grounds)
    return Answer(options=ids, grounds=grounds) if step.question.several else Answer(option=ids[0], grounds=grounds)


def _shape_problems(entry: Mapping[str, Any], path: str) -> Iterator[str]:
    """Find what is no text and what is no list of steps."""
    for name in _TEXTS:
        if not isinstance(entry[name], str):
            yield f'{path}.{name}: not a text. For example: {name} = "…"'
    steps = entry["steps"]
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        yield f"{path}.steps: not a list of steps. For example: [[examples.steps]]"
        return
    for at, step in enumerate(steps):
        for name in step:
            if name not in _STEP_KEYS:
                yield f"{path}.steps[{at}].{name}: unknown key. The keys are {', '.join(_STEP_KEYS)}"
        for name in _STEP_TEXTS:
            if not _is_text(step.get(name)) and not (name == "answer" and _are_texts(step.get(name))):
                yield f'{path}.steps[{at}].{name}: missing, or not a text. For example: {name} = "…"'
        grounds = step.get("grounds", [])
        if not isinstance(grounds, list) or not all(isinstance(ground, str) for ground in grounds):
            yield f'{path}.steps[{at}].grounds: not a list of ids. For example: grounds = ["…"]'


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _name_problems(entry: Mapping[str, Any], check: CheckPage, path: str) -> Iterator[str]:
    """Find a flow that there isn't, and placeholders for which the partnership has no value."""
    if problem := flow_problem(entry["flow"]):
        yield f"{path}.flow: {problem}"
    texts = {f"{path}.{name}": entry[name] for name in ("title", "story", "ending")}
    texts |= {f"{path}.steps[{at}].why": step["why"] for at, step in enumerate(entry["steps"])}
    for where, text in texts.items():
        try:
            fill(text, check.local.names)
        except KeyError as error:
            yield f"{where}: unknown placeholder {error}. For example: {{children_services}}"


def _follow(given: list[dict[str, Any]], check: CheckPage, path: str, steps: list[ExampleStep]) -> str:
    """Put the steps together as far as they fit the flow; return why the first doesn't, or ""."""
    at: Question | Outcome = check.flow.by_id[check.flow.start]
    for number, step in enumerate(given):
        where = f"{path}.steps[{number}]"
        if isinstance(at, Outcome):
            return f'{where}: the check has ended before it, in "{at.id}". Take this step away'
        if step["question"] != at.id:
            what = f'the check asks "{at.id}" here, not "{step["question"]}"'
            return f'{where}.question: {what}. For example: question = "{at.id}"'
        chosen = step["answer"] if isinstance(step["answer"], list) else [step["answer"]]
        if mismatch := _unfit(at, chosen, where):
            return mismatch
        options = tuple(option for option in at.options if option.id in chosen)
        offered = {ground.id: ground for option in options for ground in option.grounds}
        for place, ground in enumerate(step.get("grounds", [])):
            if ground not in offered:
                known = f"The grounds are {', '.join(offered)}" if offered else "It has none: take `grounds` away"
                given_answer = '", "'.join(chosen)
                return f'{where}.grounds[{place}]: the answer "{given_answer}" has no ground "{ground}". {known}'
        grounds = tuple(ground for name, ground in offered.items() if name in step.get("grounds", []))
        steps.append(ExampleStep(question=at, options=options, grounds=grounds, why=step["why"]))
        at = check.target(options[0])
    return ""


def _unfit(question: Question, chosen: list[str], where: str) -> str:
    """Return why options can't be the answer to a question, or ""."""
    options = {option.id: option for option in question.options}
    for name in chosen:
        if name not in options:
            return f'{where}.answer: "{question.id}" has no answer "{name}". The answers are {", ".join(options)}'
        if len(chosen) > 1 and not question.several:
            return f'{where}.answer: "{question.id}" takes one answer. For example: answer = "{chosen[0]}"'
        if len(chosen) > 1 and options[name].alone:
            what = f'"{name}" excludes the others: it can\'t be chosen together with them'
            return f'{where}.answer: {what}. For example: answer = "{name}"'
    return ""
