"""What every bill of materials has in common: CycloneDX 1.6 as JSON, held to its schema, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from typing import TYPE_CHECKING

from cyclonedx.contrib.this.builders import this_component
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from cyclonedx.model.bom import Bom

NAMESPACE = uuid.UUID("d0fb55a9-5a8e-4f0c-8a8a-3f2f0a7c6a10")
_NO_TIME = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_INDENT = 2


def written(bill: Bom) -> str:
    """Give the bill as JSON, held to the schema; raises BuildError when it doesn't fit."""
    text = unchecked(bill)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        message = f"The bill of materials does not fit CycloneDX 1.6: {wrong}"
        raise BuildError([message])
    return text


def unchecked(bill: Bom) -> str:
    """Give the bill as JSON; its time is that of SOURCE_DATE_EPOCH, its serial number follows from its content."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    bill.metadata.timestamp = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else _NO_TIME
    bill.metadata.tools.components.add(this_component())
    bill.serial_number = NAMESPACE
    bill.serial_number = uuid.uuid5(NAMESPACE, _text(bill))
    return _text(bill) + "\n"


def _text(bill: Bom) -> str:
    return JsonV1Dot6(bill).output_as_string(indent=_INDENT)
