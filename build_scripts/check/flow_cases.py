"""A flow's own test cases at build: those that fail are told to whoever builds, and the site is built all the same."""

from pathlib import Path

from decision_engine.authoring.read import read_flow
from decision_engine.errors import FlowError


def case_warning(path: Path) -> str | None:
    """Return what to warn of in a sound flow file, or None where each of its cases leads where it must.

    Raising the alarm is enough here: ``validate`` is what refuses such a flow.
    """
    try:
        read_flow(path, with_cases=True)
    except FlowError as error:
        return f"Test cases of a flow fail; bring the flow or its cases in line:\n{error}"
    return None
