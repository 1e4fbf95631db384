"""Which page holds which flow's check, so that one check can lead to another and a flowchart to its questions."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.errors import BuildError
from decision_engine.authoring.read import FlowFile
from decision_engine.errors import FlowError, Problem
from decision_engine.model import Flow

TEMPLATE = "check.html"


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
    """Make sure that a flow's id is its file's name, and that each flow it leads to has its check on a page.

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
    if found:
        raise FlowError(tuple(Problem(file.file, *one) for one in found))


def _seen(flow: Flow) -> Iterator[tuple[str, str]]:
    for at, question in enumerate(flow.questions):
        for n, name in enumerate(question.help.see if question.help else ()):
            yield f"questions[{at}].help.see[{n}]", name
    for at, outcome in enumerate(flow.outcomes):
        for n, name in enumerate(outcome.see):
            yield f"outcomes[{at}].see[{n}]", name
