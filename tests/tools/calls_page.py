"""A page that makes calls of the engine by the site's own worker, in whatever browser opens it, and keeps replies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from build_scripts.assets import StaticFile
from build_scripts.machine.bundles import SOURCES, page_scripts
from build_scripts.programs import run_esbuild
from decision_engine import browser
from decision_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from build_scripts.runtime import RuntimeBundle
    from build_scripts.runtime.smoke_calls import Call, Replies

# What is told once all calls are made: `replies`, or why that `failed`; and what the worker tells when asked.
TOLD = "window.told ?? null"
_IN_PAGE = """
import { Refusal, startEngine } from "./client.js";
const get = async (name) => (await fetch(name)).json();
try {
  const engine = await startEngine(await get("manifest.json"), new URL("./", document.baseURI).href);
  const replies = [];
  for (const [name, given] of await get("calls.json")) {
    replies.push(await engine.call(name, ...given).catch((error) => {
      if (error instanceof Refusal) return { refused: error.message };
      throw error;
    }));
  }
  const channel = new BroadcastChannel("ran");
  channel.onmessage = ({ data }) => { window.told = { ...data, replies }; };
  if (location.hash === "#ran") channel.postMessage("?");
  else window.told = { replies };
} catch (error) {
  window.told = { failed: String(error) };
}
"""


def write_page(folder: Path, bundle: RuntimeBundle, calls: list[Call], before_worker: str = "") -> None:
    """Write the page, as index.html, and everything that it loads; a script may stand before the worker's own.

    The whole of Python isn't among it: a call that needs what was cut fails.
    """
    script = before_worker.encode() + page_scripts()["worker"].content
    worker = StaticFile.hashed("assets/js/worker", ".js", script)
    published = {file.path: file for file in (*bundle.runtime.values(), *bundle.flows.values(), worker)}
    for name, file in published.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    manifest = {key: value for key, value in bundle.manifest("sharing", worker).items() if key != "whole"}
    run_esbuild(SOURCES / "engine" / "engine.js", "--bundle", "--format=esm", f"--outfile={folder / 'client.js'}")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "calls.json").write_text(json.dumps(calls), encoding="utf-8")
    (folder / "run.js").write_text(_IN_PAGE, encoding="utf-8")
    page = '<!doctype html><html lang="en"><title>Calls</title><script type="module" src="run.js"></script>'
    (folder / "index.html").write_text(page, encoding="utf-8")


def on_cpython(calls: Iterable[Call]) -> Replies:
    """Return what each call gives here."""
    replies: Replies = []
    for name, arguments in calls:
        try:
            replies.append(str(getattr(browser, name)(*arguments)))
        except EngineError as error:
            replies.append({"kind": type(error).__name__, "error": str(error)})
    return replies


def differences(calls: list[Call], told: dict[str, Any]) -> list[str]:
    """Return which calls a page replied to differently than CPython; two refusals are alike."""
    if "failed" in told:
        return [str(told["failed"])]
    pairs = zip(calls, on_cpython(calls), told["replies"], strict=True)
    return [f"{call}: {right} here, {said} there" for call, right, said in pairs if not _alike(right, said)]


def _alike(right: str | dict[str, str], said: str | dict[str, str]) -> bool:
    """A refusal's words are the shims' in part, and the page is told the last line of them."""
    return right == said if isinstance(right, str) else not isinstance(said, str)
