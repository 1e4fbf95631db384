"""The release as people get it: unzipped, checked, put under nginx with its own settings, and walked."""

from __future__ import annotations

import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from build_scripts.release import archive as module
from build_scripts.release.archive import NAME, release
from build_scripts.release.sbom import bill_of_site, to_json
from build_scripts.servers.headers import EVERYWHERE, POLICY
from tests.conftest import problems_of
from tests.servers.real_servers import running
from tests.servers.visit import check

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.servers.conftest import Grounds


def bill(site: Path, folder: Path) -> None:
    """Write the site's bill without validating it, which takes long and has tests of its own."""
    folder.mkdir()
    (folder / "site.cdx.json").write_text(to_json(bill_of_site(site), validate=False), encoding="utf-8")


@pytest.fixture
def unzipped(site: Path, grounds: Grounds, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The release of the built site, unzipped where a server may read it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    monkeypatch.setattr(module, "write_bill", bill)
    work = grounds.work()
    work.chmod(0o755)
    made, _ = release(site, work / "dist")
    with zipfile.ZipFile(made) as content:
        content.extractall(work)
    return work / NAME


def test_the_release_works_under_nginx(page: Page, site: Path, grounds: Grounds, unzipped: Path) -> None:
    """Its checksums fit, it holds the site and nothing else, its settings set the headers, and the check decides."""
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=unzipped, check=True)
    files = [{file.relative_to(one) for file in one.rglob("*")} for one in (site, unzipped / "site")]
    assert files[0] == files[1]
    settings = f"include {unzipped / 'servers' / 'nginx.conf'};"
    with running("nginx", unzipped / "site", grounds.work(), settings) as address:
        answered = page.request.get(f"{address}check/").headers
        assert {name: answered[name.lower()] for name in EVERYWHERE} == EVERYWHERE
        assert "'wasm-unsafe-eval'" in answered[POLICY.lower()]
        check(page, address)
    assert problems_of(page) == []
