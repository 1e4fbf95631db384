"""A slow line between browser and server: a TCP relay of one bandwidth, shared by all connections, and one delay.

A connection pays a round trip for being made, as a real one does. The slow start of TCP is not copied.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
CHUNK = 8 * 1024


@dataclass(slots=True)
class Line:
    """One direction of the line: so many bytes a second, each arriving so many seconds after it was sent."""

    rate: float
    delay: float
    free_at: float = 0.0

    def book(self, size: int, now: float) -> tuple[float, float]:
        """Take the line for so many bytes, after whatever is on it; give when they have left and when they arrive."""
        self.free_at = max(self.free_at, now) + size / self.rate
        return self.free_at, self.free_at + self.delay


@contextmanager
def relayed(port: int, *, megabits: float, round_trip: float) -> Iterator[int]:
    """Relay a free port to this one, at so many megabits a second each way and seconds to and fro; give the port."""
    started: Queue[tuple[int, Callable[[], object]]] = Queue()
    thread = Thread(target=lambda: asyncio.run(_relay(port, megabits, round_trip, started)), daemon=True)
    thread.start()
    own_port, stop = started.get()
    try:
        yield own_port
    finally:
        stop()
        thread.join()


async def _relay(
    port: int, megabits: float, round_trip: float, started: Queue[tuple[int, Callable[[], object]]]
) -> None:
    """Relay until stopped; put the relay's own port, and what stops it, into the queue."""
    rate = megabits * 1_000_000 / 8
    to_server, to_browser = Line(rate, round_trip / 2), Line(rate, round_trip / 2)
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(round_trip)
        from_server, server = await asyncio.open_connection(HOST, port)
        try:
            await asyncio.gather(_carry(reader, server, to_server), _carry(from_server, writer, to_browser))
        finally:
            for end in (server, writer):
                end.close()

    async with await asyncio.start_server(connect, HOST, 0) as server:
        started.put((server.sockets[0].getsockname()[1], partial(loop.call_soon_threadsafe, stop.set)))
        await stop.wait()
        server.close_clients()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: Line) -> None:
    """Carry what comes to where it goes, no faster than the line and each byte as late as the line makes it."""
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            when, chunk = await queue.get()
            await _until(when)
            if not chunk:
                break
            writer.write(chunk)
            await writer.drain()
        writer.close()

    delivering = asyncio.ensure_future(deliver())
    with suppress(ConnectionError):
        while chunk := await reader.read(CHUNK):
            left, arrives = line.book(len(chunk), _now())
            queue.put_nowait((arrives, chunk))
            await _until(left)
    queue.put_nowait((_now() + line.delay, b""))
    with suppress(ConnectionError):
        await delivering


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _until(when: float) -> None:
    await asyncio.sleep(max(0.0, when - _now()))
