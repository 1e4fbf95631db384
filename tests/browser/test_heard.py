"""What a screen reader is given at each step: question, hint and meaning once each, and nothing called clickable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED, read_flow
from tests.browser.walk import answer, open_check

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

    from tests.conftest import Served

FLOW = read_flow(SHIPPED).flow


def heard(devtools: CDPSession, css: str) -> dict[str, str]:
    """Give an element's role, name and description as assistive technology gets them."""
    found = devtools.send("Runtime.evaluate", {"expression": f"document.querySelector({css!r})"})["result"]
    tree = devtools.send("Accessibility.getPartialAXTree", {"objectId": found["objectId"], "fetchRelatives": False})
    node: dict[str, Any] = tree["nodes"][0]
    return {part: str(node.get(part, {}).get("value", "")) for part in ("role", "name", "description")}


def test_hint_and_meaning_are_heard_once_by_tab_and_by_focus(page: Page, root_site: Served) -> None:
    """Where the page opens, with the first answer; where a step takes the focus, with its question."""
    open_check(page, root_site.url, ready=False)
    devtools = page.context.new_cdp_session(page)
    for at, question in enumerate(FLOW.questions[:2]):
        texts = [text for text in (question.hint, question.meaning) if text]
        if at:
            expect(page.locator(f"#{question.id} fieldset")).to_be_focused()
        group = heard(devtools, f"#{question.id} fieldset")
        first, *others = [heard(devtools, f"#{question.id}-{option.id}") for option in question.options]
        assert group["role"] == "group"
        assert question.text in group["name"]
        assert f"Question {at + 1}" in group["name"]
        said, silent = (group, first) if at else (first, group)
        assert [bool(said["description"]), silent["description"]] == [bool(texts), ""]
        assert [text for text in texts if text.split("{")[0].strip() not in said["description"]] == []
        assert {one["description"] for one in others} == {""}
        assert [one["name"] for one in (first, *others)] == [option.label for option in question.options]
        answer(page, question.id, "yes" if not at else "no")


def test_nothing_round_a_heading_listens_for_clicks(page: Page, root_site: Served) -> None:
    """Readers call a heading clickable when anything that it lies in does."""
    open_check(page, root_site.url, ready=False)
    devtools = page.context.new_cdp_session(page)
    for css in ("body", "main", "[data-check]", "#purpose", "#purpose fieldset", "#purpose h2"):
        found = devtools.send("Runtime.evaluate", {"expression": f"document.querySelector({css!r})"})["result"]
        listeners = devtools.send("DOMDebugger.getEventListeners", {"objectId": found["objectId"]})["listeners"]
        assert [one["type"] for one in listeners if one["type"] in {"click", "mousedown", "mouseup"}] == [], css
