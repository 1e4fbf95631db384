"""What is measured: our check, and what it is measured against, as pages in one folder to be served."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.programs.node import BENCHMARKS, npm_folder
from build_scripts.release.wheel import engine_wheel
from build_scripts.runtime import pyodide_files
from tests.benchmarks.plain_page import plain_page
from tests.benchmarks.visit import Answer, Order

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES = Path(__file__).with_name("pages")
OURS, STOCK, WORKER, PYSCRIPT, MICROPYTHON, PLAIN = (
    "ours",
    "stock",
    "stock-in-worker",
    "pyscript",
    "micropython",
    "plain",
)
PROBED, STOCK_MATERIAL = "probed", "stock-material"
RESULT, READY, ANSWERABLE, ANSWERED = "first result", "engine ready", "question one answerable", "next question painted"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to visit: its name in the tables, and its path under the server's root."""

    name: str
    path: str


SUBJECTS: Mapping[str, Subject] = {
    subject.name: subject
    for subject in (
        Subject(OURS, "ours/check/"),
        Subject(STOCK, "stock/"),
        Subject(WORKER, "stock-in-worker/"),
        Subject(PYSCRIPT, "pyscript/"),
        Subject(MICROPYTHON, "micropython/"),
        Subject(PLAIN, "plain/"),
    )
}
_CONTINUE = "form[data-question=purpose]:not([hidden]) [data-continue]:enabled"
# By the check's first script, or by the one that has come since.
_NEXT = "form[data-question=consent].question--early, [data-started] form[data-question=consent]:not([hidden])"


def until_result(subject: Subject) -> Order:
    """Note the first result that Python made; in our check an answer that leads to an outcome is given for it."""
    if subject.name == OURS:
        ready = "[data-check][data-engine=ready]"
        marks = {ANSWERABLE: _CONTINUE, READY: ready, RESULT: "[data-check][data-decided-by=engine]"}
        return Order(marks, answer=_answer("no", after=READY))
    if subject.name == PLAIN:
        marks = {ANSWERABLE: _CONTINUE, RESULT: "[data-started] [data-outcome]:not([hidden])"}
        return Order(marks, answer=_answer("no", after=ANSWERABLE))
    return Order({RESULT: "[data-result]"})


def until_ready(subject: Subject) -> Order:
    """Note when Python is ready; nothing is answered for it."""
    if subject.name == OURS:
        return Order({ANSWERABLE: _CONTINUE, READY: "[data-check][data-engine=ready]"})
    return Order({READY: "[data-result]"})


def until_answered() -> Order:
    """Note when question one can be answered and when, after it is, question two has been painted."""
    marks = {ANSWERABLE: _CONTINUE, ANSWERED: _NEXT}
    return Order(marks, painted=ANSWERED, answer=_answer("yes", after=ANSWERABLE))


def _answer(option: str, after: str) -> Answer:
    return Answer(after, f"form[data-question=purpose] input[value={option}]", _CONTINUE)


def lay_out(site: Path, folder: Path) -> None:
    """Put every subject into a folder, each under its name, from the built site and the npm packages."""
    shutil.copytree(PAGES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / OURS).symlink_to(site)
    common = folder / "common"
    files = pyodide_files()
    packages = npm_folder(BENCHMARKS)
    for name in files.sha256:
        _copy(files.folder / name, common / "pyodide" / name)
    shutil.copytree(packages / "@pyscript" / "core" / "dist", common / "pyscript")
    shutil.copytree(packages / "@micropython" / "micropython-webassembly-pyscript", common / "micropython")
    wheel = engine_wheel()
    for name in ("decision_engine.whl", "decision_engine.zip"):  # PyScript knows an archive by its extension
        _copy(wheel, common / name)
    flow = flow_of(site)
    (common / "flow.json").write_text(flow, encoding="utf-8")
    plain = folder / PLAIN / "index.html"
    plain.parent.mkdir()
    plain.write_text(plain_page(flow, weight(site)), encoding="utf-8")


def flow_of(site: Path) -> str:
    """Give the flow of a built site's check, as the text that its engine opens."""
    (file,) = (site / "assets" / "engine").glob("flow-sharing.*.json")
    return file.read_text(encoding="utf-8")


def weight(site: Path) -> int:
    """Give the bytes that the check's page is made of: itself, its styles and its scripts, without the engine."""
    page = site / "check" / "index.html"
    html = page.read_text(encoding="utf-8")
    parts = set(re.findall(r'(?:<script src|<link rel="stylesheet" href)="([^"]+)"', html))
    return sum(file.stat().st_size for file in [page, *((page.parent / part).resolve() for part in sorted(parts))])


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
