"""A partnership adopts the site by following the tutorial alone, without a mouse and without a terminal."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from build_scripts.saved_work import opened
from decision_engine.partnership import partnership_from_bytes
from tests.conftest import serving
from tests.folders.partnerships import FOLDERS
from tests.tools.tutorial_pictures import PICTURES, SHOWN
from tests.tools.workshop import DEMO, contents, make_folder, native_site
from tests.tools.workshop_tutorial import PAGE, Keyboard, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.conftest import Served

MOST_ACTIONS = 80
MOST_BYTES_OF_PICTURES = 300_000
SAID_OF_DEMONSTRATIONS = "not published or checked by any partnership"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration's site, as a partnership finds it."""
    target = tmp_path_factory.mktemp("served")
    with serving(native_site(make_folder(DEMO, target), target / "site")) as served:
        yield served


@pytest.fixture(scope="module")
def adopted(browser: Browser, served: Served, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int]:
    """The ZIP that following the tutorial ends in, and how many actions it took."""
    downloads = tmp_path_factory.mktemp("downloads")
    context = browser.new_context()
    page = context.new_page()
    keyboard = Keyboard(page, served.url, downloads)
    seen = list(keyboard.follow(steps_of(TEXT)))
    assert seen == list(SHOWN)
    assert page.locator("[data-adoption] li").count() == 0
    context.close()
    saved = opened((downloads / "partnership.zip").read_bytes())
    assert b"Westmarch Levels of Need" in saved["partnership.toml"]
    return (downloads / "share-safely-site.zip").read_bytes(), keyboard.actions


def test_tutorial_takes_fewer_than_eighty_actions(adopted: tuple[bytes, int]) -> None:
    """Each press and each field that is filled in is one."""
    print(f"\nAn adoption by keyboard: {adopted[1]} actions")
    assert adopted[1] < MOST_ACTIONS


def test_site_is_the_partnership_s_own(adopted: tuple[bytes, int], tmp_path: Path) -> None:
    """No page calls it a demonstration, the names are those of a real folder, and a machine builds the same site."""
    with zipfile.ZipFile(io.BytesIO(adopted[0])) as packed:
        packed.extractall(tmp_path)
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 30
    said = [str(page) for page in pages if SAID_OF_DEMONSTRATIONS in page.read_text(encoding="utf-8")]
    assert [page for page in said if "in-a-browser" not in page and "go-live" not in page] == []
    made = partnership_from_bytes((tmp_path / "partnership" / "partnership.toml").read_bytes())
    real = partnership_from_bytes((FOLDERS / "westmarch" / "partnership.toml").read_bytes())
    for key in ("name", "short_name", "area", "publisher", "host", "maintainer", "contact_email", "adopted"):
        assert getattr(made, key) == getattr(real, key), key
    assert {(str(one.name), one.phone) for one in made.contacts} == {
        (str(one.name), one.phone) for one in real.contacts
    }
    text = (tmp_path / "site/guidance/resources/index.html").read_text(encoding="utf-8")
    assert "ask the safeguarding team of your council" in text
    question = (tmp_path / "site/check/index.html").read_text(encoding="utf-8")
    assert "In a village, a school and an age can be enough." in question
    right, found = contents(native_site(tmp_path / "partnership", tmp_path / "native")), contents(tmp_path / "site")
    assert sorted(found) == sorted(right)
    assert [path for path in right if found[path] != right[path]] == []


def test_every_picture_is_there_small_and_described() -> None:
    """What `make pictures` writes is what the page shows, and each says in words what is to be seen."""
    files = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(files) == {f"{name}.png" for name in SHOWN}
    assert sum(files.values()) < MOST_BYTES_OF_PICTURES
    assert [step.name for step in steps_of(TEXT) if step.does == "see"] == list(SHOWN)
