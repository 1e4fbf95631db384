"""The check in a frame on another site: with the documented snippet it works whole, elsewhere it isn't shown."""

from __future__ import annotations

import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from build_scripts.servers.configs import server_config
from build_scripts.servers.headers import ASK_AGAIN, CACHE, EVERYWHERE, FRAMES, POLICY, ServerTable, server_table
from tests.browser.walk import all_routes, result, until, walk
from tests.conftest import ROOT, problems_of
from tests.folders.partnerships import place
from tests.servers.real_servers import READY_MADE, running_with_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Frame, Page, Route

DEMONSTRATION = read_language().say("frame.demonstration_page")

EMBED = "embed/"
SNIPPET = re.compile(r"^```html\n(<iframe.*?</iframe>)\n```$", re.DOTALL | re.MULTILINE)
DOCUMENTED = "https://share-safely.example.org/"
FRAMED = re.compile(r"; frame-ancestors (?P<who>[^;]+)$")
ROUTE = max(all_routes(), key=lambda route: len(route.answers))
PAIRS = list(zip(READY_MADE, cycle(("/sub/", "/")), strict=False))


@contextmanager
def listening(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[int]:
    """Run a server and give its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


class Silent(SimpleHTTPRequestHandler):
    """A server that says nothing about its requests."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def sending(table: ServerTable) -> type[Silent]:
    """Give a server that sends each file with the headers that the table has for it."""

    class Sending(Silent):
        def end_headers(self) -> None:
            path = self.path.lstrip("/")
            for name, value in {**table.everywhere(path), POLICY: table.documents.get(path, table.policy)}.items():
                self.send_header(name, value)
            super().end_headers()

    return Sending


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """The partner's server: its folder and its port, at which it has two names, and so two origins."""
    folder = tmp_path_factory.mktemp("partner")
    with listening(partial(Silent, directory=str(folder))) as port:
        yield folder, port


@pytest.fixture(scope="module")
def embeddable(build_changed: Callable[[Callable[[Path], None]], Path], partner: tuple[Path, int]) -> Path:
    """The site, built so that the partner's server may embed the check under the first of its names."""

    def change(source: Path) -> None:
        place(source, adopted=False, embed_on=["https://partner.example", f"http://localhost:{partner[1]}"])

    return build_changed(change)


@pytest.fixture(scope="module")
def table(embeddable: Path) -> ServerTable:
    """The table of the site that may be embedded."""
    return server_table(embeddable)


@pytest.fixture(scope="module")
def origin(embeddable: Path, table: ServerTable, partner: tuple[Path, int]) -> Iterator[str]:
    """The site's own address; the partner's pages hold its frames: `embed.html` and `check.html`."""
    found = SNIPPET.search((ROOT / "docs" / "adopt" / "embed.md").read_text(encoding="utf-8"))
    assert found
    with listening(partial(sending(table), directory=str(embeddable))) as port:
        here = f"http://127.0.0.1:{port}/"
        snippet = found[1].replace(DOCUMENTED, here)
        assert f'src="{here}embed/"' in snippet
        pages = {"before": "", "embed": snippet, "check": snippet.replace("/embed/", "/check/")}
        for name, text in pages.items():
            page = (
                f"<!doctype html><html lang=en><title>Partner</title><link rel=icon href=data:,><h1>{name}</h1>{text}"
            )
            (partner[0] / f"{name}.html").write_text(page, encoding="utf-8")
        yield here


def framed(page: Page) -> Frame:
    """Give the frame on the partner's page."""
    _, frame = page.frames
    return frame


def choose_by_keyboard(frame: Frame) -> None:
    """Give the first answer with the Enter key: a sandboxed frame may send no form, and needn't."""
    question, given = next(iter(ROUTE.answers.items()))
    choice = frame.locator(f"form[data-question={question}] input[value={given.option}]")
    choice.check()
    choice.press("Enter")


def open_frame(page: Page, partner: tuple[Path, int]) -> Frame:
    """Come to the partner's page from another and wait until the checker in the frame is ready."""
    page.goto(f"http://localhost:{partner[1]}/before.html")
    page.goto(f"http://localhost:{partner[1]}/embed.html")
    frame = framed(page)
    frame.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
    return frame


def test_without_the_setting_there_is_no_such_page(site: Path) -> None:
    """The site as it comes has no page for frames, and no server is told of any."""
    assert not (site / EMBED).exists()
    table = server_table(site)
    assert (table.embed_pages, table.embed_policy) == ((), "")
    assert {found["who"] for policy in table.documents.values() for found in FRAMED.finditer(policy)} == {"'none'"}
    assert all(table.everywhere(path) == EVERYWHERE for path in table.files)


def test_the_page_holds_the_notice_and_the_check_and_nothing_round_them(embeddable: Path) -> None:
    """Every link that leaves the page opens a new tab; search engines and the site's own search pass it by."""
    page = LexborHTMLParser((embeddable / EMBED / "index.html").read_text(encoding="utf-8"))
    assert page.css_first("html").attributes["lang"] == "en-GB"
    assert page.css_first("title").text().startswith("Should I share this information?")
    assert DEMONSTRATION in page.css_first("body").text()
    assert [part.attributes["data-notice"] for part in page.css(".check__notice--standing")] == ["any-time"]
    assert page.css("nav, .ss-header, .ss-skip, .ss-menu") == []
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    links = [link.attributes for link in page.css("body a") if not (link.attributes["href"] or "").startswith("#")]
    away = [link for link in links if not (link["href"] or "").startswith("tel:")]
    assert len(away) > 20
    assert [link for link in away if (link.get("target"), link.get("rel")) != ("_blank", "noopener")] == []
    assert '"embed/' not in (embeddable / "search" / "search_index.json").read_text(encoding="utf-8")


def test_only_that_page_may_be_framed_and_only_by_the_sites_listed(
    table: ServerTable, partner: tuple[Path, int]
) -> None:
    """Apart from that its policy is the check's, and it alone is sent without the older header against frames."""
    framers = {path: FRAMED.search(policy) for path, policy in table.documents.items()}
    listed = f"http://localhost:{partner[1]} https://partner.example"
    assert {path for path, found in framers.items() if found and found["who"] == listed} == {EMBED}
    assert {found["who"] for path, found in framers.items() if found and path != EMBED} == {"'none'"}
    assert None not in framers.values()
    assert FRAMED.sub("", table.documents[EMBED]) == FRAMED.sub("", table.documents["check/"])
    assert [path for path in table.documents if FRAMES not in table.everywhere(path)] == [EMBED]


def test_headers_file_keeps_frames_out_of_the_rule_for_all(table: ServerTable) -> None:
    """Both hosts add what the rule for all says to what a page's own rule says, so that a page can't be exempt."""
    rules = dict(re.findall(r"^(/\S*)\n((?:  .*\n)+)", server_config("_headers", table), re.MULTILINE))
    assert "frame" not in rules["/*"].lower()
    assert EVERYWHERE.keys() - {FRAMES} <= {line.split(":")[0].strip() for line in rules["/*"].splitlines()}
    for path, policy in table.documents.items():
        assert f"  {POLICY}: {policy}\n" in rules[f"/{path}"]
        assert (f"  {FRAMES}: DENY\n" in rules[f"/{path}"]) == (path != EMBED), path


def test_web_config_makes_the_one_exception(table: ServerTable) -> None:
    """The page's own place takes the older header away and puts another policy in."""
    root = ET.fromstring(server_config("web.config", table))  # noqa: S314 - written just now
    removing = [place for place in root.iter("location") if place.find(f".//remove[@name='{FRAMES}']") is not None]
    assert [place.get("path") for place in removing] == ["embed"]
    added = removing[0].findall(".//add")
    assert [(one.get("name"), one.get("value")) for one in added] == [(POLICY, table.embed_policy)]


@pytest.mark.parametrize(("name", "prefix"), PAIRS)
def test_a_server_with_our_settings_makes_the_one_exception(
    page: Page, embeddable: Path, table: ServerTable, name: str, prefix: str
) -> None:
    """Real servers send that page, under both its addresses, without the older header, and every other with it."""
    with tempfile.TemporaryDirectory(prefix="share-safely-") as folder:
        work, root = Path(folder) / "work", Path(folder) / "root"
        site = root / prefix.strip("/")
        shutil.copytree(embeddable, site)
        for made in (Path(folder), work):
            made.mkdir(exist_ok=True)
            made.chmod(0o755)
        with running_with_ours(name, site, root, work, prefix) as address:
            for path in ("", "check/", EMBED, "guidance/", "assets/favicon.svg"):
                sent = page.request.get(address + path).headers
                assert sent[POLICY.lower()] == table.documents.get(path, table.policy), path
                assert sent[CACHE.lower()] == ASK_AGAIN, path
                given = {header: sent.get(header.lower()) for header in EVERYWHERE}
                assert given == {**dict.fromkeys(EVERYWHERE), **table.everywhere(path)}, path


def test_the_check_works_whole_in_a_frame_on_another_site(page: Page, origin: str, partner: tuple[Path, int]) -> None:
    """The engine decides, the record is saved, the guidance opens in a new tab, and Back leaves the partner's page."""
    frame = open_frame(page, partner)
    assert frame.url == f"{origin}{EMBED}"
    length = page.evaluate("history.length")
    choose_by_keyboard(frame)
    inside = cast("Page", frame)  # what the walk asks of a page, a frame has too
    walk(inside, dict(list(ROUTE.answers.items())[1:]))
    assert result(inside) == ROUTE.decided_by("engine")
    with page.expect_download() as saved:
        frame.get_by_role("button", name="Download as text").locator("visible=true").click()
    assert ROUTE.reasons[0] in saved.value.path().read_text(encoding="utf-8")
    with page.context.expect_page() as opened:
        frame.locator("[data-outcome]:visible .places a").first.click()
    expect(opened.value.locator("h1")).to_be_visible()
    assert opened.value.url.startswith(f"{origin}guidance/")
    frame.get_by_role("button", name="Back", exact=True).click()
    last = list(ROUTE.answers)[-1]
    expect(frame.locator(f"form[data-question={last}]")).to_be_visible()
    assert page.evaluate("history.length") == length
    assert problems_of(page) == []
    page.go_back()
    expect(page.locator("h1")).to_have_text("before")


def test_where_the_style_inside_is_refused_the_one_beside_it_is_fetched(page: Page, origin: str) -> None:
    """Something on the way has rewritten the style, which has another hash then: the frame looks as it did."""

    def rewrite(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("</style>", "/**/</style>"))

    page.route(f"{origin}{EMBED}", rewrite)
    page.goto(f"{origin}{EMBED}")
    until(page, "getComputedStyle(document.documentElement).getPropertyValue('--ss-page') !== ''")
    sheets = page.evaluate("[...document.styleSheets].map((sheet) => sheet.href ?? 'inside')")
    assert len(sheets) >= 1
    assert "inside" not in sheets


@pytest.mark.parametrize(("name", "file"), [("127.0.0.1", "embed"), ("localhost", "check")])
def test_browsers_refuse_what_no_setting_allows(
    page: Page, origin: str, partner: tuple[Path, int], name: str, file: str
) -> None:
    """A site that isn't listed gets nothing, and one that is gets no page but that for frames."""
    page.goto(f"http://{name}:{partner[1]}/{file}.html")
    expect(page.locator("h1")).to_have_text(file)
    assert page.locator("iframe").get_attribute("src") == f"{origin}{file}/"
    assert framed(page).url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors" in problem for problem in problems_of(page))
