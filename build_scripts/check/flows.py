"""A flow in the build's language: the English one, or its translation, held to the same ids, routes and cases.

Only texts may differ, so that whatever was signed off for the routes of one holds for the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from build_scripts.check.html_ids import repeated_ids
from build_scripts.content import ENGLISH, placeholders
from build_scripts.errors import BuildError
from decision_engine.authoring.read import SHIPPED, FlowFile, read_flow
from decision_engine.authoring.schema import FLOW, Key, Table
from decision_engine.authoring.text_file import UnreadableError, read_toml
from decision_engine.errors import FlowError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from decision_engine.model import Flow

FLOWS = SHIPPED.parent
_SHOWN = "decision_engine/flows"
_TEXTS = ("text", "texts")
TEMPLATE = "check.html"
_MISSING = object()  # no value of TOML


def flow_path(name: str, tag: str, flows: Path = FLOWS) -> Path:
    """Return the path of a flow in a language."""
    return flows / f"{name}.toml" if tag == ENGLISH else flows / tag / f"{name}.toml"


def read_translated(name: str, tag: str, flows: Path = FLOWS) -> FlowFile:
    """Read a flow in a language.

    Raises BuildError when it has no translation, or naming at once everything but texts that differs from the English
    flow; FlowError with everything wrong in the file besides.
    """
    original = read_flow(flow_path(name, ENGLISH, flows))
    if tag == ENGLISH:
        return original
    path = flow_path(name, tag, flows)
    wanted, english = f"{_SHOWN}/{tag}/{name}.toml", f"{_SHOWN}/{name}.toml"
    if not path.is_file():
        what = f'the flow "{name}" has no translation into {tag}'
        raise BuildError([f"{wanted}: {what}. For example: a copy of {english} in which only the texts are changed"])
    differences = _differences("", FLOW, original.mapping, _mapping(path, wanted))
    if problems := [f"{wanted}: {where}: {problem}" for where, problem in differences]:
        raise BuildError(problems)
    return _read(path, wanted)


def check_pages(metas: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the page of each check by its flow's id, from the front matter of all pages.

    Raises BuildError naming each page with the check's template that names no flow, or one that another page holds.
    """
    pages: dict[str, str] = {}
    problems = []
    for page, meta in metas.items():
        if meta.get("template") != TEMPLATE:
            continue
        flow = str(meta.get("flow") or "")
        if not flow:
            problems.append(
                f"docs/{page}: its template is {TEMPLATE}, but it names no flow. For example: flow: sharing"
            )
        elif flow in pages:
            what = f'the flow "{flow}" has its check on docs/{pages[flow]} already'
            problems.append(f"docs/{page}: {what}. For example: flow: another-flow")
        else:
            pages[flow] = page
    if problems:
        raise BuildError(problems)
    return pages


def check_flow(file: FlowFile, pages: Mapping[str, str]) -> None:
    """Make sure that a flow is named as its file, leads only to flows with a check, and repeats no id on its page.

    Raises FlowError with everything that isn't so.
    """
    name = file.file.removesuffix(".toml")
    other = next((page for page in pages if page != file.flow.id), "consent")
    found = []
    if file.flow.id != name:
        found.append(("id", f'the file is named {file.file}, its flow "{file.flow.id}"', f'id = "{name}"'))
    for path, see in _seen(file.flow):
        if see not in pages:
            what = f'no page holds the check "{see}"; it takes one with template: {TEMPLATE} and flow: {see}'
            found.append((path, what, f'see = ["{other}"]'))
    found += repeated_ids(file.flow)
    if found:
        raise FlowError(tuple(Problem(file.file, *one) for one in found))


def case_warning(file: FlowFile) -> str:
    """Return what to warn of in a sound flow; empty where each of its own test cases leads where it must.

    A warning is enough here: ``validate`` is what refuses such a flow.
    """
    if not file.failing_cases:
        return ""
    return f"Test cases of a flow fail; bring the flow or its cases in line:\n{FlowError(file.failing_cases)}"


def _read(path: Path, shown: str) -> FlowFile:
    """Read a flow, naming it in errors by its whole path: the English file has the same name."""
    try:
        return read_flow(path)
    except FlowError as error:
        raise FlowError(tuple(problem._replace(file=shown) for problem in error.problems)) from None


def _mapping(path: Path, shown: str) -> dict[str, Any]:
    """Parse a file without a look at what it holds; where that can't be done, reading it says why."""
    try:
        return read_toml(path, "")
    except UnreadableError:
        return _read(path, shown).mapping


def _differences(path: str, table: Table, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each key path of a table with what must be fixed there; `path` is that of the table, with its dot."""
    for name in new:
        if name not in old:
            yield f"{path}{name}", "the English flow has no such key here. Take it away"
    for name, value in old.items():
        yield from _key_differences(f"{path}{name}", table.keys[name], value, new.get(name, _MISSING))


def _key_differences(path: str, key: Key, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """Compare a key by its kind: tables in all that they hold, texts in number and placeholders, all else by value."""
    form = f"{path.rpartition('.')[2]} = {_written(old)}"
    if key.of:
        yield from _table_differences(path, key.of, old, new)
    elif new is _MISSING:
        yield path, f"missing. {'For example' if key.kind in _TEXTS else 'It must be'}: {form}"
    elif key.kind == "text":
        yield from _text_differences(path, old, new)
    elif key.kind == "texts" and not (isinstance(new, list) and len(new) == len(old)):
        yield path, f"not a list of as many texts as in the English flow. For example: {form}"
    elif key.kind == "texts":
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _text_differences(f"{path}[{at}]", one, other)
    elif (type(new), new) != (type(old), old):
        yield path, f"{_written(new)} is not what the English flow has. It must be: {form}"


def _text_differences(path: str, old: str, new: Any) -> Iterator[tuple[str, str]]:
    """Compare what has no language: that it is a text, and its placeholders."""
    if not isinstance(new, str):
        yield path, f"not a text. For example: {_written(old)}"
    elif set(placeholders(old)) != set(placeholders(new)):
        wanted = ", ".join(f"{{{name}}}" for name in dict.fromkeys(placeholders(old))) or "none"
        yield path, f"its placeholders must be {wanted}"


def _table_differences(path: str, table: Table, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _differences(f"{path}.", table, old, new)
    elif isinstance(old, dict):
        yield path, f"not a table. For example: [{path}]"
    elif isinstance(new, list) and all(isinstance(part, dict) for part in new):
        yield from _list_differences(path, table, old, new)
    else:
        yield path, f"not a list of tables. For example: [[{path}]]"


def _list_differences(
    path: str, table: Table, old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Compare tables place by place; by their ids where there are too many or too few, or where their order differs."""
    ids, given = ([str(part.get("id", "")) for part in parts] for parts in (old, new))
    if len(old) == len(new) and (ids == given or set(ids) != set(given)):
        pairs = list(enumerate(zip(old, new, strict=True)))
    elif any(ids):
        yield (
            path,
            f"{', '.join(given)}: not the ids of the English flow. They must be, in this order: {', '.join(ids)}",
        )
        pairs = [(at, (old[ids.index(name)], new[at])) for at, name in enumerate(given) if name in ids]
    else:
        yield path, f"the English flow has {len(old)} of them, not {len(new)}. Keep each of them, in its order"
        pairs = []
    for at, (one, other) in pairs:
        yield from _differences(f"{path}[{at}].", table, one, other)


def _written(value: Any) -> str:
    """Write a value as TOML has it, as far as messages need it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_written(part)}" for name, part in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False, default=str)


def _seen(flow: Flow) -> Iterator[tuple[str, str]]:
    for at, question in enumerate(flow.questions):
        for n, name in enumerate(question.help.see if question.help else ()):
            yield f"questions[{at}].help.see[{n}]", name
    for at, outcome in enumerate(flow.outcomes):
        for n, name in enumerate(outcome.see):
            yield f"outcomes[{at}].see[{n}]", name
