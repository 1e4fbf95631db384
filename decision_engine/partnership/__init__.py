"""One folder holds everything that is a partnership's own: its reader, its contacts, what keeps it from being adopted.

For authors, builds and the command line; no browser of a visitor loads it.
"""

from decision_engine.authoring.schema import ROLES
from decision_engine.partnership.adopted import adoption_problems
from decision_engine.partnership.check_flows import (
    flow_files,
    flow_problems,
    flow_warnings,
    main_check_problems,
    partnership_warnings,
)
from decision_engine.partnership.contacts import areas, by_area, contact_data, emergency_number, ways, with_roles
from decision_engine.partnership.model import PALETTE, Colour, Contact, Guidance, Partnership, Text, Version
from decision_engine.partnership.read import partnership_from_bytes, partnership_lines, read_partnership, usable_part
from decision_engine.partnership.schema import PARTNERSHIP as TABLE
from decision_engine.partnership.values import unknown_value, values

__all__ = [
    "PALETTE",
    "ROLES",
    "TABLE",
    "Colour",
    "Contact",
    "Guidance",
    "Partnership",
    "Text",
    "Version",
    "adoption_problems",
    "areas",
    "by_area",
    "contact_data",
    "emergency_number",
    "flow_files",
    "flow_problems",
    "flow_warnings",
    "main_check_problems",
    "partnership_from_bytes",
    "partnership_lines",
    "partnership_warnings",
    "read_partnership",
    "unknown_value",
    "usable_part",
    "values",
    "ways",
    "with_roles",
]
