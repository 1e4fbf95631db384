"""The ZIP that the workshop hands over, unpacked: under each server with the settings that are in it, and walked."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.browser.workshop_page import LONG, open_workshop, state
from tests.conftest import problems_of, serving, watch
from tests.servers.awkward_servers import IIS_EXTENSIONS, awkward
from tests.servers.real_servers import READY_MADE, SERVERS, running
from tests.servers.visit import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.servers.conftest import Grounds


@pytest.fixture(scope="module")
def unzipped(browser: Browser, site: Path, grounds: Grounds) -> Path:
    """What the workshop of the built site hands over, where any user may read it."""
    folder = grounds.work()
    folder.chmod(0o755)
    context = browser.new_context()
    page = watch(context.new_page())
    with serving(site) as served:
        open_workshop(page, served)
        page.get_by_role("button", name="Build the site").click()
        state(page, "built")
        with page.expect_download(timeout=LONG) as begun:
            page.get_by_role("button", name="Download the site").click()
        content = begun.value.path().read_bytes()
    context.close()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    return folder


def test_every_file_is_intact_and_known_to_iis(page: Page, unzipped: Path) -> None:
    """By the checksums beside them; a server that gives only what it knows loses nothing but a font."""
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=unzipped, check=True)
    ends = {file.suffix for file in (unzipped / "site").rglob("*") if file.is_file()}
    assert ends - IIS_EXTENSIONS == {".woff2", ""}
    with awkward(unzipped / "site", "only what IIS knows") as address:
        visit(page, address)
    assert [problem for problem in problems_of(page) if "404" not in problem] == []


@pytest.mark.parametrize("name", READY_MADE)
def test_site_works_whole_with_the_settings_beside_it(page: Page, grounds: Grounds, unzipped: Path, name: str) -> None:
    """Pages, search and the check with its engine, under headers that hinder none of it."""
    site, ours = unzipped / "site", SERVERS[name].ours
    assert ours
    work = grounds.work()
    work.chmod(0o755)
    settings = ours(unzipped / "servers", site, "/")
    with running(name, site, work, settings, {"SHARE_SAFELY_ROOT": str(site)}) as address:
        visit(page, address)
        assert "frame-ancestors 'none'" in page.request.get(address).headers["content-security-policy"]
    (site / ".htaccess").unlink(missing_ok=True)
    assert problems_of(page) == []
