"""The values of one build, made without MkDocs; and that its hooks make them in order."""

from __future__ import annotations

import datetime as dt
import json
import logging
import tomllib
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from markupsafe import Markup
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from build_scripts import hooks
from build_scripts.content import Language, Local
from build_scripts.content.page_text import restore
from build_scripts.content.points import Anchor
from build_scripts.errors import BuildError
from build_scripts.machine import this_machine
from build_scripts.partnership import Overlay
from build_scripts.site import Assets, Pages, Sources, Written, guidance_of, make_assets, read_sources, template_names
from build_scripts.site.templates import to_json
from tests.conftest import ROOT
from tests.folders.partnerships import demonstration

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.structure.pages import Page

DOCS = ROOT / "docs"
METAS = {path.relative_to(DOCS).as_posix(): get_data(path.read_text("utf-8"))[1] for path in sorted(DOCS.rglob("*.md"))}


def read(metas: dict[str, dict[str, Any]] = METAS, *, serving: bool = False, **changed: Any) -> Sources:
    """Read this site's sources, with changes to the partnership."""
    local = demonstration()
    return read_sources(
        DOCS,
        Local(local.partnership._replace(**changed), local.language),
        Written(metas),
        this_machine(),
        serving=serving,
    )


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed here."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")


@pytest.fixture(scope="module")
def sources() -> Sources:
    """This site's sources."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        return read()


@pytest.fixture(scope="module")
def assets(sources: Sources) -> Assets:
    """This site's assets."""
    return make_assets(sources, serving=False)


@pytest.fixture
def pages(sources: Sources) -> Pages:
    """The pages of the checks, the last one first in the menu, and three points under two headings."""
    places = [("one", "A"), ("two", "A"), ("three", "B")]
    return Pages(
        order=sorted(sources.check_pages.values(), reverse=True),
        for_partnerships=frozenset(),
        urls={page: page.removesuffix(".md") + "/" for page in sources.check_pages.values()},
        anchors={name: Anchor("guidance/law.md", title, f"guidance/law/#{name}") for name, title in places},
    )


def test_every_data_file_and_flow_is_read(sources: Sources) -> None:
    """Before anything is made of them."""
    points = tomllib.loads((DOCS / "_data/points.toml").read_text(encoding="utf-8"))["points"]
    flows = {path.stem for path in (ROOT / "decision_engine/flows").glob("*.toml")}
    assert sources.points == points
    assert sources.local.values["adopted"] is False
    assert set(sources.checks) == set(sources.check_pages) == set(sources.reviews) == flows


def test_review_that_is_due_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever builds hears of it, and the build goes on."""
    with caplog.at_level(logging.WARNING, logger="share_safely"):
        read(last_reviewed=dt.date(2020, 6, 1), next_review=dt.date(2020, 12, 1))
    assert "The content was due for review on 2020-12-01" in caplog.text


def test_flow_without_a_translation_is_refused() -> None:
    """The build says which file is wanted, and takes no other."""
    local = demonstration()
    welsh = Local(local.partnership, Language("cy", local.language.words))
    with pytest.raises(BuildError, match=r"^decision_engine/flows/cy/.*\.toml: the flow .* no translation into cy"):
        read_sources(DOCS, welsh, Written(METAS), this_machine(), serving=False)


def test_flowchart_of_a_flow_without_a_page_is_refused(sources: Sources) -> None:
    """Its boxes would lead nowhere."""
    with pytest.raises(BuildError, match=r'no page holds the check "housing"\. The checks with a page are asking, '):
        sources.text('{{ flowchart("housing") }}', "guidance/law.md", lambda _: "")


def test_page_says_a_text_of_the_interface_as_written(sources: Sources) -> None:
    """One sentence for pages and templates; a key that there isn't is named with one that there is."""
    text = sources.text('{{ say("frame.check_numbers") }}', "index.md", str)
    assert restore(text).startswith(sources.language.say("frame.check_numbers"))
    with pytest.raises(BuildError) as raised:
        sources.text('{{ say("frame.nowhere") }}', "index.md", str)
    assert str(raised.value) == (
        'index.md, in the line "{{ say("frame.nowhere") }}": there is no text "frame.nowhere". '
        'For example: {{ say("frame.check_numbers") }}'
    )


@pytest.mark.parametrize(("serving", "printed"), [(True, False), (False, True)])
def test_live_reload_prints_no_pdf(monkeypatch: pytest.MonkeyPatch, *, serving: bool, printed: bool) -> None:
    """Each saved page would wait for it; a build prints it."""
    monkeypatch.delenv("SHARE_SAFELY_PDF")
    assert read(serving=serving).has_pdf is printed


def test_made_pages_link_terms_to_where_points_are(sources: Sources) -> None:
    """A point's page is found by its anchor; an anchor outside the guidance is none."""
    point = next(term["point"] for term in sources.terms if term.get("point"))
    made = sources.made_pages({"guidance/law.md": f"Text\n{{ #{point} }}", "index.md": f"Text\n{{ #{point} }}"})
    assert sorted(made) == ["about/links.md", "guidance/glossary.md", "guidance/source-map.md"]
    assert f"(law.md#{point})" in made["guidance/glossary.md"]


def test_served_pages_have_no_policy(sources: Sources, assets: Assets) -> None:
    """Live reload's own script would be refused; a finished page has its policy."""
    assert "script-src" in assets.policy(None)
    assert make_assets(sources, serving=True).policy(None) == ""


def test_page_with_a_check_names_its_own_scripts_and_styles(assets: Assets) -> None:
    """Another page's policy has no hash in it."""
    check = cast("Page", SimpleNamespace(url="check/", meta={"flow": "sharing"}))
    assert assets.inline(check).scripts[0] in assets.policy(check)
    assert "sha256-" not in assets.policy(None)


def test_every_made_file_is_published_but_scripts_inside_pages(assets: Assets) -> None:
    """The runtime's among them."""
    paths = [file.path for file in assets.files]
    assert len(paths) == len(set(paths))
    assert {file.path for file in assets.runtime.files} < set(paths)
    assert assets.scripts["check"].path not in paths
    assert assets.scripts["worker"].path in paths


def test_points_under_one_heading_are_one_anchor(pages: Pages) -> None:
    """A question that rests on two neighbours leads to them once."""
    assert [anchor.title for anchor in pages.unique_anchors(["one", "two", "three"])] == ["A", "B"]


def test_unknown_point_is_named(pages: Pages) -> None:
    """The message gives one that there is."""
    with pytest.raises(BuildError) as raised:
        pages.unique_anchors(["one", "four"])
    assert str(raised.value) == 'flow: there is no point "four" in the register. For example: one'


def test_checks_are_in_the_order_of_the_menu(sources: Sources, assets: Assets, pages: Pages) -> None:
    """Each check is offered all the others, with their addresses."""
    names = template_names(sources, assets, pages)
    in_order = pages.in_order(sources.check_pages)
    assert [sources.check_pages[name] for name in in_order] == pages.order
    others = names["other_checks"]("sharing")
    assert [check.flow.id for _, check in others] == [name for name in in_order if name != "sharing"]
    assert all(url == pages.urls[sources.check_pages[check.flow.id]] for url, check in others)


def test_pdf_has_the_order_of_the_source_whatever_the_menu_has(sources: Sources, tmp_path: Path) -> None:
    """Chapters come as their points do in the register; pages without points and the changes come last."""
    law, myths = (f"guidance/{name}.md" for name in ("law", "myths"))
    menu = [*sources.check_pages.values(), "guidance/glossary.md", law, "about/changes.md", myths]
    pages = Pages(
        order=menu,
        for_partnerships=frozenset(),
        urls={page: page.removesuffix(".md") + "/" for page in menu},
        anchors={name: Anchor(page, name, "") for name, page in (("last", law), ("more", law), ("first", myths))},
    )
    in_source = replace(sources, points=[{"id": name} for name in ("first", "last", "more")])
    document = guidance_of(in_source, pages, tmp_path, "Share Safely", "")
    assert document.urls == ["guidance/myths/", "guidance/law/", "guidance/glossary/", "about/changes/"]


def test_templates_only_read(sources: Sources, assets: Assets, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a template asks for is there: no file is read, no program run."""
    monkeypatch.setattr("pathlib.Path.open", lambda *_, **__: pytest.fail("a template's call opens a file"))
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a template's call runs a program"))
    names = template_names(sources, assets, pages)
    check = cast("Page", SimpleNamespace(url="check/", meta={"flow": "sharing", "template": "check.html"}))
    shown = names["check_of"]({"page": SimpleNamespace(url="check/"), "base_url": ".."}, "sharing")
    assert shown.page_link("check/consent.md#yes") == "consent/#yes"
    assert names["changes_of"](shown.flow) == "", "a page that is not there"
    with pytest.raises(BuildError, match=r"there is no page check/consents\.md\. For example: check/consent\.md"):
        shown.page_link("check/consents.md")
    for name in ("review_of", "sign_off_of", "flowchart", "other_checks"):
        assert names[name]("sharing"), name
    for name in ("check_data", "page_words", "security_policy", "inline"):
        assert names[name](check), name
    assert isinstance(names["check_data"](check), Markup)


def test_hooks_keep_the_five_values_of_a_build_and_no_more() -> None:
    """A build begins with none of the last one's."""
    config = hooks.on_config(load_config(str(ROOT / "mkdocs.yml")))
    assert list(config.extra["share_safely"]) == [Local, Overlay]


def test_data_in_a_page_is_read_back_as_it_was() -> None:
    """By a script, to which a reference of HTML is nothing but letters; and no text of it ends the element."""
    data = {"text": "the child's own </script> & <b>", "more": ["it\u2019s"]}
    written = to_json(data)
    assert "</" not in written
    assert written.isascii()
    assert json.loads(written) == data
