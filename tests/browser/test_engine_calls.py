"""The engine in the browser, in Pyodide cut to what it runs: every call is answered as CPython does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.runtime import runtime_bundle
from build_scripts.runtime.smoke_calls import smoke_calls
from tests.conftest import serving
from tests.tools.calls_page import TOLD, differences, write_page
from tests.tools.random_calls import random_calls
from tests.tools.runtime_profile import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from build_scripts.runtime.smoke_calls import Call

# Further calls than the profile was taken with.
RANDOM_CALLS, SEED = 300, 7


@pytest.fixture(scope="session")
def engine_calls() -> list[Call]:
    """Every call that the build makes, of every shipped flow, and random ones."""
    texts = flows()
    flow = texts["sharing"]
    return [*smoke_calls(list(texts.values())).calls, ("open_flow", [flow]), *random_calls(flow, RANDOM_CALLS, SEED)]


@pytest.fixture(scope="session")
def calls_page(engine_calls: list[Call], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that makes the calls."""
    folder = tmp_path_factory.mktemp("calls")
    write_page(folder, runtime_bundle(flows()), engine_calls)
    with serving(folder) as served:
        yield served.url


def test_every_call_is_answered_as_on_cpython(page: Page, calls_page: str, engine_calls: list[Call]) -> None:
    """Flows opened, routes, records, Word documents, stress and refusals."""
    page.goto(calls_page)
    page.wait_for_function(TOLD, timeout=90_000)
    assert differences(engine_calls, page.evaluate(TOLD)) == []
