"""What one build knows, asked without a build."""

from __future__ import annotations

import datetime as dt
import logging
import tomllib
from typing import Any

import pytest
from mkdocs.config import load_config

from build_scripts.content.language import Language, read_language
from build_scripts.content.points import Place
from build_scripts.errors import BuildError
from build_scripts.site import SiteBuild, read_build
from tests.conftest import ROOT


def table(**changed: Any) -> dict[str, Any]:
    """Give the partnership's table as it stands in mkdocs.yml, changed."""
    return {**load_config(str(ROOT / "mkdocs.yml")).extra["partnership"], **changed}


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> SiteBuild:
    """A build of this site that has found three points and the pages of its checks."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    build = read_build(ROOT / "docs", table(), read_language(), serving=False)
    places = [("one", "A"), ("two", "A"), ("three", "B")]
    build.places = {name: Place("guidance/law.md", title, f"guidance/law/#{name}") for name, title in places}
    flows = sorted(path.stem for path in (ROOT / "decision_engine/flows").glob("*.toml"))
    build.check_pages = {flow: f"check/{flow}.md" for flow in flows}
    build.urls = {page: page.removesuffix(".md") + "/" for page in build.check_pages.values()}
    return build


def test_every_data_file_is_read(build: SiteBuild) -> None:
    """The state of a build begins with what the files say, and with nothing of pages."""
    points = tomllib.loads((ROOT / "docs/_data/points.toml").read_text(encoding="utf-8"))["points"]
    assert build.points == points
    assert build.partnership.values["adopted"] is False
    assert (build.guidance, build.order, build.checks) == ({}, [], {})


def test_a_table_that_is_wrong_stops_the_build() -> None:
    """Nothing is built with half of the names."""
    with pytest.raises(BuildError, match="police_phone"):
        read_build(ROOT / "docs", table(police_phone=101), read_language(), serving=True)


def test_a_review_that_is_due_is_said(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever builds hears of it, and the build goes on."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    long_ago = {"last_reviewed": dt.date(2020, 6, 1), "next_review": dt.date(2020, 12, 1)}
    with caplog.at_level(logging.WARNING, logger="share_safely"):
        read_build(ROOT / "docs", table(**long_ago), read_language(), serving=False)
    assert "The content was due for review on 2020-12-01" in caplog.text


def test_points_under_one_heading_are_one_place(build: SiteBuild) -> None:
    """A question that rests on two neighbours leads to them once."""
    assert [place.title for place in build.unique_places(["one", "two", "three"])] == ["A", "B"]


def test_a_point_that_there_is_not_is_named(build: SiteBuild) -> None:
    """The message gives one that there is."""
    with pytest.raises(BuildError) as raised:
        build.unique_places(["one", "four"])
    assert str(raised.value) == 'flow: there is no point "four" in the register. For example: one'


def test_a_check_is_read_once(build: SiteBuild) -> None:
    """Page, flowchart and review speak of the same."""
    assert build.check("sharing") is build.check("sharing")


def test_a_check_is_read_in_the_language_of_the_build(build: SiteBuild) -> None:
    """Where there is no translation of it, the build says which file is wanted, and takes no other."""
    build.language = Language("cy", build.language.words)
    with pytest.raises(
        BuildError, match=r"^decision_engine/flows/cy/sharing\.toml: the flow .* no translation into cy"
    ):
        build.check("sharing")
    assert build.checks == {}


def test_checks_stand_in_the_order_of_the_menu(build: SiteBuild) -> None:
    """The main check leads its list, and each check is offered all the others."""
    last_first = sorted(build.check_pages.values(), reverse=True)
    build.put_in_order(last_first)
    assert list(build.check_pages.values()) == last_first
    others = build.other_checks("sharing")
    assert [check.flow.id for _, check in others] == [name for name in build.check_pages if name != "sharing"]
    assert all(url == f"check/{check.flow.id}/" for url, check in others)


def test_no_policy_stands_on_pages_that_are_served(build: SiteBuild) -> None:
    """Live reload's own script would be refused; a finished page has its policy."""
    assert "script-src" in build.policy(None)
    build.serving = True
    assert build.policy(None) == ""


def test_made_pages_link_terms_to_where_points_stand(build: SiteBuild) -> None:
    """A point's page is found by its anchor; an anchor outside the guidance is none."""
    point = next(term["point"] for term in build.terms if term.get("point"))
    made = build.made_pages({"guidance/law.md": f"Text\n{{ #{point} }}", "index.md": f"Text\n{{ #{point} }}"})
    assert sorted(made) == ["about/links.md", "guidance/glossary.md", "guidance/source-map.md"]
    assert f"(law.md#{point})" in made["guidance/glossary.md"]
