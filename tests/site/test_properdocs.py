"""The way out of MkDocs: ProperDocs, the fork of it that is kept up, takes the sources as they are."""

from __future__ import annotations

import filecmp
from typing import TYPE_CHECKING

from tests.conftest import ROOT, run_build

if TYPE_CHECKING:
    from pathlib import Path


def test_properdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    """Every file of its site is there in ours, byte by byte the same, and none besides."""
    theirs = tmp_path / "site"
    run_build(ROOT, theirs, builder="properdocs")
    names = {str(file.relative_to(theirs)) for file in theirs.rglob("*") if file.is_file()}
    assert names == {str(file.relative_to(site)) for file in site.rglob("*") if file.is_file()}
    _, different, unread = filecmp.cmpfiles(site, theirs, names, shallow=False)
    assert (different, unread) == ([], [])
