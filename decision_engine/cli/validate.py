"""Check a flow file, try its test cases, and list every problem at once."""

import argparse
import json

from decision_engine.authoring.graph import route_count
from decision_engine.authoring.read import read_flow
from decision_engine.errors import FlowError


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--json", action="store_true", help="print JSON, the problems too")
    parser.epilog = "example:\n  python -m decision_engine validate my-flow.toml"


def command(options: argparse.Namespace) -> int:
    """Print what a sound flow holds, exit 0; its problems otherwise, exit 2 (as JSON, or by raising FlowError)."""
    try:
        read = read_flow(options.flow, with_cases=True)
    except FlowError as error:
        if not options.json:
            raise
        print(json.dumps({"sound": False, "problems": [problem._asdict() for problem in error.problems]}))
        return 2
    flow = read.flow
    facts = {
        "flow": flow.id,
        "version": flow.version,
        "questions": len(flow.questions),
        "outcomes": len(flow.outcomes),
        "routes": route_count(flow),
        "cases": len(flow.cases),
        "sha256": read.sha256,
    }
    if options.json:
        print(json.dumps({"sound": True, "file": read.file, **facts}))
    else:
        print(f"{read.file} is sound: {', '.join(f'{name} {value}' for name, value in facts.items())}")
    return 0
