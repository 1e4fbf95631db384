"""Write a flow for other tools: a Mermaid or Graphviz chart, or JSON."""

import argparse

from decision_engine.authoring.export import dot_of, json_of, mermaid_of
from decision_engine.authoring.read import read_flow
from decision_engine.cli.run import fills_of

FORMATS = ("mermaid", "dot", "json")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "--to", choices=FORMATS, required=True, help="what to write: a chart, or the file's keys as JSON"
    )
    parser.epilog = (
        "examples:\n  python -m decision_engine export --to mermaid\n"
        "  python -m decision_engine export my-flow.toml --to dot | dot -Tsvg -o my-flow.svg"
    )


def command(options: argparse.Namespace) -> int:
    """Print the flow in the format asked for."""
    read = read_flow(options.flow)
    fills = fills_of(read.flow)
    match options.to:
        case "mermaid":
            text = mermaid_of(read.flow, fills)
        case "dot":
            text = dot_of(read.flow, fills)
        case _:
            text = json_of(read.mapping)
    print(text, end="")
    return 0
