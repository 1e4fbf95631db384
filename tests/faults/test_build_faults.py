"""A build that fails says why, and leaves the former site as it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, copy_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MISTAKES = tomllib.loads((ROOT / "tests/faults/build_faults.toml").read_text(encoding="utf-8"))["mistakes"]
FORMER = {"index.html": b"the former site", "check/index.html": b"the former check"}
COMMAND = (sys.executable, "-m", "build_scripts.dev.build_site")
START_S = 60
# Proxies that nobody listens to; where this is root the build has no network at all.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
# Python imports a module of this name at its start: here it lets the disk be full after some files of the site.
FULL_DISK = """
import builtins, errno
left, real = [10], builtins.open
def open(file, mode="r", *given, **named):
    if "w" in mode and ".site-" in str(file):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(file))
    return real(file, mode, *given, **named)
builtins.open = open
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the sources with a former site in it."""
    source = copy_sources(tmp_path / "source")
    for name, content in FORMER.items():
        file = source / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return source


def environment(source: Path, **more: str) -> dict[str, str]:
    """Give the environment of a build of a copy, with the caches of this one."""
    cache = os.environ.get("SHARE_SAFELY_CACHE", str(ROOT / ".cache"))
    ours = {"SHARE_SAFELY_CACHE": cache, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1704067200"}
    return {**os.environ, **ours, "PYTHONPATH": str(source), **more}


def former_site_stands(source: Path) -> None:
    """Check that the former site is there, whole and alone, and that nothing half made lies beside it."""
    files = {file for file in (source / "site").rglob("*") if file.is_file()}
    assert {file.relative_to(source / "site").as_posix(): file.read_bytes() for file in files} == FORMER
    assert list(source.glob(".site-*")) == []


@pytest.fixture
def survived(source: Path, record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Check that the former site stands after a fault, and write it down for the table."""

    def stands(fault: str) -> None:
        former_site_stands(source)
        record_property("fault", f"building: {fault}")
        record_property("recovery", "the build says why; the former site stays, whole")

    return stands


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: str(mistake["name"]))
def test_a_mistake_leaves_the_former_site(
    source: Path, survived: Callable[[str], None], mistake: dict[str, str]
) -> None:
    """The message names the file, without a traceback."""
    file = source / mistake["file"]
    if "old" in mistake:
        text = file.read_text(encoding="utf-8")
        assert mistake["old"] in text
        file.write_text(text.replace(mistake["old"], mistake["new"], 1), encoding="utf-8")
    else:
        file.unlink()
    done = subprocess.run(COMMAND, cwd=source, env=environment(source), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert [word for word in mistake["says"] if word not in done.stderr] == []
    assert "Traceback" not in done.stderr
    survived(mistake["name"])


def test_a_full_disk_leaves_the_former_site(source: Path, tmp_path: Path, survived: Callable[[str], None]) -> None:
    """The message says that there is no space, without a traceback."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "sitecustomize.py").write_text(FULL_DISK)
    path = f"{source}{os.pathsep}{tmp_path / 'full'}"
    done = subprocess.run(
        COMMAND,
        cwd=source,
        env=environment(source, PYTHONPATH=path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    survived("a full disk")


def test_ctrl_c_leaves_the_former_site(source: Path, survived: Callable[[str], None]) -> None:
    """Pressed once files are being written, it ends the build and takes what is half made away."""
    with subprocess.Popen(
        COMMAND,
        cwd=source,
        env=environment(source),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        # A shell that runs the tests in the background has it ignored, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread is at work here
    ) as process:
        end = time.monotonic() + START_S
        while not list(source.glob(".site-*/made/*")):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < end
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate()[0].decode()
    assert process.returncode == 130, said
    assert "site/ is as it was before." in said
    survived("Ctrl-C in the middle")


def test_after_the_first_time_no_network_is_needed(
    source: Path, site: Path, record_property: Callable[[str, object], None]
) -> None:
    """With everything in the cache the same site is built without any network, and takes the former one's place."""
    unshare = shutil.which("unshare")
    without = [unshare, "--net"] if unshare and os.geteuid() == 0 else []
    done = subprocess.run(
        [*without, *COMMAND],
        cwd=source,
        env=environment(source, **NOWHERE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = {file.relative_to(source / "site") for file in (source / "site").rglob("*")}
    assert made == {file.relative_to(site) for file in site.rglob("*")}
    assert list(source.glob(".site-*")) == []
    record_property("fault", "building: no network after the first time")
    record_property("recovery", "the same site is built")
