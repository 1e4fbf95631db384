"""A flow's translation: its texts are its own, and everything else is the English flow's, or the build stops."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.check.flows import FLOWS, flow_path, read_translated
from build_scripts.errors import BuildError
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.errors import FlowError
from decision_engine.words import ENGLISH
from tests.decision_engine.flow_files import toml

if TYPE_CHECKING:
    from collections.abc import Callable

    from decision_engine.authoring.read import FlowFile

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
        flow["placeholders"].remove("police")
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
