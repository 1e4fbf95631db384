"""Moving about in the check: errors, Back, Forward, Change, Start again, reload, double clicks, two tabs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.walk import answer, open_check, result, shown, start_again, until, walk
from tests.decision_engine.ground_cases import DELAY, ground_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from tests.conftest import Served

ADDRESSES = {"sharing": "check/", "asking": "check/asking/"}


@pytest.fixture(scope="module", params=["page", "engine"])
def loaded(request: pytest.FixtureRequest, browser: Browser, root_site: Served) -> Iterator[Page]:
    """The check, decided by the page alone and by the engine; loaded once for all tests."""
    context = browser.new_context()
    page = context.new_page()
    if request.param == "page":
        page.route("**/assets/engine/**", lambda _: None)
    open_check(page, root_site.url, ready=request.param == "engine")
    yield page
    context.close()


@pytest.fixture
def check(loaded: Page) -> Page:
    """The check at its start."""
    start_again(loaded)
    return loaded


def question(page: Page) -> str | None:
    """Give the id of the question that is shown."""
    expect(shown(page)).to_have_count(1)
    return shown(page).get_attribute("data-question")


def to_lawful_reason(page: Page) -> None:
    """Answer up to the last question."""
    answer(page, "purpose", "yes")
    answer(page, "consent", "no")
    answer(page, "identifiable", "yes")
    expect(page.locator("form[data-question=lawful-reason]")).to_be_visible()


def test_nothing_is_selected_and_titles_tell_nothing(check: Page) -> None:
    """Titles count questions and never say which one it is, since browsers keep titles."""
    assert check.locator("input:checked").count() == 0
    titles = [check.title()]
    answer(check, "purpose", "yes")
    expect(check.locator("form[data-question=consent]")).to_be_visible()
    titles.append(check.title())
    answer(check, "consent", "yes")
    result(check)
    titles.append(check.title())
    assert [title.split(" \N{EN DASH} ")[0] for title in titles] == ["Question 1", "Question 2", "Result"]
    assert len({title.split(" \N{EN DASH} ")[1] for title in titles}) == 1


def test_continue_without_an_answer_shows_an_error_that_takes_the_focus(check: Page) -> None:
    """The summary has the focus and leads to the first radio; the title begins with Error."""
    check.wait_for_timeout(600)
    check.get_by_role("button", name="Continue").click()
    summary = check.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    assert (
        summary.get_by_role("link").inner_text() == "Select yes if there is a clear and legitimate purpose for sharing"
    )
    assert check.title().startswith("Error: Question 1 ")
    expect(check.locator("#purpose-error")).to_be_visible()
    assert "purpose-error" in (check.locator("#purpose fieldset").get_attribute("aria-describedby") or "")
    summary.get_by_role("link").click()
    expect(check.locator("#purpose-yes")).to_be_focused()
    answer(check, "purpose", "yes")
    assert question(check) == "consent"
    expect(summary).to_be_hidden()


@pytest.mark.parametrize("engine", ["ready", "unavailable"])
def test_an_error_stays_whatever_becomes_of_the_engine(page: Page, root_site: Served, engine: str) -> None:
    """Whoever is told that an answer is missing goes on hearing it when the engine comes, or is known not to."""
    held: list[Route] = []
    over: list[bool] = []

    def handle(route: Route) -> None:
        if not over:
            held.append(route)
        elif engine == "ready":
            route.continue_()
        else:
            route.abort()

    page.route("**/assets/engine/**", handle)
    open_check(page, root_site.url, ready=False)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Continue").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    over.append(True)
    for route in held:
        handle(route)
    page.locator(f"[data-check][data-engine={engine}]").wait_for()
    page.wait_for_timeout(300)
    expect(summary).to_be_focused()
    expect(page.locator("#purpose-error")).to_be_visible()
    assert page.title().startswith("Error: Question 1 ")


def test_each_step_takes_the_focus(check: Page) -> None:
    """Screen readers hear the new question once, with its hint; a result by its heading."""
    answer(check, "purpose", "yes")
    expect(check.locator("#consent [data-focus]")).to_be_focused()
    answer(check, "consent", "yes")
    expect(check.locator("#share-with-consent [data-focus]")).to_be_focused()


def test_our_back_and_the_browsers_go_one_question_back_and_keep_the_answer(check: Page) -> None:
    """Both lead to the question before, its answer still there; Forward returns."""
    answer(check, "purpose", "yes")
    answer(check, "consent", "no")
    assert question(check) == "identifiable"
    check.get_by_role("button", name="Back").click()
    expect(check.locator("form[data-question=consent]")).to_be_visible()
    expect(check.locator("#consent-no")).to_be_checked()
    check.go_back()
    expect(check.locator("form[data-question=purpose]")).to_be_visible()
    expect(check.locator("#purpose-yes")).to_be_checked()
    check.go_forward()
    check.go_forward()
    expect(check.locator("form[data-question=identifiable]")).to_be_visible()
    assert check.url.endswith("/check/")


def test_changing_an_answer_keeps_those_that_still_lie_on_the_route(check: Page) -> None:
    """After the change the check is at its end at once where nothing else is open."""
    to_lawful_reason(check)
    answer(check, "lawful-reason", "yes", ("safeguarding",))
    assert result(check)["outcome"] == "share-lawful-reason"
    check.get_by_role("button", name="Change", exact=True).nth(0).click()
    assert question(check) == "purpose"
    answer(check, "purpose", "yes")
    assert result(check)["outcome"] == "share-lawful-reason"
    check.get_by_role("button", name="Change", exact=True).nth(2).click()
    answer(check, "identifiable", "no")
    assert result(check)["outcome"] == "share-not-identifiable"
    check.get_by_role("button", name="Change", exact=True).nth(2).click()
    answer(check, "identifiable", "yes")
    assert question(check) == "lawful-reason"
    assert check.locator("#lawful-reason input:checked").count() == 0


def test_there_is_one_change_for_each_earlier_answer(check: Page) -> None:
    """At a question and at the result alike."""
    to_lawful_reason(check)
    assert check.get_by_role("button", name="Change", exact=True).count() == 3
    answer(check, "lawful-reason", "no")
    result(check)
    assert check.get_by_role("button", name="Change", exact=True).count() == 4


@pytest.mark.parametrize("last", ["purpose", "lawful-reason"])
def test_somebody_who_sees_a_risk_gets_back_to_the_deciding_question(check: Page, last: str) -> None:
    """The button of a do-not-share result leads to the question that decided it."""
    if last == "purpose":
        answer(check, "purpose", "no")
    else:
        to_lawful_reason(check)
        answer(check, "lawful-reason", "no")
    assert result(check)["decision"] == "do-not-share"
    check.get_by_role("button", name="Change my answer: a child may be at risk").click()
    assert question(check) == last


def test_advice_leads_back_to_the_same_question(check: Page) -> None:
    """Whoever was not sure answers that question again once advice is in."""
    answer(check, "purpose", "yes")
    answer(check, "consent", "unsure")
    assert result(check)["decision"] == "seek-advice"
    check.get_by_role("button", name="I have had advice: go back to the question").click()
    assert question(check) == "consent"


def test_grounds_can_be_read_before_and_ticked_after_yes(check: Page) -> None:
    """They are a list above the answers; once Yes is chosen the boxes come below them, on the way to Continue."""
    to_lawful_reason(check)
    form = check.locator("#lawful-reason")
    reasons = form.locator("[data-reason-of]:visible").all_inner_texts()
    assert "A court order requires sharing" in reasons
    assert form.get_by_role("checkbox").count() == 0
    yes = form.get_by_role("radio", name="Yes")
    before = "([one, other]) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)"
    order = [form.locator("[data-reason-of]").last, yes, form.locator("input[name=ground]").first]
    assert all(check.evaluate(before, [one.element_handle(), other.element_handle()]) for one, other in pairwise(order))
    yes.scroll_into_view_if_needed()
    place = yes.bounding_box()
    yes.check()
    assert yes.bounding_box() == place
    assert form.locator(".ground:visible").all_inner_texts() == reasons
    form.get_by_role("radio", name="No", exact=True).check()
    assert form.get_by_role("checkbox").count() == 0
    answer(check, "lawful-reason", "yes", ("asking-delays", "court-order"))
    result(check)
    assert check.locator("[data-outcome]:visible [data-grounds] li").all_inner_texts() == [
        "Asking for consent could cause a delay that puts a child at risk",
        "A court order requires sharing",
    ]
    assert check.locator("[data-outcome]:visible [data-caution]:visible").count() == 0


@pytest.mark.parametrize("grounds", [(), ("cannot-gain",), ("other",), ("public-interest", "other")], ids=str)
def test_grounds_that_settle_nothing_add_a_caution(check: Page, grounds: tuple[str, ...]) -> None:
    """Confirm the lawful basis first, unless that delay could put a child at risk."""
    to_lawful_reason(check)
    answer(check, "lawful-reason", "yes", grounds)
    assert result(check)["outcome"] == "share-lawful-reason"
    caution = check.locator("[data-outcome]:visible [data-caution]:visible")
    assert caution.inner_text() == (
        "Confirm your lawful basis with your information governance lead before you share, "
        "unless that delay could put a child at risk."
    )


@pytest.mark.parametrize("engine", ["engine", "page"])
@pytest.mark.parametrize("flow", ["sharing", "asking"])
def test_reasons_lead_to_the_heading_that_they_are_worth(page: Page, root_site: Served, flow: str, engine: str) -> None:
    """Each reason alone, none and several: on screen, in the record, by the engine and by the page without it."""
    if engine == "page":
        page.route("**/assets/engine/**", lambda request: request.abort())
    open_check(page, root_site.url, ready=engine == "engine", at=ADDRESSES[flow])
    outcome = page.locator("[data-outcome]:visible")
    cases = [case for case in ground_cases() if case.flow == flow]
    walk(page, cases[0].answers)
    for case in cases:
        result(page)
        page.get_by_role("button", name="Change", exact=True).last.click()
        form = page.locator(f"form[data-question={case.question}]")
        for box in form.locator("input[name=ground]").all():
            box.uncheck()
        answer(page, case.question, "yes", case.grounds)
        assert result(page)["by"] == engine
        heading = outcome.locator("[data-heading]:visible")
        assert heading.all_inner_texts() == [case.label]
        expect(heading).to_be_focused()
        assert (DELAY in outcome.locator("[data-verdict]:visible").inner_text()) == (not case.confirmed)
        text = outcome.locator("[data-record-text]")
        expect(text).to_contain_text(f"RESULT: {case.label}\n")
        assert (DELAY in str(text.text_content()).split("\n\nWHY")[0]) == (not case.confirmed)
        expect(outcome.locator("[data-sheet]")).to_contain_text(f"Result: {case.label}")


def test_start_again_and_reload_start_fresh(page: Page, root_site: Served) -> None:
    """No answer is left in a form, on the page, in the address or in the history."""
    check = page
    open_check(check, root_site.url, ready=False)
    answer(check, "purpose", "yes")
    check.get_by_role("button", name="Start again").click()
    assert question(check) == "purpose"
    assert check.locator("input:checked").count() == 0
    answer(check, "purpose", "yes")
    expect(check.locator("form[data-question=consent]")).to_be_visible()
    assert check.evaluate("JSON.stringify(history.state)") in {'{"step":1,"at":1}', '{"step":1,"at":3}'}
    check.reload()
    check.locator("[data-check][data-started]").wait_for()
    assert question(check) == "purpose"
    assert check.locator("input:checked").count() == 0


def back_leaves(page: Page, url: str) -> None:
    """Check that one press of Back leaves the check for the page before it."""
    page.go_back(wait_until="commit")
    page.wait_for_url(url)


def three_answers(page: Page, url: str) -> None:
    """Come to the check from the home page and answer three questions."""
    page.goto(url)
    open_check(page, url, ready=False)
    to_lawful_reason(page)


@pytest.mark.parametrize("again", ["reloaded", "left and come back to"])
def test_back_leaves_a_check_whose_answers_are_gone(page: Page, root_site: Served, again: str) -> None:
    """Its former steps are gone over at once, and the page says that the answers were not kept."""
    three_answers(page, root_site.url)
    if again == "reloaded":
        page.reload()
    else:
        page.goto(f"{root_site.url}guidance/")
        page.go_back()
    page.locator("[data-check][data-started]").wait_for()
    assert question(page) == "purpose"
    expect(page.locator("[data-forgotten]")).to_be_visible()
    until(page, "history.state.at === 0")
    back_leaves(page, root_site.url)


def test_the_word_that_answers_were_not_kept_goes_with_the_first_answer(page: Page, root_site: Served) -> None:
    """It is said once, and never to someone who has lost nothing."""
    open_check(page, root_site.url, ready=False)
    expect(page.locator("[data-forgotten]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-forgotten]")).to_be_hidden()
    answer(page, "purpose", "yes")
    page.reload()
    expect(page.locator("[data-forgotten]")).to_be_visible()
    answer(page, "purpose", "yes")
    expect(page.locator("[data-forgotten]")).to_be_hidden()


def test_after_a_reload_new_answers_and_back_go_together_again(page: Page, root_site: Served) -> None:
    """Each Back goes one step, and the last leaves; Forward into what is gone does not strand anyone."""
    three_answers(page, root_site.url)
    page.reload()
    page.locator("[data-check][data-started]").wait_for()
    until(page, "history.state.at === 0")
    page.go_forward()
    until(page, "history.state.at === 0")
    assert question(page) == "purpose"
    answer(page, "purpose", "yes")
    answer(page, "consent", "no")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("form[data-question=consent]")).to_be_visible()
    page.go_back()
    expect(page.locator("form[data-question=purpose]")).to_be_visible()
    back_leaves(page, root_site.url)


def test_our_back_works_after_a_link_within_the_page(page: Page, root_site: Served) -> None:
    """The skip link makes an entry of its own, which is no step."""
    open_check(page, root_site.url, ready=False)
    answer(page, "purpose", "yes")
    page.keyboard.press("Control+Home")
    page.evaluate("document.querySelector('.ss-skip').click()")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("form[data-question=purpose]")).to_be_visible()


@pytest.mark.parametrize("path", ["//check/", "///check/", "/check/?from=//elsewhere"])
def test_an_odd_address_starts_the_check(page: Page, root_site: Served, path: str) -> None:
    """Two slashes at its start are no other server."""
    page.goto(root_site.url.rstrip("/") + path)
    page.locator("[data-check][data-started]").wait_for()
    answer(page, "purpose", "yes")
    assert question(page) == "consent"
    assert page.url == root_site.url.rstrip("/") + path


def test_links_out_of_a_check_under_way_open_beside_it_and_say_so(page: Page, root_site: Served) -> None:
    """Before the first answer, and after Start again, they are plain links.

    Those of phones and frame always are; the emergency line's leads into a new tab from the start.
    """
    open_check(page, root_site.url, ready=False)
    out = page.locator("[data-check] a[href]:not([href^='#']):not([href^='tel:'])")
    plain = [link.get_attribute("target") for link in out.all()]
    answer(page, "purpose", "yes")
    assert {link.get_attribute("target") for link in out.all()} == {"_blank"}
    assert {link.get_attribute("rel") for link in out.all()} == {"noopener"}
    assert [text for link in out.all() if "new tab" not in (text := link.text_content() or "")] == []
    assert page.locator("header a[target], footer a[target], a[href^='tel:'][target]").count() == 0
    (who,) = page.locator("[data-emergency] a[target=_blank]").all()
    assert "new tab" in (who.text_content() or "")
    page.locator("#consent summary").click()
    with page.expect_popup() as opened:
        page.locator("#consent .question__help a:visible").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.opener") is None
    assert question(page) == "consent"
    page.get_by_role("button", name="Start again").click()
    assert [link.get_attribute("target") for link in out.all()] == plain


def test_a_double_click_on_continue_is_one_answer(check: Page) -> None:
    """The second click doesn't turn into an error on the next question."""
    check.locator("#purpose-yes").check()
    check.get_by_role("button", name="Continue").dblclick()
    assert question(check) == "consent"
    expect(check.locator("[data-error-summary]")).to_be_hidden()


def test_two_tabs_know_nothing_of_each_other(context: BrowserContext, root_site: Served) -> None:
    """Each keeps its own answers in its own memory."""
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        open_check(tab, root_site.url, ready=False)
    answer(first, "purpose", "yes")
    answer(second, "purpose", "no")
    assert result(second)["outcome"] == "no-purpose"
    assert question(first) == "consent"
