"""Ways in which a check's page reaches a browser with a script that doesn't run, and a server that sends them."""

from __future__ import annotations

import base64
import hashlib
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_S = 60
# What a page lacks or refuses, put before everything that the check's script does.
_THROWS = {
    "throws at its first line": "JSON.parse = function () { throw new Error('broken'); };",
    "throws while it is set up": (
        "var add = EventTarget.prototype.addEventListener;"
        "HTMLButtonElement.prototype.addEventListener = function () {"
        " if (this.matches('[data-download=json]')) throw new Error('broken'); return add.apply(this, arguments); };"
    ),
    "throws once all but the map is shown": "Map.prototype.has = function () { throw new Error('broken'); };",
}


def main_script(page: str) -> str:
    """Give the text of the check's script, the last inline script of a page."""
    return page[page.rindex("<script>") + len("<script>") : page.rindex("</script>")]


def _with_script(page: str, script: str) -> str:
    """Put another script in the place of the check's, allowed by the policy."""
    old = main_script(page)
    assert _hash(old) in page
    return page.replace(old, script).replace(_hash(old), _hash(script))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _throwing(before: str) -> Callable[[str], str]:
    return lambda page: _with_script(page, before + main_script(page))


WAYS: dict[str, Callable[[str], str]] = {
    "does not parse": lambda page: _with_script(page, main_script(page) + ";var new = 1;"),
    "is refused by the policy": lambda page: page.replace(main_script(page), main_script(page) + " "),
    "is cut off half-way": lambda page: page[: page.rindex("<script>") + len(main_script(page)) // 2],
    "is taken out": lambda page: page.replace(f"<script>{main_script(page)}</script>", ""),
    **{way: _throwing(before) for way, before in _THROWS.items()},
}


@contextmanager
def serving_broken(folder: Path) -> Iterator[tuple[str, Event]]:
    """Serve a folder, its check broken as the query says; give its address and what ends the holding."""
    released = Event()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            path, _, way = self.path.partition("?way=")
            if not way:
                return super().do_GET()
            page = Path(self.translate_path(path), "index.html").read_text(encoding="utf-8")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if way != "never":
                self.wfile.write(list(WAYS.values())[int(way)](page).encode())
                return None
            self.wfile.write(page[: page.rindex("<script>")].encode())
            self.wfile.flush()
            released.wait(LONGEST_S)
            self.wfile.write(page[page.rindex("<script>") :].encode())
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", released
        finally:
            released.set()
            server.shutdown()
