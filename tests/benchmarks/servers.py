"""What the pages come from: a small server that counts every byte it sends, with or without compression."""

from __future__ import annotations

import gzip
import hashlib
import socket
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "127.0.0.1"
TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".py": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
OTHERS = "application/octet-stream"
# What a server that compresses is commonly set to compress: neither archives nor what it has no name for.
COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".mjs", ".py", ".svg", ".wasm"})
# Every file but the page itself may be kept for an hour, whoever's it is; the page is asked for again.
KEPT = "max-age=3600"
ASKED_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: the path asked for and the bytes of the body sent, none where the browser had them."""

    path: str
    size: int


@dataclass(slots=True)
class Served:
    """A served folder: its port and what it has sent since `sent` was last emptied."""

    port: int
    sent: list[Sent] = field(default_factory=list)


@contextmanager
def serving(folder: Path, *, compress: bool = False) -> Iterator[Served]:
    """Serve a folder on a free port of this machine; with `compress`, gzip what servers commonly do."""
    served = Served(0)

    class Handler(_Handler):
        root = folder.resolve()
        compresses = compress
        log = served.sent
        connections: ClassVar[set[socket.socket]] = set()

    with _Server((HOST, 0), Handler) as server:
        served.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield served
        finally:
            server.shutdown()
            for connection in list(Handler.connections):  # a browser keeps them open
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that has gone; let everything else be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            raise  # noqa: PLE0704 - called where the error is being handled


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    root: Path
    compresses: bool
    log: list[Sent]
    connections: ClassVar[set[socket.socket]]

    def setup(self) -> None:
        """Take a connection up."""
        super().setup()
        self.connections.add(self.connection)

    def finish(self) -> None:
        """Let a connection go."""
        super().finish()
        self.connections.discard(self.connection)

    def do_GET(self) -> None:
        """Answer with a file's bytes, or that the browser has them already, or that there is none."""
        path = unquote(urlsplit(self.path).path)
        file = self.root / path.lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        if not file.is_file() or ".." in file.parts:
            self._answer(404, b"")
            return
        body, tag = _content(file, gzipped=self.compresses and file.suffix in COMPRESSED)
        if self.headers.get("If-None-Match") == tag:
            self._answer(304, b"", ETag=tag)
            return
        headers = {"ETag": tag, "Content-Type": TYPES.get(file.suffix, OTHERS)}
        headers["Cache-Control"] = ASKED_AGAIN if file.suffix == ".html" else KEPT
        if self.compresses and file.suffix in COMPRESSED:
            headers["Content-Encoding"] = "gzip"
        self._answer(200, body, **headers)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.log.append(Sent(self.path, len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: `log` holds it."""


@cache
def _content(file: Path, *, gzipped: bool) -> tuple[bytes, str]:
    """Give a file's bytes as they are sent, and a tag that changes with them; files don't change while served."""
    content = file.read_bytes()
    if gzipped:
        content = gzip.compress(content, 6, mtime=0)
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'
