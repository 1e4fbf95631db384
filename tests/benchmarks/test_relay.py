"""The slow line of the benchmarks: it passes on what it is given, whole, and its arithmetic holds."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

from tests.benchmarks.relay import Line, relayed
from tests.benchmarks.servers import HOST, Sent, serving

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_carries_one_thing_after_another() -> None:
    """What is sent while the line is busy leaves after that, and everything arrives a delay later."""
    line = Line(rate=1024, delay=0.5)
    assert line.book(128, now=10.0) == (10.125, 10.625)
    assert line.book(256, now=10.0) == (10.375, 10.875)
    assert line.book(128, now=20.0) == (20.125, 20.625)


def test_the_relay_passes_on_every_byte_in_order(tmp_path: Path) -> None:
    """A file of many chunks comes through the relay as it went in, and is counted once."""
    content = bytes(number % 251 for number in range(100_000))
    (tmp_path / "file.bin").write_bytes(content)
    with serving(tmp_path) as served, relayed(served.port, megabits=100, round_trip=0.004) as port:
        with urllib.request.urlopen(f"http://{HOST}:{port}/file.bin") as response:
            assert response.read() == content
        assert served.sent == [Sent("/file.bin", len(content))]


def test_a_server_that_compresses_sends_less_of_scripts_alone(tmp_path: Path) -> None:
    """Scripts are compressed where the server compresses; a file of no known kind is sent as it is."""
    for name in ("file.js", "file.bin"):
        (tmp_path / name).write_bytes(b"x" * 10_000)
    with serving(tmp_path, compress=True) as served:
        for name in ("file.js", "file.bin"):
            urllib.request.urlopen(f"http://{HOST}:{served.port}/{name}").close()
    script, other = served.sent
    assert script.size < 100
    assert other.size == 10_000
