"""What servers and proxies do to pages on their way: another encoding in the header, smaller HTML, rewritten styles."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.walk import until
from tests.conftest import problems_of, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PAGES = ("index.html", "check/index.html", "guidance/law/index.html", "review/index.html", "404.html")
_KEPT = re.compile(r"(<(script|style|pre|textarea)\b[^>]*>)(.*?)(</\2>)", re.DOTALL)
# What a visitor sees and hears, and how the page looks.
READ = """() => {
  const styles = ["color", "backgroundColor", "fontSize", "fontFamily"];
  const looks = (name) => {
    const style = getComputedStyle(document.querySelector(name));
    return style.cssText || styles.map((one) => style[one]).join();
  };
  const read = ["aria-label", "title", "data-text", "data-label", "data-reason", "placeholder"];
  const elements = [...document.querySelectorAll("body *")];
  const attributes = elements.flatMap((one) => read.map((name) => one.getAttribute(name)));
  const words = (text) => text.replace(/\\s+/g, " ").trim();
  return [document.title, words(document.body.innerText), attributes.join(), looks("body"), looks("h1"), looks("main")];
}"""


@contextmanager
def served(folder: Path, charset: str = "") -> Iterator[str]:
    """Serve a folder, naming an encoding in the header of every text."""
    kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}

    class Handler(SimpleHTTPRequestHandler):
        def guess_type(self, path: Any) -> str:
            kind = kinds.get(Path(path).suffix)
            return f"{kind}; charset={charset}" if kind and charset else super().guess_type(path)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def smaller(html: str) -> str:
    """Make HTML smaller as common programs do: no comments, single blanks, no quotes where none are needed."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        inside = match[3] if match[2] in {"pre", "textarea"} else match[3].strip()
        kept.append(match[1] + inside + match[4])
        return f"\0{len(kept) - 1}\0"

    text = _KEPT.sub(keep, html)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r'(<[^<>]*?\s[\w-]+)="([^"\s\'`=<>]+)"(?=[\s>])', r"\1=\2", text)
    return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text)


def rewritten(html: str) -> str:
    """Rewrite the styles inside a page, after which their hashes are others."""
    return re.sub(
        r"<style>(.*?)</style>", lambda match: f"<style>/* smaller */{match[1]}</style>", html, flags=re.DOTALL
    )


def changed(site: Path, folder: Path, change: Callable[[str], str]) -> Path:
    """Copy a site with every page changed."""
    shutil.copytree(site, folder)
    for path in folder.rglob("*.html"):
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def opened(page: Page, address: str) -> list[str]:
    """Open a page and return what is read on it, once the check on it has begun."""
    page.goto(address)
    if "check/" in address or "review/" in address:
        page.locator("[data-check][data-started]").wait_for()
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
    read: list[str] = page.evaluate(READ)
    return read


@pytest.mark.parametrize("name", PAGES)
def test_a_wrong_encoding_in_the_header_changes_nothing(name: str, site: Path, browser: Browser) -> None:
    """The header counts for more than the page's own word; words, looks and the check are the same."""
    context = browser.new_context()
    page = watch(context.new_page())
    with served(site) as right, served(site, "ISO-8859-1") as wrong:
        expected = opened(page, right + name)
        assert opened(page, wrong + name) == expected
        assert page.evaluate("document.characterSet") == "windows-1252"
    assert problems_of(page) == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_smaller_html_is_the_same_page(name: str, site: Path, tmp_path: Path, browser: Browser) -> None:
    """No hash is over anything that such a program takes away."""
    context = browser.new_context()
    page = watch(context.new_page())
    with served(site) as right, served(changed(site, tmp_path / "smaller", smaller)) as small:
        expected = opened(page, right + name)
        assert opened(page, small + name) == expected
    assert problems_of(page) == []
    context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_where_the_style_inside_is_refused_the_one_beside_it_is_fetched(
    *, scripted: bool, site: Path, tmp_path: Path, browser: Browser
) -> None:
    """A style that was rewritten has another hash; the page looks as it did, by two requests more."""
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    looks = "getComputedStyle(document.querySelector('.question')).cssText + getComputedStyle(document.body).fontFamily"
    with served(site) as right, served(changed(site, tmp_path / "rewritten", rewritten)) as other:
        page.goto(f"{right}check/")
        expected = page.evaluate(looks)
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(f"{other}check/")
        until(page, "getComputedStyle(document.documentElement).getPropertyValue('--ss-page') !== ''")
        until(page, "document.styleSheets.length >= 2")
        assert page.evaluate(looks) == expected
    assert len([url for url in fetched if url.endswith(".css")]) == 2
    context.close()


def test_where_nothing_was_changed_no_style_is_fetched(site: Path, browser: Browser) -> None:
    """Question one waits for no request but the page's own."""
    context = browser.new_context()
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    with served(site) as right:
        opened(page, f"{right}check/")
    assert [url for url in fetched if url.endswith(".css")] == []
    context.close()


def test_from_a_file_share_links_lead_to_pages(site: Path, browser: Browser) -> None:
    """There is no server that looks into folders: each link names the page's file, its anchor kept."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    until(page, "document.documentElement.classList.contains('js')")
    links = "[...document.querySelectorAll('a[href]')].filter((link) => link.protocol === 'file:')"
    hrefs = page.evaluate(f"{links}.map((link) => link.pathname)")
    assert len(hrefs) > 20
    assert [href for href in hrefs if href.endswith("/")] == []
    page.locator("main").get_by_role("link", name="Read the guidance").click()
    page.wait_for_url("**/guidance/index.html")
    assert page.locator("h1").inner_text()
    context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_from_a_file_share_the_front_page_says_what_links_need_without_script(
    *, scripted: bool, site: Path, browser: Browser
) -> None:
    """A link to a folder shows its files, and no script puts the page's own name behind it."""
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert ("Open the file index.html in it." in page.locator("main").inner_text()) is not scripted
    context.close()
