"""The lines on which subjects are reached: straight, slow, or from a server that compresses."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.relay import HOST, relayed
from tests.benchmarks.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.servers import Served

MEGABITS, ROUND_TRIP = 10, 0.040
LOOPBACK, SLOW, COMPRESSED = "loopback", f"{MEGABITS} Mbit/s and {ROUND_TRIP * 1000:.0f} ms", "server compresses"


@dataclass(frozen=True, slots=True)
class Line:
    """A way to the served folder: its name in the tables, the address of the root, and the server behind it."""

    name: str
    url: str
    served: Served


@contextmanager
def lines_to(folder: Path) -> Iterator[dict[str, Line]]:
    """Start the servers and the relay; give the lines by name."""
    with ExitStack() as running:
        plain = running.enter_context(serving(folder))
        compressing = running.enter_context(serving(folder, compress=True))
        slow = running.enter_context(relayed(plain.port, megabits=MEGABITS, round_trip=ROUND_TRIP))
        found = [(LOOPBACK, plain.port, plain), (SLOW, slow, plain), (COMPRESSED, compressing.port, compressing)]
        yield {name: Line(name, f"http://{HOST}:{port}/", served) for name, port, served in found}
