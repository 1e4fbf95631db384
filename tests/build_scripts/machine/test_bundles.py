"""The scripts and style sheets of the pages."""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.errors import SetUpError
from build_scripts.machine.bundles import ENTRIES, SOURCES, page_scripts

KIND = re.compile(r"--(?:go|stop|advice)\b")


def test_each_script_is_one_file_that_imports_nothing() -> None:
    """What esbuild bundles needs no other file, whatever type a server gives it, and its name carries its hash."""
    scripts = page_scripts()
    assert tuple(scripts) == tuple(ENTRIES)
    for name, file in scripts.items():
        assert file.path.startswith(f"assets/js/{name}.")
        assert file.path.endswith(".js")
        assert b"./engine.js" not in file.content
        assert file.content.lstrip().startswith((b'"use strict"', b"(()=>{"))


def test_script_is_the_same_wherever_it_is_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy without the settings of other tools too: both come from one cache."""
    sources = Path(shutil.copytree(SOURCES, tmp_path / "overrides"))
    monkeypatch.setattr("build_scripts.machine.bundles.cached", fresh(tmp_path))
    elsewhere = page_scripts(sources)
    assert elsewhere == page_scripts()
    assert elsewhere["site"].content.startswith(b'"use strict"')


def fresh(folder: Path) -> Callable[..., Path]:
    """Return what makes a product anew each time instead of looking for it in the cache."""

    def make(name: str, _: object, build: Callable[[Path], None]) -> Path:
        made = Path(tempfile.mkdtemp(prefix=name, dir=folder))
        build(made)
        return made

    return make


def test_every_module_is_part_of_a_script() -> None:
    """No module lies unused: each is an entry, that of the worker's placer among them, or is imported by another."""
    modules = {path.relative_to(SOURCES).as_posix(): path.read_text() for path in SOURCES.rglob("*.js")}
    unused = [
        name
        for name in modules
        if name.removesuffix(".js") not in {*ENTRIES.values(), "workshop/placer"}
        and not any(f"/{Path(name).name}" in text for other, text in modules.items() if other != name)
    ]
    assert unused == []


def test_a_script_that_does_not_parse_stops_the_build(tmp_path: Path) -> None:
    """The message says where."""
    shutil.copytree(SOURCES, tmp_path / "overrides")
    (tmp_path / "overrides" / "frame" / "site.js").write_text("const = 1;\n")
    with pytest.raises(SetUpError, match=r'Expected identifier but found "="\n\n .*site\.js:1:6:'):
        page_scripts(tmp_path / "overrides")


def test_each_kind_of_outcome_has_its_colour_in_one_file() -> None:
    """Whoever changes how an outcome looks changes one sheet; the others use the colour that it gives."""
    named = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.css") if KIND.search(path.read_text())}
    assert named == {"outcome/outcome.css"}
