"""The desk in a page of its own, with Python on this machine in the place of the worker: it asks the same functions."""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote

import build_scripts.workshop.charts  # imported for what they answer
import build_scripts.workshop.editing
import build_scripts.workshop.preview  # noqa: F401
from build_scripts.assets import page_styles
from build_scripts.content import read_language
from build_scripts.machine.bundles import page_sheets
from build_scripts.paths import PARTNERSHIP, ROOT
from build_scripts.programs import run_esbuild
from build_scripts.workshop import call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_START = """
import { openDesk } from %s;
const call = async (name, request = {}, data = undefined) => {
  const headers = { asked: encodeURIComponent(JSON.stringify(request)) };
  const content = await (await fetch(`/call/${name}`, { method: "POST", headers, body: data })).arrayBuffer();
  const end = 4 + new DataView(content).getUint32(0);
  return { ...JSON.parse(new TextDecoder().decode(content.slice(4, end))), data: content.slice(end) };
};
const words = JSON.parse(document.getElementById("words").textContent);
openDesk(document.querySelector("[data-workshop]"), call, words, location.href).then((desk) => {
  globalThis.desk = desk;
  document.querySelector("[data-workshop]").dataset.state = "ready";
});
"""
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self'"
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="%s"><title>Workshop</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/desk.css"></head>
<body><main class="ss-main"><h1>Workshop</h1><div class="desk" data-workshop data-state="loading"></div></main>
<script type="application/json" id="words">%s</script><script src="/desk.js"></script></body></html>"""


class _Desk(BaseHTTPRequestHandler):
    """Serves the page, and answers what it asks."""

    def __init__(self, *args: object, files: dict[str, bytes], begin: Callable[[], None]) -> None:
        self.files, self.begin = files, begin
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Give a file; whatever a page before this one has asked is answered by then."""
        if self.path == "/":
            self.begin()
        content = self.files.get(self.path)
        self.send_response(200 if content is not None else 404)
        kinds = {"css": "text/css", "js": "text/javascript"}
        self.send_header("Content-Type", kinds.get(self.path.rpartition(".")[2], "text/html; charset=utf-8"))
        self.end_headers()
        self.wfile.write(content or b"")

    def do_POST(self) -> None:
        """Answer a call."""
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said, content = call(self.path.removeprefix("/call/"), unquote(self.headers["asked"]), data)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(len(said.encode()).to_bytes(4, "big") + said.encode() + content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def desk_server(folder: Path, begin: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Serve the desk; `folder` takes what is bundled, and `begin` is called for each page. Yields the address."""
    (folder / "start.js").write_text(_START % json.dumps(str(ROOT / "overrides/workshop/desk.js")), encoding="utf-8")
    run_esbuild(folder / "start.js", "--bundle", "--format=iife", f"--outfile={folder / 'desk.js'}")
    words = json.dumps(read_language().words["script_desk"]).replace("<", "\\u003c")
    files = {
        "/": (_PAGE % (_POLICY, words)).encode(),
        "/site.css": page_styles(page_sheets())["site"].content,
        "/desk.css": (ROOT / "overrides/workshop/desk.css").read_bytes(),
        "/desk.js": (folder / "desk.js").read_bytes(),
    }
    former = os.environ.get(PARTNERSHIP)  # the desk's folder takes its place, whenever something is asked
    server = HTTPServer(("127.0.0.1", 0), partial(_Desk, files=files, begin=begin))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        os.environ.pop(PARTNERSHIP, None)
        if former is not None:
            os.environ[PARTNERSHIP] = former
