"""A ZIP of this release opened in the workshop of a later one, whose check and page have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from build_scripts.partnership import shipped, starter
from build_scripts.saved_work import opened, saved
from tests.conftest import problems_of, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import FilePayload, Page

    from tests.conftest import Served

FLOW, PAGE = "flows/sharing.toml", "pages/guidance/resources.md"
LONG = 240_000
HINT = b'hint = "Consider all the details together, not just names."'
OUR_HINT = b'hint = "Consider all the details together, not just names. Think of the village."'
THEIR_HINT = b'hint = "Consider all the details together, with what others know."'
LABEL, THEIR_LABEL = b'name = "Consent to share?"', b'name = "Is there consent to share?"'
HEADING, OUR_HEADING = b"# Useful resources\n", b"# Useful resources in Westmarch\n"
THEIR_PARAGRAPH = b"\nThis paragraph is new.\n"


def now(name: str) -> bytes:
    """Return the site's own file, as this release has it."""
    content = shipped(name)
    assert content
    return content


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """Put new words in the place of old ones, which are there once."""
    assert content.count(old) == 1
    return content.replace(old, new)


@pytest.fixture(scope="module")
def later(build_changed: Callable[[Callable[[Path], None]], Path]) -> Iterator[Served]:
    """A site of a later release: two questions have other words, and a page has a new paragraph."""

    def change(source: Path) -> None:
        flow = source / "decision_engine" / "flows" / "sharing.toml"
        flow.write_bytes(replaced(replaced(flow.read_bytes(), HINT, THEIR_HINT), LABEL, THEIR_LABEL))
        page = source / "docs" / "guidance" / "resources.md"
        page.write_bytes(page.read_bytes() + THEIR_PARAGRAPH)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        site = build_changed(change)
    with serving(site) as served:
        yield served


@pytest.fixture
def work() -> dict[str, bytes]:
    """The work of a partnership that has changed one question, and a page's heading, with this release."""
    return {
        "partnership.toml": starter().encode(),
        FLOW: replaced(now(FLOW), HINT, OUR_HINT),
        f"based-on/{FLOW}": now(FLOW),
        PAGE: replaced(now(PAGE), HEADING, OUR_HEADING),
        f"based-on/{PAGE}": now(PAGE),
    }


def test_what_the_site_has_changed_is_taken_over_and_what_both_have_is_chosen(
    page: Page, later: Served, work: dict[str, bytes]
) -> None:
    """Part by part; nothing is overwritten before, and each take-over can be undone."""
    page.goto(f"{later.url}adopt/workshop/")
    page.get_by_role("button", name="Open the workshop").click()
    page.locator("[data-workshop][data-state=ready]").wait_for(timeout=LONG)
    packed: FilePayload = {"name": "work.zip", "mimeType": "application/zip", "buffer": saved(work)}
    page.locator("[name=work]").set_input_files(packed)
    status = page.locator("[data-forms] [role=status]")
    expect(status).to_have_text("Opened. Undo brings back what was here before.", timeout=LONG)
    page.locator('[data-part="update"]').click()
    check, words = page.locator(f'[data-changed="{FLOW}"]'), page.locator(f'[data-changed="{PAGE}"]')

    # The check: one part is the site's alone and chosen already, one is to be chosen.
    expect(check.locator("fieldset")).to_have_count(2, timeout=LONG)
    alone, both = check.locator("fieldset").all()
    expect(alone).to_contain_text("Is there consent to share?")
    expect(alone.locator("[value=theirs]")).to_be_checked()
    for words_of in ("not just names.", "Think of the village.", "with what others know."):
        expect(both).to_contain_text(words_of)
    expect(both.locator(":checked")).to_have_count(0)
    check.locator("[data-take]").click()
    expect(status).to_contain_text("has changed on both sides; choose yours or the site's", timeout=LONG)
    assert without_release(saved_work(page)) == work

    both.locator("[value=ours]").check()
    check.locator("[data-take]").click()
    expect(check).to_have_count(0, timeout=LONG)
    new_flow = replaced(work[FLOW], LABEL, THEIR_LABEL)
    assert saved_work(page)[FLOW] == new_flow

    # The page: nothing has to be chosen.
    expect(words.locator("fieldset")).to_have_count(2)
    words.locator("[data-take]").click()
    expect(words).to_have_count(0, timeout=LONG)
    after = saved_work(page)
    assert after[PAGE] == work[PAGE] + THEIR_PARAGRAPH
    assert after[f"based-on/{FLOW}"] == replaced(replaced(now(FLOW), HINT, THEIR_HINT), LABEL, THEIR_LABEL)
    expect(page.locator("[data-problems] li")).to_have_count(0)

    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator(f'[data-changed="{FLOW}"]')).to_be_visible(timeout=LONG)
    assert without_release(saved_work(page)) == work
    assert problems_of(page) == []


def saved_work(page: Page) -> dict[str, bytes]:
    """Save the work as a ZIP, and return its files."""
    with page.expect_download(timeout=LONG) as begun:
        page.get_by_role("button", name="Save my work").click()
    return dict(opened(begun.value.path().read_bytes()))


def without_release(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what says which release the work was saved with."""
    return {name: content for name, content in files.items() if name != "based-on/release.txt"}
