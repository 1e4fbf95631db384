"""The bills of materials: they leave nothing out, fit CycloneDX's schema and are the same every time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component

from build_scripts.errors import BuildError
from build_scripts.release.bill import unchecked, written
from build_scripts.release.bill_of_site import bill_of_site
from build_scripts.release.bill_of_tools import bill_of_tools
from build_scripts.release.sbom import write_bills
from build_scripts.runtime import pyodide_files
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Nobody says which version these are: the font's file and what is linked into Pyodide don't tell.
UNTOLD = {"atkinson-hyperlegible-next", "bzip2", "libffi", "libmpdec"}
OURS = {"pages", "scripts", "engine worker", "style sheets, settings and schema"}
TOOLS = {"cpython", "chromium", "mkdocs", "mkdocs-material", "hatchling", "pyodide", "esbuild", "typescript"}


@pytest.fixture(scope="module")
def bills(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Both bills by their names, as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1704067200")
        files = write_bills(site, tmp_path_factory.mktemp("sbom"))
        yield {file.name: file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="module")
def of_site(bills: dict[str, str]) -> dict[str, Any]:
    """The bill of what is shipped."""
    return dict(json.loads(bills["site.cdx.json"]))


@pytest.fixture(scope="module")
def of_tools(bills: dict[str, str]) -> dict[str, Any]:
    """The bill of what builds it."""
    return dict(json.loads(bills["tools.cdx.json"]))


def test_the_bill_of_the_site_names_every_file_with_its_hash(of_site: dict[str, Any], site: Path) -> None:
    """No published file is left out, the runtime's least of all."""
    told = {
        file["name"]: file["hashes"][0]["content"]
        for part in of_site["components"]
        for file in part.get("components", [])
    }
    there = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    assert told == {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in there.items()}
    assert len([name for name in told if name.startswith("assets/engine/")]) > 10


def test_every_part_has_its_licence_and_its_version(of_site: dict[str, Any]) -> None:
    """The versions are those that were used, and each part that is told apart has an address of its own."""
    parts = {part["name"]: part for part in of_site["components"]}
    assert [name for name, part in parts.items() if not part["licenses"]] == []
    assert {name for name, part in parts.items() if "version" not in part} == UNTOLD | OURS
    pyodide = json.loads((pyodide_files().folder / "package.json").read_text(encoding="utf-8"))
    assert parts["pyodide"]["version"] == pyodide["version"]
    assert parts["pyodide"]["licenses"] == [{"license": {"id": pyodide["license"]}}]
    assert parts["cpython"]["purl"] == f"pkg:generic/cpython@{parts['cpython']['version']}"


@pytest.mark.parametrize("name", ["site.cdx.json", "tools.cdx.json"])
def test_everything_hangs_together(bills: dict[str, str], name: str) -> None:
    """From the whole every part is reached, and nothing is needed that the bill doesn't hold."""
    bill = json.loads(bills[name])
    graph = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    reached, left = set(), [bill["metadata"]["component"]["bom-ref"]]
    while left:
        reached.add(one := left.pop())
        left += [needed for needed in graph[one] if needed not in reached]
    assert {part["bom-ref"] for part in bill["components"]} - reached == set()


def test_the_bill_of_tools_names_what_the_locks_name(of_tools: dict[str, Any]) -> None:
    """Every npm package of the lock, every Python package that was asked for, Python and the browser."""
    told = {part["name"]: part for part in of_tools["components"]}
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {path.rpartition("node_modules/")[2] for path in lock if path} - set(told) == set()
    wanted = re.findall(
        r"^([a-z0-9-]+)(?:\[.*\])?==", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(wanted) > 10
    assert {name.replace("_", "-") for name in wanted} - {name.replace("_", "-").lower() for name in told} == set()
    assert TOOLS - set(told) == set()


def test_the_bills_are_the_same_every_time(
    bills: dict[str, str], site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time is the one that is set, the serial number no chance, and it doesn't matter where the site lies."""
    shutil.copytree(site, tmp_path / "elsewhere")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    assert unchecked(bill_of_site(tmp_path / "elsewhere")) == bills["site.cdx.json"]
    assert unchecked(bill_of_tools()) == bills["tools.cdx.json"]
    told = [json.loads(text) for text in bills.values()]
    assert {bill["metadata"]["timestamp"] for bill in told} == {"2024-01-01T00:00:00+00:00"}
    assert len({bill["serialNumber"] for bill in told}) == len(told)


def test_a_file_of_unknown_origin_is_refused(site: Path, tmp_path: Path) -> None:
    """The message names it and says where it belongs; a site without its engine is no site."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "assets" / "theirs.wasm").write_bytes(b"")
    shutil.rmtree(copy / "assets" / "engine")
    with pytest.raises(BuildError) as raised:
        bill_of_site(copy)
    stray, *missing = raised.value.problems
    assert stray.startswith("assets/theirs.wasm: whose work is it?")
    assert "bill_of_site.py" in stray
    assert [re.findall(r"the part '(.*?)'", problem) for problem in missing] == [
        ["decision-engine"],
        ["pyodide"],
        ["cpython"],
    ]


def test_a_bill_that_does_not_fit_the_schema_is_refused() -> None:
    """A hash has its own letters and its own length."""
    with pytest.raises(BuildError, match=r"does not fit CycloneDX 1\.6"):
        written(Bom(components=[Component(name="spoilt", hashes=[HashType(alg=HashAlgorithm.SHA_256, content="z")])]))
