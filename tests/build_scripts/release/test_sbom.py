"""The bill of materials: it leaves nothing out, fits CycloneDX's schema and is the same every time."""

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
from build_scripts.release.sbom import bill_of_site, to_json, write_bill
from build_scripts.runtime import pyodide_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Nobody says which version these are: the font's file and what is linked into Pyodide don't tell.
UNTOLD = {"atkinson-hyperlegible-next", "bzip2", "expat", "libffi", "libmpdec", "zlib"}
OURS = {"pages", "scripts", "engine worker", "style sheets, pictures, settings and schema", "workshop"}


@pytest.fixture(scope="module")
def written(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bill of the built site as it is written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1704067200")
        yield write_bill(site, tmp_path_factory.mktemp("sbom")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def of_site(written: str) -> dict[str, Any]:
    """The bill, read."""
    return dict(json.loads(written))


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


def test_everything_hangs_together(of_site: dict[str, Any]) -> None:
    """From the whole every part is reached, and nothing is needed that the bill doesn't hold."""
    bill = of_site
    graph = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    reached, left = set(), [bill["metadata"]["component"]["bom-ref"]]
    while left:
        reached.add(one := left.pop())
        left += [needed for needed in graph[one] if needed not in reached]
    assert {part["bom-ref"] for part in bill["components"]} - reached == set()


def test_the_bill_is_the_same_every_time(
    written: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time is the one that is set, the serial number follows from it, and it doesn't matter where the site lies."""
    shutil.copytree(site, tmp_path / "elsewhere")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    assert to_json(bill_of_site(tmp_path / "elsewhere"), validate=False) == written
    assert json.loads(written)["metadata"]["timestamp"] == "2024-01-01T00:00:00+00:00"


def test_a_file_of_unknown_origin_is_refused(site: Path, tmp_path: Path) -> None:
    """The message names it and says where it belongs; a site without its engine is no site."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "assets" / "theirs.wasm").write_bytes(b"")
    for folder in ("engine", "workshop"):
        shutil.rmtree(copy / "assets" / folder)
    with pytest.raises(BuildError) as raised:
        bill_of_site(copy)
    stray, *missing = raised.value.problems
    assert stray.startswith("assets/theirs.wasm: whose work is it?")
    assert "parts.toml" in stray
    assert [re.findall(r"the part '(.*?)'", problem) for problem in missing] == [
        ["decision-engine"],
        ["pyodide"],
        ["cpython"],
        ["workshop"],
        ["elkjs"],
    ]


def test_a_bill_that_does_not_fit_the_schema_is_refused() -> None:
    """A hash has its own letters and its own length."""
    with pytest.raises(BuildError, match=r"does not fit CycloneDX 1\.6"):
        to_json(Bom(components=[Component(name="spoilt", hashes=[HashType(alg=HashAlgorithm.SHA_256, content="z")])]))
