"""Servers with habits that real ones have: wrong types, no types, compression on the fly, refused extensions."""

from __future__ import annotations

import gzip
import mimetypes
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http import HTTPStatus
    from pathlib import Path

# Of the types that Internet Information Services knows without being told, those of the web.
IIS_EXTENSIONS = {
    ".bin",
    ".css",
    ".csv",
    ".gif",
    ".gz",
    ".htm",
    ".html",
    ".ico",
    ".jpg",
    ".js",
    ".json",
    ".map",
    ".otf",
}
IIS_EXTENSIONS |= {".pdf", ".png", ".svg", ".tar", ".ttf", ".txt", ".woff", ".xhtml", ".xml", ".xsl", ".zip"}
# What even the plainest server knows.
_KNOWN = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".png": "image/png"}
_BINARY = (".bin", ".wasm", ".zip")


def _usual(extension: str) -> str | None:
    return _KNOWN.get(extension) or mimetypes.types_map.get(extension)


def _plain(extension: str) -> str | None:
    return _KNOWN.get(extension, "application/octet-stream")


def _as(wrong: str | None) -> Callable[[str], str | None]:
    return lambda extension: wrong if extension in _BINARY else _usual(extension)


# How each habit types a file by its extension; None sends no type.
TYPES: dict[str, Callable[[str], str | None]] = {
    "unknown types as octet-stream": _plain,
    "binary files as web pages": _as("text/html; charset=utf-8"),
    "binary files as text": _as("text/plain; charset=iso-8859-1"),
    "binary files without a type": _as(None),
    "everything gzipped on the fly": _usual,
    "only what IIS knows": _usual,
}


@contextmanager
def awkward(folder: Path, habit: str) -> Iterator[str]:
    """Serve a folder with one of the habits and give its address."""
    type_of = TYPES[habit]

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = PurePosixPath(self.translate_path(self.path) + ("index.html" if self.path.endswith("/") else ""))
            refused = habit == "only what IIS knows" and path.suffix not in IIS_EXTENSIONS
            try:
                content = b"" if refused else (folder / path).read_bytes()
            except OSError:
                refused = True
            if refused:
                self.send_error(404)
                return
            self.send_response(200)
            kind = type_of(path.suffix)
            if kind:
                self.send_header("Content-Type", kind)
            if habit == "everything gzipped on the fly":
                content = gzip.compress(content)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_request(self, code: HTTPStatus | int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

        def log_error(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name it has there
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
