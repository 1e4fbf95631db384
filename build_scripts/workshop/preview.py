"""A page of the work as the site will have it: the very build, stopped once it has read all pages, and one page made.

What has been read is kept for as long as nothing but the text of that page changes; its title in menus may then be the
one before.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.utils.meta import get_data

from build_scripts.errors import BuildError
from build_scripts.paths import PARTNERSHIP, ROOT
from build_scripts.workshop.building import NoSettings, cause_of, listening, page_of
from build_scripts.workshop.calls import Reply, answers
from build_scripts.workshop.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

_FOLDER = "pages/"
# What of a page's front matter is only in its head, in menus and on other pages.
_IN_ITS_FRAME = ("title", "description")


class _Site(NamedTuple):
    """What a build knows once it has read all pages."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


class _ReadError(Exception):
    """Ends a build that has read all pages."""

    def __init__(self, site: _Site) -> None:
        super().__init__()
        self.site = site


class _Reader(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call] # MkDocs leaves its making untyped
    """Ends the build once all pages have been read."""

    def on_nav(self, nav: Navigation, **_: object) -> None:
        """Keep the menu."""
        self.nav = nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """End the build: the others have been asked."""
        raise _ReadError(_Site(config, files, self.nav, env))


# What was read last, and of what; one at most.
_READ: list[tuple[dict[str, Any], _Site]] = []


@answers("work.preview")
def preview(request: dict[str, Any], _: bytes) -> Reply:
    """Return a page of the folder as the site will have it, and its address; raises what a build raises."""
    file = str(request["file"])
    if file not in SESSION.files or not file.startswith(_FOLDER):
        raise BuildError([f"{file}: there is no such page in the folder. For example: pages/guidance/law.md"])
    folder = SESSION.laid_out()
    with _built_from(folder), listening() as heard:
        try:
            return Reply(_made(file, folder))
        except BaseException as error:  # MkDocs wraps what our hooks raise
            raise cause_of(error, heard) from error


def forget() -> None:
    """Leave what has been read to the memory of others."""
    _READ.clear()


def _made(file: str, folder: Path) -> dict[str, str]:
    """Make one page."""
    site = _site(file, folder)
    name = file.removeprefix(_FOLDER)
    found = site.files.get_file_from_path(name)
    if found is None or found.page is None:
        raise BuildError([f"{file}: the site has no such page. For example: one without removed: true"])
    site.config.plugins.on_pre_build(config=site.config)  # the search begins its index again
    _populate_page(found.page, site.config, site.files)
    _build_page(found.page, site.config, site.files.documentation_pages(), site.nav, site.env)
    return {"html": page_of(Path(site.config.site_dir), found.url), "address": found.url}


def _site(file: str, folder: Path) -> _Site:
    """Return what a build has read: what is kept, where only the text of this page is another."""
    files = SESSION.files
    meta = get_data(files[file].decode(errors="replace"))[1]
    inputs: dict[str, Any] = {name: content for name, content in files.items() if name != file}
    inputs[""] = file, {key: value for key, value in meta.items() if key not in _IN_ITS_FRAME}
    if not _READ or _READ[0][0] != inputs:
        forget()
        _READ.append((inputs, _read(folder)))
    return _READ[0][1]


def _read(folder: Path) -> _Site:
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder.with_name("preview")))
    config.plugins["reader"] = _Reader()  # the last to be asked
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_by_mkdocs(config)
    except _ReadError as end:
        return end.site
    raise AssertionError


@contextmanager
def _built_from(folder: Path) -> Iterator[None]:
    """Have builds read a folder meanwhile."""
    before = os.environ.get(PARTNERSHIP)
    os.environ[PARTNERSHIP] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(PARTNERSHIP)
        if before is not None:
            os.environ[PARTNERSHIP] = before
