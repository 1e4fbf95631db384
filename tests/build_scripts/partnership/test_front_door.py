"""The way in for partnerships: new, copy, check, site; and an update of the site beneath a folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from build_scripts.__main__ import main
from build_scripts.partnership import findings_of, new_folder, read_overlay, starter
from build_scripts.paths import PARTNERSHIP, ROOT
from decision_engine.partnership import partnership_from_bytes
from tests.conftest import copy_sources
from tests.folders.partnerships import TODAY, place

if TYPE_CHECKING:
    from pathlib import Path

    from build_scripts.partnership.soundness import Findings

STARTER = starter().encode()
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test names its folder itself, and nothing is printed as PDF."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")


def run(*arguments: object, source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does, from a folder that is not the site's."""
    environment = {**os.environ, "PYTHONPATH": str(source), "SOURCE_DATE_EPOCH": "1704067200"}
    command = [sys.executable, "-m", "build_scripts", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_new_folder_is_sound_and_cannot_be_adopted_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its path may hold blanks and letters of any language; what is to be filled in is named."""
    folder = tmp_path / "Dörsetshire & Söns"
    assert main(["new", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "The site can be built." in said
    assert "name: \"YOUR PARTNERSHIP'S NAME\" is still the example's" in said
    assert "flows/sharing.toml: nobody has signed off exactly this version of the check" in said


def test_a_new_folder_says_of_every_key_what_it_is_for() -> None:
    """Each optional one behind a sign, ready to be taken in."""
    keys, _, contacts = starter().partition("[[contacts]]")
    lines = keys.splitlines()
    for before, line in pairwise(lines):
        if re.match(r"(# )?\w+ = ", line):
            assert before.startswith("# ")
    assert contacts.count("[[contacts]]") == 3
    assert partnership_from_bytes(starter().encode()).adopted is False


def test_nothing_is_ever_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a folder that has something in it, nor a page that has been copied and changed."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 1
    assert "there is something here already, and nothing is written over it" in capsys.readouterr().err
    folder = tmp_path / "folder"
    new_folder(folder)
    assert main(["copy", "pages/guidance/law.md", str(folder)]) == 0
    assert main(["copy", "pages/guidance/law.md", str(folder)]) == 1
    assert main(["copy", "pages/guidance/lwa.md", str(folder)]) == 1
    assert 'the site has no "pages/guidance/lwa.md"' in capsys.readouterr().err


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the file, the pages, the flows and the data, each with its place."""
    folder = place(tmp_path, **{"contacts.police.phone": "01632 96011", "main_check": "housing"})
    for name, text in {
        "page/a.md": "# A",
        "flows/housing.toml": "format = 1\n",
        "data/links.toml": '[[links]]\nkey = "x"\n',
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    for part in (
        "contacts[4].phone",
        "page/: nothing reads",
        "housing.toml: ",
        "data/links.toml: links[0].title: missing",
    ):
        assert part in said
    assert "Traceback" not in said


def test_a_folder_is_built_with_all_that_is_its_own(tmp_path: Path) -> None:
    """A page more, one replaced, one taken away, a check of its own with its pages, a term, a mark and an icon."""
    folder = tmp_path / "an area"
    source = copy_sources(tmp_path / "source")
    place(source)
    shutil.move(source / "local-folder", folder)
    flow = (source / "decision_engine/flows/consent.toml").read_text(encoding="utf-8")
    own = flow.replace('id = "consent"', 'id = "housing"', 1).replace("Is this valid consent?", "Housing and consent?")
    files = {
        "pages/guidance/myths.md": "---\ntitle: Our myths\n---\n# Our myths\n\n{{ partnership.area }} has none.\n",
        "pages/guidance/local.md": "---\ntitle: Help\nmenu: Guidance\nafter: guidance/law.md\n---\n# Help\n",
        "pages/guidance/resources.md": "---\nremoved: true\n---\n",
        "flows/housing.toml": own,
        "data/terms.toml": '[[terms]]\nterm = "Zoo"\nmeaning = "A place with animals."\n',
        "brand/mark.svg": MARK,
        "brand/favicon.svg": MARK,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    text = (folder / "partnership.toml").read_text(encoding="utf-8")
    (folder / "partnership.toml").write_text(text.replace("adopted = true", "adopted = false"), encoding="utf-8")
    done = run("site", "--partnership", folder, source=source, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    site = source / "site"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {"guidance/local/index.html", "check/housing/index.html", "review/housing/index.html"} <= pages
    assert "guidance/resources/index.html" not in pages
    home = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    links = [link.attributes["href"] for link in home.css("#site-menu a")]
    assert links.index("guidance/local/") == links.index("guidance/law/") + 1
    assert "check/housing/" in links
    assert "M0 0h9v9z" in (home.html or "")
    assert (site / "assets/favicon.svg").read_text(encoding="utf-8") == MARK
    assert "Westmarch has none." in (site / "guidance/myths/index.html").read_text(encoding="utf-8")
    assert "A place with animals." in (site / "guidance/glossary/index.html").read_text(encoding="utf-8")
    assert "resources" not in (site / "guidance/index.html").read_text(encoding="utf-8")
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert {entry["location"].partition("#")[0] for entry in index["docs"]} >= {"guidance/local/", "guidance/myths/"}


def test_an_update_says_what_has_changed_beneath_a_folder(tmp_path: Path) -> None:
    """A page, a flow and a data file that the folder replaces are changed by a later version of the site."""
    folder, source = tmp_path / "folder", copy_sources(tmp_path / "source")
    for command in (("new", folder), ("copy", "pages/guidance/law.md", folder), ("copy", "flows/consent.toml", folder)):
        assert run(*command, source=source, folder=tmp_path).returncode == 0
    (folder / "data" / "terms.toml").write_text('[[terms]]\nterm = "Zoo"\nmeaning = "Animals."\n', encoding="utf-8")
    said = run("check", folder, source=source, folder=tmp_path).stdout
    assert "data/terms.toml: nothing says which version of the site's own it was made from" in said
    assert "has changed since" not in said
    assert run("check", "--accept", folder, source=source, folder=tmp_path).returncode == 0
    assert "made from" not in run("check", folder, source=source, folder=tmp_path).stdout
    for name, old, new in (
        ("docs/guidance/law.md", "# ", "# On "),
        ("docs/_data/terms.toml", 'term = "MARS"', 'term = "Mars"'),
        ("decision_engine/flows/consent.toml", 'to = "seek-advice"', 'to = "do-not-ask"'),
    ):
        path = source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = run("check", folder, source=source, folder=tmp_path).stdout
    for part in (
        "pages/guidance/law.md: the site's own has changed since this was made from it",
        "data/terms.toml: the site's own has changed since",
        "flows/consent.toml: the site's own has changed since",
        "1 route leads elsewhere:",
        "now do-not-ask (",
        "12 routes are as before.",
        '+term = "Mars"',
    ):
        assert part in said, said


def test_a_folder_that_says_too_early_that_it_is_adopted_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the build would refuse it; with `adopted = false` the same reasons are for later."""
    folder = tmp_path / "folder"
    new_folder(folder)
    file = folder / "partnership.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("# adopted = false", "adopted = true"), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "adopted: it says true, and the lines below say why that can't be so yet" in said
    assert "publisher: an adopted site says who publishes it" in said
    assert "The site can be built." not in said


FAULTS = {
    "faint colours": ("partnership.toml", b"", "look.accent: light colours: accent (#aaccee) on page"),
    "a section that the menu lacks": ("pages/new.md", b"---\nmenu: Kitchen\n---\n# New", 'no section "Kitchen"'),
    "a key that is no text": ("data/links.toml", b"[[links]]\nkey = [1]", "data/links.toml: links[0].key: not a text"),
    "a signature of no kind": (
        "data/sign_off.toml",
        b"[[sign_offs]]\nreviewer = 1\nrole = 2\nflow = [1]\ndate = 3\nversion = 4\nsha256 = 5",
        "data/sign_off.toml: sign_offs[0].flow: not a text",
    ),
    "a file in the place of a folder": ("flows", b"", "flows: this is a file, and nothing reads it"),
    "a folder in the place of a file": ("flows/sharing.toml/x.toml", b"", "sharing.toml: the file can't be read"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_check_finds_what_the_build_would_refuse(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that nobody learns of it after a long build, or from a traceback."""
    name, content, message = FAULTS[fault]
    folder = tmp_path / "folder"
    folder.mkdir()
    text = starter().replace("# look = ", "look = ").replace("#0b5c6b", "#aaccee" if "faint" in fault else "#0b5c6b")
    for file, written in ((name, content), ("partnership.toml", text.encode())):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(written)
    assert main(["check", str(folder)]) == 1
    assert message in capsys.readouterr().out


def test_what_was_kept_need_be_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other line ends are no change, and bytes that are no text are no traceback."""
    folder = tmp_path / "folder"
    new_folder(folder)
    assert main(["copy", "pages/guidance/law.md", str(folder)]) == 0
    kept = folder / "based-on" / "pages" / "guidance" / "law.md"
    kept.write_bytes(kept.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["check", str(folder)]) == 0
    assert "has changed since" not in capsys.readouterr().out
    kept.write_bytes(b"\xff\xfe\x80")
    assert main(["check", str(folder)]) == 0
    assert "pages/guidance/law.md: the site's own has changed since" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words, as everything else."""
    folder = tmp_path / "folder"
    new_folder(folder)
    (folder / "based-on").write_text("a file in the way", encoding="utf-8")
    assert main(["copy", "pages/guidance/law.md", str(folder)]) == 1
    assert "it can't be written" in capsys.readouterr().err


def test_it_is_called_by_its_path_from_any_folder(tmp_path: Path) -> None:
    """Nothing has to be set up in the shell for that."""
    command = [sys.executable, str(ROOT / "build_scripts"), "new", "an area"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "an area" / "partnership.toml").is_file()


VALUES = st.recursive(
    st.integers() | st.text(max_size=5) | st.booleans(), lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
KEYS = {
    "terms": ("term", "meaning", "expansion", "point"),
    "links": ("key", "title", "url", "checked", "how"),
    "changes": ("key", "text"),
    "points": ("id", "section", "says"),
    "sign_off": ("reviewer", "role", "flow", "date", "version", "sha256"),
}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(KEYS)))
def test_no_value_in_data_ends_in_a_traceback(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Of whatever kind it is, in the place of whatever should be there."""
    folder = tmp_path_factory.mktemp("folder")
    (folder / "data").mkdir()
    (folder / "partnership.toml").write_bytes(STARTER)
    table = "sign_offs" if name == "sign_off" else name
    entries = data.draw(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS[name], VALUES)), max_size=2))
    lines = [
        f"[[{table}]]\n" + "".join(f"{key} = {json.dumps(one)}\n" for key, one in entry.items()) for entry in entries
    ]
    (folder / "data" / f"{name}.toml").write_text("".join(lines) or f"{table} = []\n", encoding="utf-8")
    assert all(line.strip() for lines in findings(folder) for line in lines)


def findings(folder: Path) -> Findings:
    """Look through a folder on the day of the tests."""
    return findings_of(folder, TODAY)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.dictionaries(
        st.sampled_from(
            [
                *("partnership.toml", "pages/a.md", "pages/guidance/law.md", "flows/sharing.toml", "flows/x.toml"),
                *(
                    "data/terms.toml",
                    "data/points.toml",
                    "data/links.toml",
                    "brand/mark.svg",
                    "x/y",
                    "data/sign_off.toml",
                ),
            ]
        ),
        st.binary(max_size=60)
        | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
        | st.sampled_from(
            [
                b"points = []",
                b"[[terms]]\nterm = 1",
                b"---\nremoved: true\n---",
                b"[[contacts]]\nid = 1",
                starter().encode(),
            ]
        ),
    )
)
def test_no_folder_ends_in_a_traceback(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever its files hold, all that is wrong is said, in lines."""
    folder = tmp_path_factory.mktemp("folder")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    found = findings(folder)
    assert all(line.strip() for lines in found for line in lines)
    if files.get("partnership.toml") != STARTER:
        assert found.problems


def test_a_page_for_reviewers_is_made_for_every_flow_of_the_folder(tmp_path: Path) -> None:
    """And none for a flow that takes the place of the site's, or has a page that somebody wrote."""
    flow = (ROOT / "decision_engine/flows/consent.toml").read_text(encoding="utf-8")
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "consent.toml").write_text(flow, encoding="utf-8")
    (tmp_path / "flows" / "housing.toml").write_text(flow, encoding="utf-8")
    assert sorted(read_overlay(tmp_path).flow_pages()) == ["asking", "consent", "housing", "sharing"]
