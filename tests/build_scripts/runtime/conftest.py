"""What the tests of the runtime share: the shipped flow and the shipped runtime."""

import json

import pytest
from mkdocs.config import load_config

from build_scripts.check.view import check_page
from build_scripts.content.language import read_language
from build_scripts.content.partnership import read_partnership
from build_scripts.paths import ROOT
from build_scripts.runtime import RuntimeBundle, runtime_bundle
from decision_engine.authoring.read import SHIPPED, read_flow


@pytest.fixture(scope="session")
def flow() -> str:
    """The shipped flow as the page hands it to the engine."""
    partnership = read_partnership(load_config(str(ROOT / "mkdocs.yml"))["extra"]["partnership"])
    return json.dumps(check_page(read_flow(SHIPPED), partnership, read_language()).engine_input())


@pytest.fixture(scope="session")
def bundle(flow: str) -> RuntimeBundle:
    """The runtime as the site ships it."""
    return runtime_bundle({"sharing": flow})
