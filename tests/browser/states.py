"""Every state that a visitor can bring the check into, one after the other on one open page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.walk import all_routes, answer, open_check, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from playwright.sync_api import Route as Request

    from tests.browser.walk import Route

ROUTES = all_routes()
LONGEST = max(ROUTES, key=lambda route: len(route.answers))
ONE_PER_OUTCOME = tuple({route.outcome: route for route in ROUTES}.values())
SETTLES = "input[name=ground][data-settles]"


def every_state(page: Page, url: str) -> Iterator[str]:
    """Open the check and go through its states, naming each once the page shows it."""
    yield from _without_the_engine(page, url)
    yield from _questions(page)
    for route in ONE_PER_OUTCOME:
        yield from _outcome(page, route)
    yield from _lawful_reason_ticked(page)
    yield _fault(page)


def _without_the_engine(page: Page, url: str) -> Iterator[str]:
    """Show the engine loading, then unavailable with the page's own result and record, then ready."""
    held: list[Request] = []
    page.route("**/assets/engine/**", lambda request: held.append(request))  # noqa: PLW0108 - Playwright marks what it calls
    open_check(page, url, ready=False)
    yield "engine loading"
    walk(page, LONGEST.answers)
    yield "engine loading, result"
    for request in held:
        request.abort()
    page.unroute("**/assets/engine/**")
    page.route("**/assets/engine/**", lambda request: request.abort())
    retry = page.get_by_role("button", name="Try to load the checker again")
    retry.wait_for(timeout=60_000)
    open_record(page)
    yield "engine unavailable, result with its short record"
    start_again(page)
    yield "engine unavailable, first question"
    page.unroute("**/assets/engine/**")
    retry.click()
    page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)


def _questions(page: Page) -> Iterator[str]:
    """Show each question as it comes, with its error, with its help, answered, and with the map open."""
    for name, given in LONGEST.answers.items():
        form = page.locator(f"form[data-question={name}]")
        expect(form).to_be_visible()
        yield f"question {name}"
        show_error(page)
        yield f"question {name}, error"
        if form.locator("summary").count():
            form.locator("summary").click()
            yield f"question {name}, help open"
            form.locator("summary").click()
        form.locator("input[type=radio]").first.check()
        yield f"question {name}, answered"
        open_map(page)
        yield f"question {name}, map open"
        open_map(page)
        answer(page, name, given.option)


def _outcome(page: Page, route: Route) -> Iterator[str]:
    """Show an outcome, then all that can be opened on it."""
    start_again(page)
    walk(page, route.answers)
    shown = page.locator(f"[data-outcome={route.outcome}]")
    expect(shown).to_be_visible()
    yield f"outcome {route.outcome}"
    for box in shown.locator("[data-item]").all():
        box.check()
    open_record(page)
    open_map(page)
    yield f"outcome {route.outcome}, ticked, record and map open"
    open_map(page)


def _lawful_reason_ticked(page: Page) -> Iterator[str]:
    """Show a question whose grounds are ticked, and the outcome that names them."""
    start_again(page)
    *before, last = LONGEST.answers
    walk(page, {name: LONGEST.answers[name] for name in before})
    form = page.locator(f"form[data-question={last}]")
    form.locator("input[type=radio]").first.check()
    for box in form.locator("input[name=ground]").all():
        box.check()
    yield "grounds ticked"
    form.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-outcome]:visible [data-grounds] li").first).to_be_visible()
    yield "outcome with grounds"
    page.locator("[data-outcome]:visible [data-change]").last.click()
    for box in form.locator(SETTLES).all():
        box.uncheck()
    form.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-outcome]:visible [data-caution]:visible")).to_be_visible()
    yield "outcome with a caution"


def _fault(page: Page) -> str:
    """Let the page lead elsewhere than the engine does."""
    start_again(page)
    first, given = next(iter(LONGEST.answers.items()))
    chosen = page.locator(f"#{first} input[value={given.option}]")
    chosen.evaluate("(input, outcome) => { input.dataset.to = outcome }", LONGEST.outcome)
    answer(page, first, given.option)
    expect(page.locator("[data-fault]")).to_be_visible()
    return "fault"


def start_again(page: Page) -> None:
    """Go back to an empty check."""
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-question]:visible")).to_have_count(1)


def show_error(page: Page) -> None:
    """Continue without an answer; for half a second after a step the page takes that for a double click."""
    summary = page.locator("[data-error-summary]")
    while summary.is_hidden():
        page.get_by_role("button", name="Continue").click()
        page.wait_for_timeout(100)


def open_record(page: Page) -> None:
    """Open the record below the outcome, where it is closed."""
    record = page.locator("[data-outcome]:visible [data-look]")
    if record.get_attribute("open") is None:
        record.locator("> summary").click()
    expect(page.locator("[data-outcome]:visible [data-sheet] h4")).to_be_visible()


def open_map(page: Page) -> None:
    """Open the map, or close it."""
    page.locator("[data-map] > summary").click()
