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

LOOPBACK, COMPRESSED = "loopback", "server compresses"
# Megabits a second and seconds to and fro: an office's line, and a phone's where there is little signal.
SLOW, SLOWEST = "10 Mbit/s and 40 ms", "1.6 Mbit/s and 150 ms"
_RELAYS = {SLOW: (10, 0.040), SLOWEST: (1.6, 0.150)}


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
        found = [(LOOPBACK, plain.port, plain), (COMPRESSED, compressing.port, compressing)]
        for name, (megabits, round_trip) in _RELAYS.items():
            relay = running.enter_context(relayed(plain.port, megabits=megabits, round_trip=round_trip))
            found.append((name, relay, plain))
        yield {name: Line(name, f"http://{HOST}:{port}/", served) for name, port, served in found}
