"""A server that does to chosen files what servers, networks and captive portals do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PORTAL = b"<!doctype html><html lang='en'><title>Log in</title><p>Log in to use this network.</p></html>"
LONGEST_S = 60


@dataclass(slots=True)
class Faulty:
    """A served folder; `faults` says, by a part of the path, what happens to a file, `released` ends the holding."""

    url: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    released: Event = field(default_factory=Event)


@contextmanager
def faulty(folder: Path) -> Iterator[Faulty]:
    """Serve a folder; what the faults name goes wrong."""
    served = Faulty()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            how = next((how for part, how in served.faults.items() if part in self.path), "")
            if how == "held":
                served.released.wait(LONGEST_S)
            if how in {"", "held"}:
                super().do_GET()
            elif how == "missing":
                self.send_error(404)
            elif how != "cut":
                self._send_wrong(how)

        def _send_wrong(self, how: str) -> None:
            content = Path(self.translate_path(self.path)).read_bytes()
            half = len(content) // 2
            body = PORTAL if how == "page" else content
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if how == "page" else "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if how == "truncated":
                body = body[:half]
            if how == "corrupted":
                body = bytes([*body[:half], body[half] ^ 1, *body[half + 1 :]])
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        served.url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield served
        finally:
            served.released.set()
            server.shutdown()
