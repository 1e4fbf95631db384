"""Check a flow file, or a partnership's folder with its flows, and list every problem at once."""

import argparse
import json
import sys
from typing import Any

from decision_engine.authoring.counts import told
from decision_engine.authoring.graph import route_count
from decision_engine.authoring.read import SHIPPED, FlowFile, read_flow
from decision_engine.cli.partnership_option import OPTION, add_partnership_option
from decision_engine.errors import FlowError, PartnershipError, Problem, ProblemsError
from decision_engine.partnership import (
    Partnership,
    areas,
    flow_files,
    flow_problems,
    flow_warnings,
    main_check_problems,
    partnership_warnings,
    read_partnership,
)
from decision_engine.partnership.schema import FILE


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--json", action="store_true", help="print JSON, the problems too")
    add_partnership_option(parser, "check a partnership's folder too, and that its flows, or the one named, fit it")
    parser.epilog = (
        "examples:\n  python -m decision_engine validate my-flow.toml\n"
        f"  python -m decision_engine validate {OPTION} ../dorsetshire"
    )


def command(options: argparse.Namespace) -> int:
    """Print what a sound flow or folder holds, exit 0; its problems otherwise, exit 2.

    The problems are printed as JSON, or raised as a ProblemsError.
    """
    try:
        said = _of_folder(options) if options.partnership else _of_flow(read_flow(options.flow, with_cases=True))
    except ProblemsError as error:
        if not options.json:
            raise
        print(json.dumps({"sound": False, "problems": [problem._asdict() for problem in error.problems]}))
        return 2
    if options.json:
        print(json.dumps({"sound": True, **said}))
        return 0
    for one in (said, *said.get("flows", ())):
        facts = ", ".join(f"{name} {value}" for name, value in one.items() if name not in _NO_FACTS)
        print(f"{one['file']} is sound: {facts}")
    for warning in said.get("warnings", ()):
        print(f"Warning: {warning}", file=sys.stderr)
    return 0


_NO_FACTS = ("file", "flows", "warnings")


def _of_flow(read: FlowFile) -> dict[str, Any]:
    """Return what a flow holds."""
    flow = read.flow
    return {
        "file": read.file,
        "flow": flow.id,
        "version": flow.version,
        "questions": len(flow.questions),
        "outcomes": len(flow.outcomes),
        "routes": told(route_count(flow)),
        "cases": len(flow.cases),
        "sha256": read.sha256,
    }


def _of_folder(options: argparse.Namespace) -> dict[str, Any]:
    """Return what a folder and its flows hold, or the one flow that is named; raises PartnershipError otherwise."""
    folder = options.partnership
    problems: list[Problem] = []
    partnership = None
    try:
        partnership = read_partnership(folder)
    except PartnershipError as error:
        problems += error.problems
    whole = options.flow is SHIPPED
    reads = []
    for path in flow_files(folder).values() if whole else [options.flow]:
        try:
            reads.append(read_flow(path, with_cases=True))
        except FlowError as error:
            problems += error.problems
            continue
        problems += flow_problems(reads[-1], path, partnership) if partnership else ()
    if partnership and whole:
        problems += main_check_problems(partnership, folder)
    if problems or not partnership:
        raise PartnershipError(tuple(problems))
    return {
        "file": FILE,
        "name": str(partnership.name),
        "contacts": len(partnership.contacts),
        "areas": len(areas(partnership.contacts)),
        "flows": [_of_flow(read) for read in reads],
        "warnings": [*partnership_warnings(partnership), *_flow_warnings(reads, partnership)],
    }


def _flow_warnings(reads: list[FlowFile], partnership: Partnership) -> list[str]:
    return [f"{read.file}: {warning}" for read in reads for warning in flow_warnings(read.flow, partnership)]
