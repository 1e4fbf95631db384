"""Writes the bill of materials of what is shipped into dist/sbom: CycloneDX 1.6 as JSON, the same bytes every time.

It names every file of the built site, by whose work it is; `parts.toml` says that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sys
import tomllib
import uuid
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

import decision_engine
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.programs import npm_folder
from build_scripts.runtime import pyodide_files

FOLDER = ROOT / "dist" / "sbom"
PARTS = Path(__file__).with_name("parts.toml")
_LICENCES_OF_ICONS = ROOT / "overrides" / "assets" / "icons" / "LICENSE.txt"
_NAMESPACE = uuid.UUID("d0fb55a9-5a8e-4f0c-8a8a-3f2f0a7c6a10")
_NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def bill_of_site(site: Path) -> Bom:
    """Return the bill of a built site.

    Raises BuildError naming each file that belongs to no part, and each part whose files are missing.
    """
    parts: list[dict[str, Any]] = tomllib.loads(PARTS.read_text(encoding="utf-8"))["parts"]
    versions = _versions()
    made = {part["name"]: _component(part, versions.get(part["name"])) for part in parts}
    problems = []
    for file in sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()):
        owner = next((part["name"] for part in parts if _owns(part, file)), None)
        if owner is None:
            what = "whose work is it? Give it a part in build_scripts/release/parts.toml, with its licence"
            problems.append(f"{file}: {what}.")
        else:
            made[owner].components.add(_file(site, file))
    problems += [
        f"{site}: no file is of the part {part['name']!r} ({', '.join(part['files'])}). "
        "`make site` builds the whole site."
        for part in parts
        if "files" in part and not made[part["name"]].components
    ]
    if problems:
        raise BuildError(problems)
    bill = Bom(components=made.values())
    licences = [LicenseFactory().make_from_string("MIT")]
    whole = Component(name="share-safely", type=ComponentType.APPLICATION, bom_ref="share-safely", licenses=licences)
    bill.metadata.component = whole
    bill.register_dependency(whole, [made[part["name"]] for part in parts if "files" in part])
    for part in parts:
        bill.register_dependency(made[part["name"]], [made[name] for name in part.get("holds", ())])
    return bill


def to_json(bill: Bom, *, validate: bool = True) -> str:
    """Return the bill as JSON; its time is that of SOURCE_DATE_EPOCH, its serial number follows from its content.

    Raises BuildError when it doesn't fit CycloneDX's schema, which takes seconds to find out.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    bill.metadata.timestamp = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else _NO_TIME
    bill.metadata.tools.components.add(this_component())
    bill.serial_number = _NAMESPACE
    bill.serial_number = uuid.uuid5(_NAMESPACE, _text(bill))
    text = _text(bill) + "\n"
    if validate and (wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)):
        message = f"The bill of materials does not fit CycloneDX 1.6: {wrong}"
        raise BuildError([message])
    return text


def write_bill(site: Path, folder: Path = FOLDER) -> Path:
    """Write the bill of a built site and return its path; raises BuildError when it can't be made."""
    text = to_json(bill_of_site(site))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "site.cdx.json"
    path.write_text(text, encoding="utf-8")
    return path


def _versions() -> dict[str, str]:
    """Return the versions of parts, read from what was built or what built it."""
    pyodide = pyodide_files()
    info = json.loads(pyodide.read("pyodide-lock.json"))["info"]
    icons = re.search(r"Lucide (\d[\d.]*\d)", _LICENCES_OF_ICONS.read_text(encoding="utf-8"))
    elkjs = json.loads((npm_folder() / "elkjs" / "package.json").read_text(encoding="utf-8"))
    parts = tomllib.loads(PARTS.read_text(encoding="utf-8"))["parts"]
    packages = [part["name"] for part in parts if part.get("purl", "").startswith("pkg:pypi/")]
    return {
        **{name: version(name) for name in packages},
        "elkjs": elkjs["version"],
        "decision-engine": decision_engine.__version__,
        "pyodide": pyodide.version,
        "cpython": info["python"],
        "emscripten": info["platform"].removeprefix("emscripten_").replace("_", "."),
        "lucide": icons[1] if icons else "",
    }


def _owns(part: dict[str, Any], file: str) -> bool:
    return any(fnmatchcase(file, pattern) for pattern in part.get("files", ()))


def _component(part: dict[str, Any], version: str | None) -> Component:
    purl = f"{part['purl']}@{version}" if version and "purl" in part else part.get("purl")
    return Component(
        name=part["name"],
        type=ComponentType.LIBRARY,
        bom_ref=part["name"],
        version=version or None,
        purl=PackageURL.from_string(purl) if purl else None,
        licenses=[LicenseFactory().make_from_string(part["licence"])],
    )


def _file(site: Path, file: str) -> Component:
    digest = hashlib.sha256((site / file).read_bytes()).hexdigest()
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    return Component(name=file, type=ComponentType.FILE, bom_ref=file, hashes=hashes)


def _text(bill: Bom) -> str:
    return JsonV1Dot6(bill).output_as_string(indent=2)


def main() -> int:
    """Write the bill of site/; return 0, or 1 after printing what is wrong."""
    try:
        path = write_bill(ROOT / "site")
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
