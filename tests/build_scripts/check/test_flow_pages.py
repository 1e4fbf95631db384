"""Which page holds which check, and whether a flow's way to other checks leads anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.check.flow_pages import check_flow, check_pages
from build_scripts.errors import BuildError
from decision_engine.authoring.read import SHIPPED, FlowFile, flow_from_bytes, read_flow
from decision_engine.errors import FlowError

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {"sharing": "check.md", "consent": "check/consent.md"}
EXAMPLE = 'For example: see = ["consent"]'


def changed(*changes: tuple[str, str], file: str = "sharing.toml") -> FlowFile:
    """Read the shipped flow with changes to its text."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return flow_from_bytes(text.encode(), file)


def test_pages_with_the_checks_template_hold_checks() -> None:
    """A page with another template may show the same flow, as the one for reviewers does."""
    metas = {
        "index.md": {"template": "home.html"},
        "check.md": {"template": "check.html", "flow": "sharing"},
        "review.md": {"template": "review.html", "flow": "sharing"},
        "check/consent.md": {"template": "check.html", "flow": "consent"},
    }
    assert check_pages(metas) == PAGES


def test_a_page_without_a_flow_and_one_too_many_are_refused_at_once() -> None:
    """Each is named with what is wrong and a right example."""
    metas = {
        "check.md": {"template": "check.html", "flow": "sharing"},
        "empty.md": {"template": "check.html"},
        "twice.md": {"template": "check.html", "flow": "sharing"},
    }
    with pytest.raises(BuildError) as caught:
        check_pages(metas)
    assert list(caught.value.problems) == [
        "docs/empty.md: its template is check.html, but it names no flow. For example: flow: sharing",
        'docs/twice.md: the flow "sharing" has its check on docs/check.md already. For example: flow: another-flow',
    ]


@pytest.mark.parametrize("path", sorted(SHIPPED.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_flow_fits_its_name_and_leads_to_shipped_flows(path: Path) -> None:
    """So that a site with a page for each of them builds."""
    check_flow(read_flow(path), {other.stem: "" for other in SHIPPED.parent.glob("*.toml")})


def test_a_flow_that_leads_nowhere_is_refused_with_every_place() -> None:
    """A question's help and an outcome are named by their key paths; so is an id that is not the file's name."""
    flow = changed(
        ('see = ["consent"]', 'see = ["consent", "housing"]'),
        ('points = ["how-advice", "rule-3", "principles-use"]', 'see = ["ghost"]\npoints = ["how-advice"]'),
        file="main.toml",
    )
    with pytest.raises(FlowError) as caught:
        check_flow(flow, PAGES)
    takes = "it takes one with template: check.html and flow:"
    assert str(caught.value).splitlines() == [
        'main.toml: id: the file is named main.toml, its flow "sharing". For example: id = "main"',
        f'main.toml: questions[1].help.see[1]: no page holds the check "housing"; {takes} housing. {EXAMPLE}',
        f'main.toml: outcomes[5].see[0]: no page holds the check "ghost"; {takes} ghost. {EXAMPLE}',
    ]
