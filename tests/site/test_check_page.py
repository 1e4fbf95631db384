"""The check's built HTML against its contract: what scripts, tests and other people's tools rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from decision_engine.authoring.read import SHIPPED, read_flow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FLOW = read_flow(SHIPPED).flow
QUESTIONS = {question.id: question for question in FLOW.questions}
PAGES = {"sharing": "check", "asking": "check/asking"}
OUTCOMES = {outcome.id: outcome for outcome in FLOW.outcomes}


def parsed(site: Path) -> LexborHTMLParser:
    """Read the check's page."""
    return LexborHTMLParser((site / "check" / "index.html").read_text(encoding="utf-8"))


def test_the_root_names_its_flow_and_the_state_of_the_engine(site: Path) -> None:
    """Tools find the check by data-check, and without script no engine is there."""
    root = parsed(site).css_first("[data-check]")
    assert root.attributes["data-flow"] == "sharing"
    assert root.attributes["data-engine"] == "unavailable"
    assert root.attributes["data-sha256"] == read_flow(SHIPPED).sha256


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_is_a_form_with_radios_and_continue(site: Path, name: str) -> None:
    """Fieldset, legend, one radio per option with its label, the grounds, and a Continue that waits for the script."""
    wanted = QUESTIONS[name]
    form = parsed(site).css_first(f"form[data-question={name}][autocomplete=off]")
    assert form.css_first("fieldset > legend h2").text().strip() == wanted.text
    radios = form.css("input[type=radio]")
    assert [radio.attributes["value"] for radio in radios] == ["yes", "no", "unsure"]
    assert [form.css_first(f"label[for={radio.id}]").text() for radio in radios] == ["Yes", "No", "I'm not sure"]
    assert [radio for radio in radios if "checked" in radio.attributes] == []
    assert [radio.attributes["data-to"] for radio in radios] == [option.to for option in wanted.options]
    boxes = [box.attributes["value"] for box in form.css("input[type=checkbox][name=ground]")]
    assert sorted(boxes, key=str) == sorted(ground.id for option in wanted.options for ground in option.grounds)
    button = form.css_first("button[type=submit]")
    assert button.text() == "Continue"
    assert "disabled" in button.attributes


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_outcome_is_a_section_with_its_decision(site: Path, name: str) -> None:
    """It has a heading, says that it is not legal advice, on which edition it rests, and to record the decision."""
    wanted = OUTCOMES[name]
    section = parsed(site).css_first(f"section[data-outcome={name}]")
    assert section.attributes["data-decision"] == wanted.decision
    assert section.css_first("h2[data-heading]").text() == FLOW.decision(wanted).label
    text = section.text(separator=" ")
    assert "June 2020 guidance. Not legal advice. Not yet signed off. What has changed" in " ".join(text.split())
    assert "ecord" in " ".join(wanted.next)


@pytest.mark.parametrize("name", [name for name, outcome in OUTCOMES.items() if outcome.decision != "share"])
def test_an_outcome_that_does_not_say_share_opens_with_the_notice(site: Path, name: str) -> None:
    """Before decision and reasons: police now, social work services now, no waiting, no consent needed."""
    section = parsed(site).css_first(f"section[data-outcome={name}]")
    html = section.html or ""
    assert html.index("data-notice") < html.index("data-heading") < html.index("data-steps")
    notice = section.css_first("[data-notice]")
    assert notice.css_first("a[href='tel:999']") is not None
    assert notice.css_first("a[href='tel:+441724296500']") is not None
    text = notice.text(separator=" ")
    assert "Do not wait for advice" in text
    assert "without consent" in text


@pytest.mark.parametrize("flow", [SHIPPED.stem, "asking"])
def test_the_written_check_says_that_a_reason_may_not_be_enough(site: Path, flow: str) -> None:
    """Without script: the reasons above the answers, two ways on from Yes, and the second heading with its delay."""
    wanted = read_flow(SHIPPED.with_stem(flow)).flow
    tree = LexborHTMLParser((site / PAGES[flow] / "index.html").read_text(encoding="utf-8"))
    question = next(one for one in wanted.questions if one.options[0].caution)
    outcome = next(one for one in wanted.outcomes if one.unconfirmed)
    assert outcome.unconfirmed is not None
    form = tree.css_first(f"form[data-question={question.id}]")
    html = form.html or ""
    assert html.index("data-reason-of") < html.index('type="radio"') < html.index('type="checkbox"')
    assert [item.text() for item in form.css("[data-reason-of]")] == [one.text for one in question.options[0].grounds]
    links = {link.attributes["href"]: item.text() for item in form.css("[data-static] li") for link in item.css("a")}
    assert links[f"#{outcome.id}"] == f"Yes, with a reason that is enough: {wanted.decision(outcome).label}"
    said = f"Yes, but with no reason that is enough: {outcome.unconfirmed.label}"
    assert links[f"#{outcome.id}-unconfirmed"] == said
    block = tree.css_first(f"[id={outcome.id}-unconfirmed]")
    assert outcome.unconfirmed.label in block.text()
    assert "unless that delay could put a child at risk" in block.text()
    assert "hidden" not in block.attributes


def test_both_outcomes_that_say_do_not_share_lead_back(site: Path) -> None:
    """Each carries the button by which someone who sees a risk after all goes back to the deciding question."""
    sections = parsed(site).css("section[data-decision=do-not-share]")
    assert len(sections) == 2
    buttons = [section.css_first("button[data-again]").text() for section in sections]
    assert buttons == ["Change my answer: a child may be at risk"] * 2


def test_the_page_has_nowhere_to_type(site: Path) -> None:
    """Radios and checkboxes are the only inputs; the header links to the search instead."""
    tree = parsed(site)
    kinds = {field.attributes.get("type") for field in tree.css("input, textarea, select, [contenteditable]")}
    assert kinds == {"radio", "checkbox"}
    assert "Search the guidance" in tree.css_first("header").text()


def test_a_standing_notice_is_outside_every_question_and_outcome(site: Path) -> None:
    """Its numbers, out of hours included, can be dialled from every view."""
    notice = parsed(site).css_first(".check__side [data-notice]")
    numbers = [link.attributes["href"] for link in notice.css("[data-contacts] a")]
    assert numbers == ["tel:999", "tel:+441724296500", "tel:+448081689667", "tel:+441724296555", "tel:101"]


def test_swapping_two_targets_in_the_flow_changes_the_page(
    build_changed: Callable[[Callable[[Path], None]], Path],
) -> None:
    """The page's routes come from the flow file and from nowhere else."""

    def swap(source: Path) -> None:
        flow = source / "decision_engine" / "flows" / "sharing.toml"
        text = flow.read_text(encoding="utf-8")
        one, other = 'to = "share-with-consent"', 'to = "share-not-identifiable"'
        text = text.replace(one, "?").replace(other, one).replace("?\n", f"{other}\n")
        flow.write_text(text, encoding="utf-8")

    tree = parsed(build_changed(swap))
    assert tree.css_first("#consent-yes").attributes["data-to"] == "share-not-identifiable"
    assert tree.css_first("#identifiable-no").attributes["data-to"] == "share-with-consent"
