"""Writes the bill of materials of what is shipped into dist/sbom: CycloneDX 1.6 as JSON, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import os
import sys
import uuid
from typing import TYPE_CHECKING

from cyclonedx.contrib.this.builders import this_component
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.release.bill_of_site import bill_of_site

if TYPE_CHECKING:
    from pathlib import Path

    from cyclonedx.model.bom import Bom

FOLDER = ROOT / "dist" / "sbom"
_NAMESPACE = uuid.UUID("d0fb55a9-5a8e-4f0c-8a8a-3f2f0a7c6a10")
_NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


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


def _text(bill: Bom) -> str:
    return JsonV1Dot6(bill).output_as_string(indent=2)


def main() -> int:
    """Write the bill of site/; return 0, or 1 after saying what is wrong."""
    try:
        path = write_bill(ROOT / "site")
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
