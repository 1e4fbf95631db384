"""The site built from the folder's files by MkDocs and our own hooks: the very build that a machine runs."""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from build_scripts.errors import BuildError
from build_scripts.html import heading_text, tags
from build_scripts.paths import PARTNERSHIP, ROOT
from build_scripts.workshop.calls import tell
from decision_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mkdocs.structure.files import Files


class NoSettings(Config):  # type: ignore[no-untyped-call] # MkDocs leaves its making untyped
    """What a listener to a build is set up by."""


class _Progress(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call] # MkDocs leaves its making untyped
    """Tells how far a build is, page by page."""

    def on_config(self, *_: object, **__: object) -> None:
        """Begin with the folder and the data files."""
        tell("sources")
        self.read = self.written = self.pages = 0

    def on_files(self, files: Files, **_: object) -> None:
        """Count the pages."""
        self.pages = len(files.documentation_pages())

    def on_page_markdown(self, _: str, **__: object) -> None:
        """Count a page that is about to be read."""
        self.read += 1
        tell("pages read", self.read, self.pages)

    def on_post_page(self, _: str, **__: object) -> None:
        """Count a page that has been made."""
        self.written += 1
        tell("pages made", self.written, self.pages)

    def on_post_build(self, **_: object) -> None:
        """Go on to what needs the whole site."""
        tell("links")


def build(files: Mapping[str, bytes], folder: Path, site: Path) -> list[str]:
    """Build a site from a folder's files, given by their paths in it; return what is to be looked at.

    Both folders are emptied first. Raises BuildError or EngineError with everything that is wrong.
    """
    shutil.rmtree(site, ignore_errors=True)  # MkDocs leaves it as it is where the folder is refused
    write_folder(files, folder)
    os.environ[PARTNERSHIP] = str(folder)
    with listening() as heard:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site))
        config.plugins["progress"] = _Progress()  # the last to be asked
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_by_mkdocs(config)
        except BaseException as error:  # MkDocs ends in an Abort, which says nothing; whatever else it was goes on
            raise cause_of(error, heard) from error
    return [record.getMessage() for record in heard if record.name == "share_safely"]


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a folder's files, and nothing else, into it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def page_of(site: Path, address: str) -> str:
    """Return the HTML of a page of a built site by its address; raises BuildError for one that there isn't."""
    name = address if address.endswith(".html") else f"{address}index.html"
    return _inside(site, name, f'there is no page "{address}". For example: guidance/law/').read_text(encoding="utf-8")


def file_of(site: Path, path: str) -> Path:
    """Return where a file of a built site is, by its path in it; raises BuildError for one that there isn't."""
    return _inside(site, path, f'there is no file "{path}". For example: assets/favicon.svg')


def _inside(site: Path, name: str, otherwise: str) -> Path:
    path = site / name
    if not path.resolve().is_relative_to(site.resolve()) or not path.is_file():
        raise BuildError([otherwise])
    return path


def pages_of(site: Path) -> list[dict[str, str]]:
    """Return the pages of a built site: the address of each and its heading."""
    return [
        {"address": path.relative_to(site).as_posix().removesuffix("index.html"), "title": _heading(path)}
        for path in sorted(site.rglob("*.html"))
    ]


def _heading(path: Path) -> str:
    html = path.read_text(encoding="utf-8")
    return next((heading_text(html, tag) for tag in tags(html) if tag.name == "h1"), path.parent.name)


class _Listener(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.heard.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Keep what a build warns of."""
    listener = _Listener(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("mkdocs", "share_safely")]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        for logger in loggers:
            logger.removeHandler(listener)


def cause_of(error: BaseException, heard: list[logging.LogRecord]) -> BaseException:
    """Return our own error that MkDocs has wrapped, or what it warned of before it gave up; else what it raised."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, BuildError | EngineError):
        inner = inner.__cause__ or inner.__context__
    if inner is not None:
        return inner
    said = [record.getMessage().strip() for record in heard if record.name.startswith("mkdocs")]
    return BuildError(said) if said and isinstance(error, SystemExit | RuntimeError) else error
