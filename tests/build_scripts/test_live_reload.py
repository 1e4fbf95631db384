"""`make serve` reloads the page when someone saves, although the built site's policy would not let it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from build_scripts.dev.serve import HOST, free_port
from tests.conftest import ROOT, copy_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_PORT = 9300
START_S = 120
ASKED = re.compile(r"livereload\((\d+), (\d+)\)")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the sources, to be changed."""
    return copy_sources(tmp_path / "source")


@pytest.fixture
def served(source: Path, tmp_path: Path) -> Iterator[str]:
    """The address at which MkDocs serves the copy, as `make serve` has it do."""
    address = f"{HOST}:{free_port(FIRST_PORT)}"
    cache = os.environ.get("SHARE_SAFELY_CACHE", str(ROOT / ".cache"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SHARE_SAFELY_CACHE": cache, "PYTHONPATH": str(source)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, cwd=source, env=environment, stdout=log, stderr=log) as process,
    ):
        end = time.monotonic() + START_S
        while not answers(f"http://{address}/"):
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            time.sleep(0.2)
        yield f"http://{address}/"
        process.terminate()


def answers(url: str) -> bool:
    """Tell whether a server is there."""
    try:
        return bool(get(url))
    except URLError:
        return False


def get(url: str) -> str:
    """Give what is at an address."""
    with urlopen(url, timeout=START_S) as answered:  # noqa: S310 - the address is made here
        return str(answered.read().decode())


def test_a_page_that_is_saved_is_reloaded(source: Path, served: str) -> None:
    """The page waits for a newer build, with no policy in its way, and is told once a file has changed."""
    page = get(f"{served}about/privacy/")
    assert "Content-Security-Policy" not in page
    asked = ASKED.search(page)
    assert asked is not None
    file = source / "docs" / "about" / "privacy.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nA line that has just been written.\n", encoding="utf-8")
    assert int(get(f"{served}livereload/{asked[1]}/{asked[2]}")) > int(asked[1])
    assert "A line that has just been written." in get(f"{served}about/privacy/")
