"""The desk: a partnership's folder edited by keyboard in a page, with each problem at its control and a way back."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from build_scripts.editor import Editor
from build_scripts.partnership import starter
from build_scripts.paths import PARTNERSHIP
from build_scripts.saved_work import opened, saved
from build_scripts.workshop.session import SESSION
from tests.browser.axe import context_for_axe, violations_everywhere
from tests.browser.desk_site import desk_server
from tests.folders.partnerships import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

PHONE = "partnership.contacts.1.phone"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the desk is."""
    with desk_server(tmp_path_factory.mktemp("desk")) as url:
        yield url


@pytest.fixture
def _new_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test begins as a new partnership does."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))


@pytest.fixture
def desk(page: Page, address: str, _new_work: None) -> Page:
    """The desk, ready."""
    page.goto(address)
    expect(page.locator("[data-workshop][data-state=ready]")).to_be_visible()
    return page


def control(page: Page, name: str) -> Any:
    """Return a control by its name."""
    return page.locator(f'[name="{name}"]')


def test_problem_appears_at_its_control_in_the_words_of_the_reader(desk: Page) -> None:
    """And is gone once it is solved; the list links to the control."""
    link = desk.locator("[data-problems] li a")
    expect(desk.locator("[data-problems] li")).to_have_count(0)
    desk.get_by_text("YOUR CHILDREN'S SOCIAL CARE TEAM").first.click()
    phone = control(desk, PHONE)
    phone.fill("01632 96011")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(link).to_have_text(re.compile('^"01632 96011" is not a telephone number: .*For example: phone = '))
    described = str(phone.get_attribute("aria-describedby")).split()
    assert desk.locator(f'[id="{described[-1]}"]').inner_text() == link.inner_text()
    desk.locator("[data-undo]").focus()
    link.click()
    expect(phone).to_be_focused()
    phone.fill("01632 960111")
    expect(desk.locator("[data-problems] li")).to_have_count(0)
    expect(phone).not_to_have_attribute("aria-invalid", "true")


def marked(page: Page) -> dict[str, str]:
    """Return the ids of what is marked as wrong, with all that describes each."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[aria-invalid]")].map((one) => [one.id,
            one.getAttribute("aria-describedby").split(" ")
              .map((id) => document.getElementById(id).textContent).join(" ").trim()]))"""
    )
    return found


def test_problem_of_a_whole_list_marks_its_first_control(desk: Page) -> None:
    """As a group can't be marked; it alone looks wrong. In a list without items the button that adds is marked."""
    link = desk.locator("[data-problems] li a")
    first = control(desk, "partnership.contacts.0.id")
    before = first.get_attribute("aria-describedby")
    desk.locator("summary", has_text="YOUR CHILDREN'S SOCIAL CARE TEAM").click()
    control(desk, "partnership.contacts.1.role").select_option("police")
    expect(link).to_have_text(re.compile("^there is no contact to tell of a concern about a child"))
    assert list(marked(desk)) == ["of-partnership.contacts.0.id"]
    assert marked(desk)["of-partnership.contacts.0.id"].endswith(link.inner_text())
    assert desk.locator("[data-invalid]").evaluate_all("(all) => all.map((one) => one.id)") == [
        "of-partnership.contacts"
    ]
    assert link.get_attribute("href") == "#of-partnership.contacts.0.id"
    link.click()
    expect(first).to_be_focused()
    expect(desk.locator('[id="of-partnership.contacts-wrong"]')).to_be_in_viewport()
    control(desk, "partnership.contacts.1.role").select_option("report")
    expect(link).to_have_count(0)
    assert marked(desk) == {}
    assert first.get_attribute("aria-describedby") == before
    for _ in range(4):
        desk.locator('[data-press="remove partnership.contacts.0"]').dispatch_event("click")
    add = desk.locator('[data-press="add partnership.contacts"]')
    expect(link).to_have_text(re.compile('^"contacts" is missing'))
    expect(add).to_have_attribute("aria-invalid", "true")
    link.click()
    expect(add).to_be_focused()


def test_file_that_is_no_toml_is_marked_as_its_text(desk: Page) -> None:
    """Which is put right there, or given back."""
    SESSION.editor.write("partnership.toml", "x = = 1")
    desk.reload()
    text = control(desk, "partnership")
    expect(text).to_have_attribute("aria-invalid", "true")
    link = desk.locator("[data-problems] li a", has_text="this is not TOML")
    assert marked(desk) == {"of-partnership": link.inner_text()}
    link.click()
    expect(text).to_be_focused()


def test_work_starts_from_another_guidance(desk: Page) -> None:
    """Its forms and checks are shown at once, and undo brings back what was there."""
    start = desk.get_by_label("Start from")
    assert start.locator("option").all_text_contents() == [one["guidance"] for one in SESSION.editor.beginnings()]
    start.select_option("national-2024")
    desk.get_by_role("button", name="Start", exact=True).click()
    expect(desk.locator('[data-part="flows.sharing-2024"]')).to_be_visible()
    expect(control(desk, "partnership.guidance.edition")).to_have_value("May 2024")
    expect(desk.locator("[role=status]")).to_have_text("Started. Undo brings back what was here before.")
    desk.locator("[data-undo]").click()
    expect(desk.locator('[data-part="flows.sharing-2024"]')).to_have_count(0)


def test_every_action_can_be_undone_and_done_again(desk: Page) -> None:
    """Typing into one control is one step; the form shows what the work is."""
    before = SESSION.files
    control(desk, "partnership.area").press_sequentially("X", delay=150)
    desk.locator('[data-press="add partnership.contacts"]').click()
    expect(control(desk, "partnership.contacts.4.name")).to_be_visible()
    desk.locator("summary", has_text="Emergency services").click()
    desk.locator('[data-press="duplicate partnership.contacts.0"]').click()
    expect(control(desk, "partnership.contacts.5.name")).to_be_attached()
    for _ in range(3):
        desk.locator("[data-undo]").click()
    expect(desk.locator("[data-undo]")).to_be_disabled()
    assert SESSION.files == before
    expect(control(desk, "partnership.area")).to_have_value("YOUR AREA")
    for _ in range(3):
        desk.locator("[data-redo]").click()
    expect(desk.locator("[data-redo]")).to_be_disabled()
    expect(control(desk, "partnership.contacts.5.name")).to_be_attached()


@pytest.mark.parametrize("part", ["partnership", "flows.consent", "data.sign_off", "pages", "update"])
def test_nothing_is_wider_than_a_small_phone(desk: Page, part: str) -> None:
    """Unfolded, at 320 px: nobody scrolls sideways."""
    desk.set_viewport_size({"width": 320, "height": 800})
    desk.locator(f'[data-part="{part}"]').click()
    expect(desk.locator(f'[data-part="{part}"]')).to_have_attribute("aria-current", "true")
    desk.evaluate("for (const box of document.querySelectorAll('.desk details')) box.open = true")
    inside = "[...document.querySelectorAll('.desk *')].filter((one) => !one.closest('.desk__wide, pre'))"
    edge = desk.evaluate(f"{inside}.reduce((most, one) => Math.max(most, one.getBoundingClientRect().right), 0)")
    assert edge <= 320


def test_contacts_are_moved_and_removed_by_keyboard(desk: Page) -> None:
    """The focus stays with what has been moved, and goes to the list when something is gone."""
    desk.locator("summary", has_text="YOUR POLICE FORCE").press("Enter")
    desk.locator('[data-press="up partnership.contacts.3"]').press("Enter")
    expect(desk.locator('[data-press="up partnership.contacts.2"]')).to_be_focused()
    expect(control(desk, "partnership.contacts.2.name")).to_have_value("YOUR POLICE FORCE")
    desk.locator('[data-press="remove partnership.contacts.2"]').press("Enter")
    expect(desk.locator('[data-press="add partnership.contacts"]')).to_be_focused()
    expect(desk.locator("[data-problems] li")).to_have_count(0)
    assert SESSION.files["partnership.toml"].count(b"[[contacts]]") == 3


def test_check_is_edited_beside_its_routes_and_a_slip_is_repaired(desk: Page) -> None:
    """A target is chosen from a list; the copy of the site's check lies in the folder from then on."""
    SESSION.editor.set("flows.sharing.questions.0.options.0.to", "consnet")
    desk.reload()
    expect(desk.locator("[data-workshop][data-state=ready]")).to_be_visible()
    desk.locator('[data-part="flows.sharing"]').click()
    expect(desk.locator("[data-check-view]")).to_contain_text("Once the problems are solved")
    desk.locator('[data-item="flows.sharing.questions.0"] > summary').click()
    option = desk.locator('[data-item="flows.sharing.questions.0.options.0"]')
    option.locator("> summary").click()
    target = control(desk, "flows.sharing.questions.0.options.0.to")
    expect(target).to_have_attribute("aria-invalid", "true")
    desk.locator("[data-repair]").click()
    expect(desk.locator("[data-problems] li")).to_have_count(0)
    expect(target).to_have_value("consent")
    expect(desk.locator("[data-check-view]")).to_contain_text("Every route")
    target.select_option("no-purpose")
    expect(desk.locator("[data-problems] li")).not_to_have_count(0)
    expect(desk.locator("[data-repair]")).to_have_count(0)
    desk.locator("[data-undo]").click()
    expect(desk.locator("[data-problems] li")).to_have_count(0)
    assert "based-on/flows/sharing.toml" in SESSION.files


def test_flowchart_is_that_of_the_check_as_it_is(desk: Page) -> None:
    """While it is drawn again it says that it is of before; of a check that is not sound there is none."""
    picture, note = desk.locator("[data-picture]"), desk.locator("[data-picture-note]")
    now = desk.locator("[data-picture=now] svg.flowchart__picture")
    desk.locator('[data-part="flows.consent"]').click()
    expect(now).to_be_visible()
    expect(desk.locator(f'ol[id="{now.get_attribute("aria-details")}"] > li')).to_have_count(
        picture.locator("a[data-box]").count()
    )
    box = picture.locator("a[data-box]").first
    box.click()
    expect(control(desk, "flows.consent.questions.0.id")).to_be_focused()
    begun = time.perf_counter()
    control(desk, "flows.consent.questions.0.name").fill("Is it dangerous to ask?")
    expect(desk.locator("[data-picture=old]")).to_be_visible()
    expect(note).to_have_text("This is how it was before your last change. It is being drawn again.")
    expect(now).to_be_visible()
    print(f"\nA changed flowchart is shown {time.perf_counter() - begun:.1f} s after the last letter")
    expect(box).to_contain_text("Is it dangerous to ask?")
    expect(note).to_be_empty()
    desk.locator('[data-press="remove flows.consent.questions.0.options.0"]').dispatch_event("click")
    expect(desk.locator("[data-problems] li")).not_to_have_count(0)
    expect(picture).to_have_count(0)
    desk.locator("[data-undo]").click()
    expect(now).to_be_visible()
    SESSION.editor.set(PHONE, "x")
    desk.locator("[data-undo]").click()  # takes that back
    desk.locator("[data-redo]").click()
    expect(desk.locator("[data-picture=none]")).to_have_text("Once the problems are solved, it is here.")


def test_signature_is_filled_in_and_adoption_says_what_is_left(desk: Page) -> None:
    """One line less for the check that is signed."""
    adoption = desk.locator("[data-adoption] li")
    expect(adoption.filter(has_text="signed off")).to_have_count(3)
    desk.locator('[data-part="data.sign_off"]').click()
    desk.locator("#sign-check").select_option("sharing")
    desk.locator("#sign-reviewer").fill("A. Lee")
    desk.locator("#sign-role").fill("Head of safeguarding")
    desk.locator("#sign-date").fill("2026-11-20")
    desk.locator('[data-press="sign"]').click()
    expect(adoption.filter(has_text="signed off")).to_have_count(2)


def test_work_is_saved_and_another_is_opened(desk: Page, tmp_path: Path) -> None:
    """A wrong file ends in a sentence, and leaves what is there."""
    control(desk, "partnership.area").fill("Dorsetshire")
    expect(desk.locator(".desk__saved")).to_have_text("Not yet saved")
    with desk.expect_download() as saving:
        desk.locator("[data-save]").click()
    expect(desk.locator(".desk__saved")).to_have_text("Saved")
    assert b'area = "Dorsetshire"' in opened(saving.value.path().read_bytes())["partnership.toml"]
    wrong = tmp_path / "photo.zip"
    wrong.write_bytes(b"GIF89a")
    control(desk, "work").set_input_files(wrong)
    expect(desk.get_by_role("status")).to_contain_text("this is no ZIP")
    expect(control(desk, "partnership.area")).to_have_value("Dorsetshire")
    other = tmp_path / "other.zip"
    other.write_bytes(saved({"partnership.toml": (FOLDERS / "westmarch" / "partnership.toml").read_bytes()}))
    control(desk, "work").set_input_files(other)
    expect(control(desk, "partnership.area")).to_have_value("Westmarch")
    desk.locator("[data-undo]").click()
    expect(control(desk, "partnership.area")).to_have_value("Dorsetshire")


def test_leaving_with_unsaved_work_asks_first(desk: Page) -> None:
    """And with nothing to lose it doesn't."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", accept)
    desk.reload()
    expect(desk.locator("[data-workshop][data-state=ready]")).to_be_visible()
    assert asked == []
    control(desk, "partnership.area").fill("Dorsetshire")
    expect(desk.locator(".desk__saved")).to_have_text("Not yet saved")
    desk.reload()
    assert asked == ["beforeunload"]


def test_nothing_is_kept_unless_asked_for_and_deleting_leaves_nothing(desk: Page, tmp_path: Path) -> None:
    """What is kept comes back after the page was left, though Python has begun anew."""
    databases = "async () => (await indexedDB.databases()).length + localStorage.length + sessionStorage.length"
    control(desk, "partnership.area").fill("Dorsetshire")
    expect(desk.locator(".desk__saved")).to_have_text("Not yet saved")
    assert desk.evaluate(databases) == 0
    desk.get_by_label("Keep my work in this browser").check()
    expect(desk.locator("[data-forget]")).to_be_visible()
    control(desk, "partnership.host").fill("the council")
    expect(desk.locator("[data-pending]")).to_have_count(0)
    desk.on("dialog", lambda dialog: dialog.accept())
    SESSION.__dict__["editor"] = Editor(tmp_path / "again")
    desk.reload()
    expect(desk.get_by_role("status")).to_have_text("This is the work that was kept in this browser.")
    expect(control(desk, "partnership.area")).to_have_value("Dorsetshire")
    expect(control(desk, "partnership.host")).to_have_value("the council")
    desk.locator("[data-forget]").click()
    expect(desk.get_by_role("status")).to_have_text("Nothing is kept in this browser.")
    assert desk.evaluate(databases) == 0


def test_page_is_shown_as_the_site_will_have_it_while_it_is_written(desk: Page) -> None:
    """To read and nothing else, within a second of the last letter; what the build refuses is said in its words."""
    SESSION.editor.copy("pages/guidance/law.md")
    desk.locator('[data-part="pages"]').click()
    desk.locator('[data-press="pages/guidance/law.md"]').click()
    now = desk.locator("[data-preview=now]")
    expect(now).to_contain_text("What the law requires of you", timeout=60_000)
    assert now.locator("[href], script, [name]").count() == 0
    text = control(desk, "pages.guidance/law.md")
    before = text.input_value()
    begun = time.perf_counter()
    text.fill(f"{before}\nThe law in {{{{ partnership.area }}}} is *the same*.\n")
    expect(desk.locator("[data-preview=old]")).to_be_visible()
    expect(now.locator("p", has_text="The law in YOUR AREA is the same.").locator("em")).to_have_text("the same")
    took = time.perf_counter() - begun
    print(f"\nA page that is being written is shown {took:.2f} s after the last letter")
    text.fill(f"{before}\n{{{{ nonsense }}}}\n")
    expect(desk.locator("[data-preview=none]")).to_contain_text("guidance/law.md")
    expect(desk.locator("[data-preview=none]")).to_contain_text("'nonsense' is undefined")
    text.fill(before)
    expect(now).to_be_visible()
    address = desk.url
    now.locator("a").evaluate_all("(links) => { for (const link of links) link.click(); }")
    assert desk.url == address
    assert len(desk.context.pages) == 1


def test_page_is_changed_and_given_back(desk: Page) -> None:
    """A copy of the site's own is what one begins with."""
    desk.locator('[data-part="pages"]').click()
    desk.locator('[data-press="pages/guidance/law.md"]').click()
    desk.get_by_role("button", name="Change this page").click()
    text = control(desk, "pages.guidance/law.md")
    text.fill("---\ntitle: The law here\n---\n# The law here\n")
    expect(desk.locator("[data-pending]")).to_have_count(0)
    assert SESSION.files["pages/guidance/law.md"].startswith(b"---\ntitle: The law here")
    desk.get_by_role("button", name="Use the site's own again").click()
    expect(desk.locator('[data-press="pages/guidance/law.md"]')).not_to_contain_text("changed by you")
    assert "pages/guidance/law.md" not in SESSION.files


@pytest.mark.parametrize("part", ["partnership", "flows.consent", "data.sign_off", "pages", "update"])
@pytest.mark.usefixtures("_new_work")
def test_axe_finds_nothing(browser: Browser, address: str, part: str) -> None:
    """With problems shown and everything unfolded, narrow and wide, in both palettes."""
    SESSION.editor.set(PHONE, "x")
    SESSION.editor.set("flows.consent.start", "nowhere")
    for _ in range(3):
        SESSION.editor.remove("flows.consent.questions.0.options.0")
    SESSION.editor.remove("flows.consent.questions.1.options.0")
    if part == "pages":
        SESSION.editor.open({"partnership.toml": starter().encode()})
        SESSION.editor.copy("pages/guidance/when-and-how.md")
    context = context_for_axe(browser)
    try:
        page = context.new_page()
        page.goto(address)
        expect(page.locator("[data-workshop][data-state=ready]")).to_be_visible()
        page.locator(f'[data-part="{part}"]').click()
        expect(page.locator(f'[data-part="{part}"][aria-current]')).to_be_visible()
        if part == "pages":
            page.locator('[data-press="pages/guidance/when-and-how.md"]').click()
            expect(page.locator("[data-preview=now]")).to_be_visible(timeout=60_000)
        page.evaluate("() => desk.queue")
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
        assert violations_everywhere(page) == []
    finally:
        context.close()
