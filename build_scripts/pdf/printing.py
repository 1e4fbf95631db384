"""The whole guidance as one PDF, printed by headless Chromium from the built pages: tagged, with bookmarks.

The same pages and the same Chromium give the same bytes: nothing but the two dates inside differs between two runs,
and they are overwritten.
"""

from __future__ import annotations

import datetime as dt
import mimetypes
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from build_scripts.errors import BuildError
from build_scripts.paths import cached
from build_scripts.pdf.document import ORIGIN, guidance_document
from build_scripts.programs import MissingBrowserError, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from build_scripts.content import Guidance

STYLE = Path(__file__).with_name("pdf.css")
_OPTIONS = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}
# Chromium without a screen, asking nobody for anything.
_FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
_DATES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}([+-]\d\d'\d\d')")
_DOCUMENT = "guidance.html"


def why_no_pdf() -> str:
    """Return why there will be no PDF; empty when there will be one."""
    if os.environ.get("SHARE_SAFELY_PDF") == "no":
        return "SHARE_SAFELY_PDF=no: the guidance is not offered as a PDF"
    try:
        chromium()
    except MissingBrowserError as error:
        return f"The guidance is not offered as a PDF. {error}"
    return ""


def guidance_pdf(guidance: Guidance) -> bytes:
    """Return the guidance as a PDF, from the cache when nothing that goes into it has changed.

    Raises BuildError when Chromium can't print it.
    """
    browser = chromium()
    html = guidance_document(guidance, STYLE.read_text(encoding="utf-8"))
    version = subprocess.run([browser, "--version"], capture_output=True, check=True).stdout
    inputs: list[bytes | str] = [html, version, repr(_OPTIONS)]
    for file in sorted((guidance.site / "assets").rglob("*")):
        if file.suffix in {".css", ".woff2", ".svg"}:
            inputs += [file.relative_to(guidance.site).as_posix(), file.read_bytes()]

    def fill(folder: Path) -> None:
        (folder / "guidance.pdf").write_bytes(_printed(browser, html, guidance.site))

    content = (cached("pdf", inputs, fill) / "guidance.pdf").read_bytes()
    return dated(content, _moment(guidance.local.partnership.last_reviewed))


def dated(content: bytes, moment: dt.datetime) -> bytes:
    """Overwrite a PDF's dates with a moment in UTC, byte for byte, so that no offset in it moves.

    Raises BuildError when the PDF hasn't got the two dates where Chromium puts them.
    """
    digits = f"{moment:%Y%m%d%H%M%S}".encode()
    content, found = _DATES.subn(lambda match: match[1] + digits + b"+00'00'", content)
    if found != len(("CreationDate", "ModDate")):
        raise BuildError(
            [f"The PDF of the guidance holds {found} dates where two were expected: CreationDate, ModDate"]
        )
    return content


def _moment(fallback: dt.date) -> dt.datetime:
    """Return the time of SOURCE_DATE_EPOCH, or without it the start of the day of the last review."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
    return dt.datetime.combine(fallback, dt.time(), tzinfo=dt.UTC)


def _printed(browser: Path, html: str, site: Path) -> bytes:
    """Print the document; every file it asks for is handed over from the built site, and nothing is fetched."""
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - slow, and most builds find the PDF printed

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        file = (site / path).resolve()
        if path == _DOCUMENT:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif route.request.url.startswith(ORIGIN) and file.is_relative_to(site.resolve()) and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "font/woff2")
        else:
            route.abort()

    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=browser, args=list(_FLAGS))
            page = started.new_page(color_scheme="light")
            page.route("**/*", answer)
            page.goto(ORIGIN + _DOCUMENT)
            page.evaluate("document.fonts.ready.then(() => true)")
            content = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            started.close()
    except Error as error:
        how = "Give another Chromium by CHROME=/path/to/chromium, or build without the PDF by SHARE_SAFELY_PDF=no"
        raise BuildError([f"{browser} could not print the guidance: {error}. {how}"]) from error
    return content
