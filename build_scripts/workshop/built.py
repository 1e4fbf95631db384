"""The site as it was last built, and what may be asked of it before it is handed over: pages, files, checks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import decision_engine.record.docx  # noqa: F401 - which the engine itself imports once a document is asked for
from build_scripts.errors import BuildError
from build_scripts.workshop import preview
from build_scripts.workshop.building import build, file_of, page_of, pages_of
from build_scripts.workshop.calls import Reply, answers
from build_scripts.workshop.session import SESSION
from decision_engine import browser

# Where a build has its folder and its site, in Python's own file system.
FOLDER, SITE = Path("/partnership"), Path("/site")
_CHECK_DATA = re.compile(r'id="check-data">(.*?)</script>', re.DOTALL)
_ENGINE = {"trace": browser.trace, "record": browser.record, "document": browser.document}

# The files that the site was built from; none while there is no whole site.
_from: dict[str, bytes] = {}
# The page whose check the engine has opened; one at most, though several may be looked at.
_opened: list[str] = []


@answers("build")
def build_site(_: dict[str, Any], __: bytes) -> Reply:
    """Build the site from the folder's files as they are."""
    _from.clear()
    _opened.clear()
    preview.forget()
    files = dict(SESSION.files)
    warnings = build(files, FOLDER, SITE)
    _from.update(files)
    return Reply({"pages": pages_of(SITE), "warnings": warnings})


@answers("page")
def page(request: dict[str, Any], _: bytes) -> Reply:
    """Return a page by its address."""
    built_from()
    return Reply({"html": page_of(SITE, str(request["address"]))})


@answers("file")
def file(request: dict[str, Any], _: bytes) -> Reply:
    """Return a file by its path; one that is on this site already is empty."""
    built_from()
    return Reply({}, file_of(SITE, str(request["path"])).read_bytes())


@answers("engine.open")
def open_flow(request: dict[str, Any], _: bytes) -> Reply:
    """Open the flow of the check on a page, and return what the engine says of it."""
    built_from()
    _opened.clear()
    address = str(request["check"])
    data = _CHECK_DATA.search(page_of(SITE, address))
    if not data:
        raise BuildError([f'there is no check on "{address}". For example: check/'])
    flow = file_of(SITE, json.loads(data[1])["engine"]["flow"]["url"])
    said = browser.open_flow(flow.read_text(encoding="utf-8"))
    _opened.append(address)
    return Reply(said)


@answers("engine.ask")
def ask(request: dict[str, Any], _: bytes) -> Reply:
    """Ask the engine about the check on a page; another that was opened since is put away."""
    if _opened != [request["check"]]:
        open_flow(request, b"")
    return Reply(_ENGINE[request["name"]](*request["given"]))


def built_from() -> dict[str, bytes]:
    """Return the files that the site was built from; raises BuildError where there is no site."""
    if not _from:
        raise BuildError(['There is no site yet. For example: press "Build the site"'])
    return _from
