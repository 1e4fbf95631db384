"""Whoever has work in the workshop is named with their licence, on the site and in the bill of materials."""

from __future__ import annotations

import json
import tomllib

import pytest

from build_scripts.machine.licences import licences, packages_of
from build_scripts.machine.workroom import LIST, PACKAGES
from build_scripts.release.sbom import PARTS

PACKED = json.loads(LIST.read_text(encoding="utf-8"))["packages"]
NAMES = [package.name for package in packages_of(PACKED, PACKAGES)]


def test_bill_names_every_package_with_a_licence() -> None:
    """And none that isn't there."""
    parts = {part["name"]: part for part in tomllib.loads(PARTS.read_text(encoding="utf-8"))["parts"]}
    held = set(parts["workshop"]["holds"]) - {"decision-engine"}
    assert sorted(held) == sorted(NAMES)
    assert all(parts[name]["licence"] for name in held)


def test_every_file_is_of_a_package() -> None:
    """None is of nobody knows whom."""
    known = {path.as_posix() for package in packages_of(PACKED, PACKAGES) for path in package.files or ()}
    assert [name for name in PACKED if name not in known] == []


@pytest.mark.parametrize("name", NAMES)
def test_licence_of_a_package_is_published(name: str) -> None:
    """Its text, or at least its name and where its source is."""
    (package,) = (one for one in packages_of(PACKED, PACKAGES) if one.name == name)
    text = licences(PACKED, PACKAGES)
    assert f"  {name} {package.version}, source at https://" in text
    after = text.partition(f"{'=' * 20} {name} {package.version}\n")[2].partition("=" * 20)[0]
    assert "Copyright" in after or "Mozilla Public License" in after
