"""What the tests of the runtime share: the shipped flow and the shipped runtime."""

import json

import pytest

from build_scripts.check.view import check_page
from build_scripts.runtime import RuntimeBundle, runtime_bundle
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.folders.partnerships import demonstration


@pytest.fixture(scope="session")
def flow() -> str:
    """The shipped flow as the page hands it to the engine."""
    return json.dumps(check_page(read_flow(SHIPPED), SHIPPED, demonstration()).engine_input())


@pytest.fixture(scope="session")
def bundle(flow: str) -> RuntimeBundle:
    """The runtime as the site ships it."""
    return runtime_bundle({"sharing": flow})
