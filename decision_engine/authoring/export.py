"""Flow to text for tools that draw charts, Mermaid and Graphviz' DOT, and to JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from decision_engine.authoring.graph import Branch, branches
from decision_engine.model import Flow, Outcome, Question

Fill = Callable[[str], str]

# Shapes differ by sign, so that nobody needs colours to tell them apart.
_MERMAID_BOXES = {"question": ("[", "]"), "go": ("([", "])"), "stop": ("{{", "}}"), "advice": ("[/", "/]")}
_DOT_SHAPES = {"question": "box", "go": "ellipse", "stop": "octagon", "advice": "parallelogram"}
_MERMAID_SIGNS = re.compile(r"[\"#$%&*+/;<=>@\[\\\]^_`{|}~]")


def mermaid_of(flow: Flow, fill: Fill) -> str:
    """Write a flow as a Mermaid flowchart; ``fill`` puts names in place of placeholders."""
    return "\n".join(_mermaid(flow, fill)) + "\n"


def dot_of(flow: Flow, fill: Fill) -> str:
    """Write a flow as a graph in Graphviz' DOT; ``fill`` puts names in place of placeholders."""
    return "\n".join(_dot(flow, fill)) + "\n"


def json_of(mapping: Mapping[str, Any]) -> str:
    """Write a flow file's mapping as JSON, key for key, placeholders unfilled."""
    return json.dumps(mapping, ensure_ascii=False, indent=2) + "\n"


def _mermaid(flow: Flow, fill: Fill) -> Iterator[str]:
    yield "flowchart TD"
    names = {part: f"n{at}" for at, part in enumerate(flow.by_id)}  # an id may be a word of Mermaid's own, such as end
    for part in flow.by_id.values():
        opens, closes = _MERMAID_BOXES[_look(flow, part)]
        yield f"  {names[part.id]}{opens}{_mermaid_text(fill(_label(part)))}{closes}"
    for question in flow.questions:
        for branch in branches(question):
            yield f"  {names[question.id]} -->|{_mermaid_text(fill(_answers(branch)))}| {names[branch.to]}"


def _mermaid_text(text: str) -> str:
    """Quote a text; characters that could mean something to Mermaid are written as their numbers."""
    one_line = " ".join(text.split())
    return '"' + _MERMAID_SIGNS.sub(lambda sign: f"#{ord(sign[0])};", one_line) + '"'


def _dot(flow: Flow, fill: Fill) -> Iterator[str]:
    yield f"digraph {_dot_text(flow.id)} {{"
    yield f"  label={_dot_text(fill(flow.title))};"
    for part in flow.by_id.values():
        label, shape = _dot_text(fill(_label(part))), _DOT_SHAPES[_look(flow, part)]
        yield f"  {_dot_text(part.id)} [label={label}, shape={shape}];"
    for question in flow.questions:
        for branch in branches(question):
            arrow = f"{_dot_text(question.id)} -> {_dot_text(branch.to)}"
            yield f"  {arrow} [label={_dot_text(fill(_answers(branch)))}];"
    yield "}"


def _dot_text(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(part: Question | Outcome) -> str:
    return part.name or part.text if isinstance(part, Question) else part.name


def _answers(branch: Branch) -> str:
    """Return the label of an arrow: the answer that takes it, or those of which any does."""
    return "; ".join(option.label for option in branch.options)


def _look(flow: Flow, part: Question | Outcome) -> str:
    return "question" if isinstance(part, Question) else flow.decision(part).sign
