"""A server that holds back the rest of a check's page, from a place on, until it is told to send it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_S = 60
# Where a page is cut: after what lets the first question be answered, or before what the check's script reads first.
HOLDS: dict[str, Callable[[str], int]] = {
    "after question one": lambda page: page.index("</script>", page.index("</form>")) + len("</script>"),
    "before the check's script": lambda page: page.index('<script type="application/json" id="check-data">'),
}


@dataclass(slots=True)
class Holding:
    """A served site: its address, where pages are held from the next visit on, and what lets them go."""

    url: str
    at: str | None = None
    released: Event = field(default_factory=Event)

    def hold(self, at: str) -> None:
        """Hold back the rest of every page that is asked for from now on."""
        self.at = at
        self.released.clear()

    def release(self) -> None:
        """Send the rest, and hold nothing back any more."""
        self.at = None
        self.released.set()


@contextmanager
def holding(folder: Path, change: Callable[[str], str] = str) -> Iterator[Holding]:
    """Serve a folder, its held pages after a change to their HTML; the engine's files are never sent."""
    holds = Holding("")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def do_GET(self) -> None:
            with suppress(ConnectionError):  # a browser has left meanwhile
                self.answer()

        def answer(self) -> None:
            if "/assets/engine/" in self.path:
                return self.send_error(404)
            if holds.at is None or not self.path.endswith("/"):
                return super().do_GET()
            page = change(Path(self.translate_path(self.path), "index.html").read_text(encoding="utf-8"))
            at = HOLDS[holds.at](page)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page[:at].encode())
            self.wfile.flush()
            holds.released.wait(LONGEST_S)
            self.wfile.write(page[at:].encode())
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        holds.url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield holds
        finally:
            holds.release()
            server.shutdown()
