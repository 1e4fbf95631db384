"""Print the JSON Schema of flow files, for editors that complete and check them."""

import argparse
import json

from decision_engine.json_schema import json_schema


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options: none of its own."""
    parser.epilog = "example:\n  python -m decision_engine schema > docs/adopt/flow.schema.json"


def command(_: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
