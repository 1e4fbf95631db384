"""What the tests share: the site built once, a server that writes down each request, a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.junitxml import xml_key
from hypothesis import settings
from playwright.sync_api import sync_playwright

from build_scripts.paths import PARTNERSHIP
from build_scripts.programs.browser import chromium, quick_chromium
from tests.evidence.cases import this_run
from tests.evidence.summary import summary
from tests.folders.partnerships import BESIDE
from tests.folders.starting_points import NATIONAL
from tests.tools import golden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

ROOT = Path(__file__).resolve().parent.parent
# Property tests try the same examples every time, however long each takes, and write nothing outside the cache folder.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".cache" / "hypothesis"))
settings.register_profile("steady", max_examples=60, deadline=None, derandomize=True, database=None)
settings.load_profile("steady")
SOURCES = ("build_scripts", "decision_engine", "docs", "overrides")
FILES = ("mkdocs.yml", "pyproject.toml", "package.json", "package-lock.json", ".npmrc", "README.md", "LICENSE")
# `make properdocs` runs the tests of the site on what ProperDocs makes of the same sources.
BUILDER = os.environ.get("SHARE_SAFELY_BUILDER", "mkdocs")
EPOCH = "1704067200"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# The files of tests that take longest, the longest first: whichever process is given one last keeps the other waiting.
LONGEST_FIRST = (
    "browser/test_accessibility.py",
    "browser/test_keyboard.py",
    "privacy/test_nothing_leaves_or_stays.py",
    "site/test_contacts.py",
    "site/test_pseudo_language.py",
    "build_scripts/runtime/test_cut.py",
    "browser/test_moving.py",
    "browser/test_early_answers.py",
    "site/test_reproducible.py",
    "browser/test_emergency_line.py",
    "browser/test_several_answers.py",
    "browser/test_review.py",
    "browser/test_record.py",
)


@dataclass(slots=True)
class Served:
    """A served folder: its address and every request line it has answered."""

    url: str
    requests: list[str] = field(default_factory=list)


def copy_sources(target: Path) -> Path:
    """Copy what a build needs, so that a test may change it."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(ROOT / name, target / name)
    return target


def run_build(
    source: Path, site: Path, *, check: bool = True, builder: str = BUILDER
) -> subprocess.CompletedProcess[str]:
    """Build a copy of the sources as `make site` does."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": EPOCH,
        "SHARE_SAFELY_CACHE": os.environ.get("SHARE_SAFELY_CACHE", str(ROOT / ".cache")),
        "PYTHONPATH": str(source),
    }
    if source != ROOT:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"  # nobody will run the copy's modules again
    if (source / BESIDE).is_dir():
        environment["SHARE_SAFELY_PARTNERSHIP"] = str(source / BESIDE)
    command = [sys.executable, "-m", builder, "build", "--strict", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    if check:
        assert done.returncode == 0, done.stderr + done.stdout
    return done


@contextmanager
def serving(folder: Path, path: str = "/") -> Iterator[Served]:
    """Serve a folder with Python's own server, at its root or under a path, and write down each request."""
    served = Served("")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            served.requests.append(self.requestline)

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(prefix) if path.startswith(prefix + "/") else path)

    prefix = path.rstrip("/")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        served.url = f"http://127.0.0.1:{server.server_port}{prefix}/"
        yield served
        server.shutdown()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that renews golden files."""
    parser.addoption(golden.OPTION, action="store_true", help="write golden files anew instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the helper that compares golden files whether to write them."""
    golden.updating = config.getoption(golden.OPTION)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that two processes finish together; within a file nothing moves."""
    last = len(LONGEST_FIRST)
    place = {ROOT / "tests" / file: number for number, file in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path, last))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Write into the report which commit this is, and what it is tested on.

    pytest's own fixture for it, `record_testsuite_property`, is silent where tests run in several processes.
    """
    report = session.config.stash.get(xml_key, None)
    for name, value in this_run().items() if report else ():
        report.add_global_property(name, value)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that the evidence is made of."""
    for line in summary(terminalreporter.stats):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once from the sources as they are."""
    folder = tmp_path_factory.mktemp("site") / "site"
    run_build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def national_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the folder that starts from the national advice of 2024, built once from the sources as they are."""
    folder = tmp_path_factory.mktemp("national") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PARTNERSHIP, str(NATIONAL))
        run_build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def build_changed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Path], None]], Path]:
    """Build a copy of the sources after a change to it, and return the site's folder."""

    def build(change: Callable[[Path], None]) -> Path:
        folder = tmp_path_factory.mktemp("changed")
        source = copy_sources(folder / "source")
        change(source)
        run_build(source, folder / "site")
        return folder / "site"

    return build


@pytest.fixture(scope="session")
def chromiums() -> Iterator[BrowserType]:
    """Playwright's hold on any Chromium: one per process, since Playwright can't be started twice."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromiums: BrowserType) -> Iterator[Browser]:
    """A real Chromium."""
    browser = chromiums.launch(executable_path=str(chromium()), args=list(CHROMIUM_FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def quick_browser(chromiums: BrowserType) -> Iterator[Browser]:
    """A Chromium without windows where there is one; a file that has been tried in it lets its `browser` be this."""
    browser = chromiums.launch(executable_path=str(quick_chromium()), args=list(CHROMIUM_FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose console errors are kept; `problems_of` gives them."""
    return watch(context.new_page())


_PROBLEMS: dict[Page, list[str]] = {}


def watch(page: Page) -> Page:
    """Write down console errors and page errors of a page."""
    problems = _PROBLEMS.setdefault(page, [])
    page.on("console", lambda message: problems.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    return page


def problems_of(page: Page) -> list[str]:
    """Return the console errors, warnings and page errors so far."""
    return _PROBLEMS[page]


@pytest.fixture
def browser_without_script(browser: Browser) -> Iterator[Page]:
    """A page in a profile that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def root_site(site: Path) -> Iterator[Served]:
    """The site at the root of a server."""
    with serving(site) as served:
        yield served
