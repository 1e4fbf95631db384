"""Print the JSON Schema of flow files, for editors that complete and check them."""

import argparse
import json

from decision_engine.authoring.json_schema import json_schema
from decision_engine.authoring.reference import flow_reference


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--markdown", action="store_true", help="print every key as tables in Markdown, for people")
    parser.epilog = "example:\n  python -m decision_engine schema > docs/adopt/flow.schema.json"


def command(options: argparse.Namespace) -> int:
    """Print the schema, or the tables."""
    print(flow_reference() if options.markdown else json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
