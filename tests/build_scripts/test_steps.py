"""The build steps as plain commands."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from build_scripts import inner_links, page_scripts, page_styles
from build_scripts.__main__ import listed, main, steps
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from build_scripts.static_file import StaticFile

PACKAGE = ROOT / "build_scripts"
ADAPTER = "hooks"  # what MkDocs calls, and by it nearly everything


def imported(name: str) -> set[str]:
    """Give the modules of the package that one of them imports."""
    found = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "build_scripts":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.removeprefix("build_scripts."))
    return {name for name in found if (PACKAGE / f"{name}.py").is_file()}


def test_every_module_is_a_step_or_part_of_one() -> None:
    """No module lies unused or unlisted: each is a step, the adapter, or imported by what is."""
    reached: set[str] = set()
    ahead = {*steps(), ADAPTER}
    while ahead:
        reached |= ahead
        ahead = {part for name in ahead for part in imported(name)} - reached
    modules = {path.stem for path in PACKAGE.glob("[!_]*.py")}
    assert modules - reached == set()


def test_a_step_can_be_run_as_its_module() -> None:
    """Each that is listed runs with `python -m build_scripts.NAME` too, and no other module has a command."""
    commands = {
        path.stem
        for path in PACKAGE.glob("[!_]*.py")
        if "sys.exit(main(" in path.read_text(encoding="utf-8") or "\n    main(" in path.read_text(encoding="utf-8")
    }
    assert commands == set(steps())


def test_each_step_says_in_a_line_what_it_is() -> None:
    """Its module's docstring begins with a sentence that stands by itself."""
    assert [name for name, says in steps().items() if not says.endswith(".")] == []


def test_the_list_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """With --list and with nothing asked for, a step a line."""
    assert main(["--list"]) == 0
    asked = capsys.readouterr().out
    assert main([]) == 0
    assert capsys.readouterr().out == asked == listed(steps()) + "\n"
    assert len(asked.splitlines()) == len(steps())


def test_a_new_module_with_a_main_is_listed(tmp_path: Path) -> None:
    """Nobody has to enter it anywhere; a module without one is no step."""
    (tmp_path / "b_step.py").write_text('"""Does it.\n\nAt length.\n"""\n\n\ndef main() -> None: ...\n')
    (tmp_path / "a_part.py").write_text('"""Is part of it."""\n')
    (tmp_path / "__main__.py").write_text('"""Lists."""\n\n\ndef main() -> None: ...\n')
    assert steps(tmp_path) == {"b_step": "Does it."}


def test_a_step_is_run_by_its_name() -> None:
    """What stands after the name goes to the step, and its exit status comes back."""
    command = [sys.executable, "-m", "build_scripts", "set_up", "--without-sense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "set-up: error: unrecognized arguments: --without-sense" in done.stderr


def test_a_step_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the nearest that there is."""
    assert main(["page_style"]) == 2
    said = 'There is no build step "page_style". For example: page_styles. --list names all.\n'
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("make", "run"),
    [(page_scripts.page_scripts, page_scripts.main), (page_styles.page_styles, page_styles.main)],
    ids=["page_scripts", "page_styles"],
)
def test_scripts_and_styles_are_made_without_a_site(
    tmp_path: Path, make: Callable[[], Mapping[str, StaticFile]], run: Callable[[list[str]], int]
) -> None:
    """Each file lies under the folder that was asked for, as it would in the site."""
    assert run([str(tmp_path)]) == 0
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert written == {file.path: file.content for file in make().values()}


def test_links_of_a_built_site_are_checked_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a site, a broken link and a sound one are told apart."""
    assert inner_links.main([str(tmp_path)]) == 1
    assert "there is no site in it" in capsys.readouterr().err
    page = tmp_path / "index.html"
    page.write_text('<a href="law/">Law</a>')
    assert inner_links.main([str(tmp_path)]) == 1
    assert 'index.html: the link "law/" leads to no file' in capsys.readouterr().err
    page.write_text('<a href="#law">Law</a><p id="law">')
    assert inner_links.main([str(tmp_path)]) == 0
