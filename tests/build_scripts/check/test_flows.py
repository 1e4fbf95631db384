"""A flow's translation: its texts are its own, and everything else is the English flow's, or the build stops."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.check.flows import FLOWS, case_warning, check_flow, check_pages, flow_path, read_translated
from build_scripts.errors import BuildError
from decision_engine.authoring.read import SHIPPED, flow_from_bytes, read_flow
from decision_engine.errors import FlowError
from decision_engine.words import ENGLISH
from tests.decision_engine.flow_files import HERE, broken, toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from decision_engine.authoring.read import FlowFile

PAGES = {"sharing": "check.md", "consent": "check/consent.md"}
EXAMPLE = 'For example: see = ["consent"]'
TAG = "cy"
CASES = Path(__file__).parent / "cases" / "flows.toml"
REFUSED = tomllib.loads(CASES.read_text(encoding="utf-8"))
WHERE = "decision_engine/flows/cy/sharing.toml: "


@pytest.fixture
def translate(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], object]], FlowFile]:
    """Read a translation that is the English flow's mapping after a change."""

    def read(change: Callable[[dict[str, Any]], object]) -> FlowFile:
        shutil.copy2(SHIPPED, tmp_path)
        mapping = read_flow(SHIPPED, with_cases=True).mapping
        change(mapping)
        (tmp_path / TAG).mkdir()
        (tmp_path / TAG / SHIPPED.name).write_text(toml(mapping), encoding="utf-8")
        return read_translated("sharing", TAG, tmp_path)

    return read


def problems(
    read: Callable[[Callable[[dict[str, Any]], object]], FlowFile], change: Callable[..., object]
) -> list[str]:
    """Give what a changed translation is refused with, without the file that each problem begins with."""
    with pytest.raises(BuildError) as caught:
        read(change)
    assert all(problem.startswith(WHERE) for problem in caught.value.problems)
    return [problem.removeprefix(WHERE) for problem in caught.value.problems]


def test_english_is_read_where_it_always_stood() -> None:
    """The language that the site came with needs no second file."""
    assert flow_path("sharing", ENGLISH) == SHIPPED
    assert read_translated("sharing", ENGLISH) == read_flow(SHIPPED)


def test_texts_and_the_version_may_differ(translate: Callable[..., FlowFile]) -> None:
    """What visitors read is the translation's own; ids and routes are the English flow's."""

    def change(flow: dict[str, Any]) -> None:
        flow["version"] = "1.1.0-cy.2"
        flow["questions"][1]["options"][0]["label"] = "Oes"
        flow["record"]["lines"][0] = "Dyddiad ac amser"
        flow["cases"][0]["name"] = "Gyda chydsyniad"

    read = translate(change).flow
    assert (read.version, read.questions[1].options[0].label) == ("1.1.0-cy.2", "Oes")
    assert list(read.by_id) == list(read_flow(SHIPPED).flow.by_id)


def test_a_flow_without_translation_is_refused() -> None:
    """The message says which file is wanted."""
    with pytest.raises(BuildError) as caught:
        read_translated("consent", TAG, FLOWS)
    assert str(caught.value) == (
        'decision_engine/flows/cy/consent.toml: the flow "consent" has no translation into cy. '
        "For example: a copy of decision_engine/flows/consent.toml in which only the texts are changed"
    )


def test_everything_that_differs_is_named_at_once(translate: Callable[..., FlowFile]) -> None:
    """Ids, routes, points, order and placeholders, each with its key path and what must stand there."""

    def change(flow: dict[str, Any]) -> None:
        flow["start"] = "consent"
        flow["placeholders"].remove("police_service")
        flow["decisions"][0]["sign"] = "stop"
        flow["notices"][1]["lines"][0] = "Ffoniwch 999."
        flow["checklists"][0]["items"].reverse()
        flow["questions"][0]["id"] = "pwrpas"
        flow["questions"][0]["options"][1]["to"] = "consent"
        flow["questions"][0]["help"]["points"].append("rule-1")
        del flow["questions"][1]["hint"]
        flow["questions"][3]["options"][0]["grounds"][4]["settles"] = False
        flow["outcomes"][3]["notice"] = "any-time"
        flow["outcomes"][3]["see"] = ["consent"]
        flow["cases"][0]["answers"]["consent"] = "no"

    assert problems(translate, change) == REFUSED["everything"]


def test_a_question_too_few_does_not_hide_what_differs_in_others(translate: Callable[..., FlowFile]) -> None:
    """Parts are then told by their ids."""

    def change(flow: dict[str, Any]) -> None:
        del flow["questions"][0]
        flow["questions"][0]["options"][2]["to"] = "identifiable"
        del flow["cases"][0]

    assert problems(translate, change) == REFUSED["too_few"]


def test_what_is_of_another_kind_is_named_with_the_right_one(translate: Callable[..., FlowFile]) -> None:
    """A table, a list of tables, a text and a list of texts."""

    def change(flow: dict[str, Any]) -> None:
        flow["title"] = 3
        flow["limits"] = flow["limits"][:1]
        flow["source"] = "Canllawiau"
        flow["groups"] = {}
        del flow["questions"][0]["options"][0]["to"]

    assert problems(translate, change) == REFUSED["kinds"]


def test_what_no_flow_may_be_is_still_refused(tmp_path: Path, translate: Callable[..., FlowFile]) -> None:
    """An empty text differs from the English one as it may; the engine's own rules refuse it, and what isn't TOML."""
    with pytest.raises(FlowError, match=r"^decision_engine/flows/cy/sharing\.toml:\d+: questions\[0\]\.text: "):
        translate(lambda flow: flow["questions"][0].update(text=""))
    (tmp_path / TAG / SHIPPED.name).write_text("title = Rhannu")
    with pytest.raises(FlowError, match=r"^decision_engine/flows/cy/sharing\.toml: this is not TOML"):
        read_translated("sharing", TAG, tmp_path)


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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'id = "court-order"',
            'id = "yes"',
            (
                'questions[3].options[0].grounds[4].id: on the page it would have the id "lawful-reason-yes", '
                "as questions[3].options[0].id has"
            ),
        ),
        (
            'id = "no"\nlabel = "No"\nto = "no-purpose"',
            'id = "error"\nlabel = "No"\nto = "no-purpose"',
            'questions[0].options[1].id: on the page it would have the id "purpose-error", as questions[0].missing has',
        ),
    ],
    ids=["a ground and an answer", "an answer and its question's error"],
)
def test_ids_that_would_be_one_on_the_page_are_refused(old: str, new: str, says: str) -> None:
    """A label or a link would lead to the first of them."""
    with pytest.raises(FlowError) as caught:
        check_flow(changed((old, new)), PAGES)
    assert f'sharing.toml: {says}. For example: id = "another"' in str(caught.value).splitlines()


def test_failing_cases_are_told(tmp_path: Path) -> None:
    """A flow whose case leads elsewhere gives the message that validate gives."""
    flow = tmp_path / "flow.toml"
    flow.write_bytes(broken(HERE / "broken" / "case-that-fails.toml"))
    expected = (HERE / "broken" / "case-that-fails.expected").read_text().rstrip()
    assert case_warning(read_flow(flow)).endswith(f"\n{expected}")


def test_cases_that_hold_are_not_mentioned() -> None:
    """There is nothing to tell of a flow whose cases all lead where they must."""
    assert case_warning(read_flow(SHIPPED)) == ""
