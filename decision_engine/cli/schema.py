"""Print the JSON Schema of flow files or of ``partnership.toml``, for editors that complete and check them."""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from decision_engine.authoring.json_schema import json_schema
from decision_engine.authoring.reference import flow_reference
from decision_engine.partnership.published import partnership_reference, partnership_schema

# Each format's JSON Schema, and its tables in Markdown.
_FORMATS: Mapping[str, tuple[Callable[[], dict[str, Any]], Callable[[], str]]] = {
    "flow": (json_schema, flow_reference),
    "partnership": (partnership_schema, partnership_reference),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("of", nargs="?", choices=_FORMATS, default="flow", help="the format; else the one of flows")
    parser.add_argument("--markdown", action="store_true", help="print every key as tables in Markdown, for people")
    parser.epilog = (
        "examples:\n  python -m decision_engine schema > docs/adopt/flow.schema.json\n"
        "  python -m decision_engine schema partnership > docs/adopt/partnership.schema.json"
    )


def command(options: argparse.Namespace) -> int:
    """Print the schema, or the tables."""
    schema, reference = _FORMATS[options.of]
    print(reference() if options.markdown else json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
