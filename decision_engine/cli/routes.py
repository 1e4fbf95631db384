"""List every route through a flow with its outcome."""

import argparse
import json
from itertools import islice

from decision_engine.authoring.counts import told, told_routes
from decision_engine.authoring.graph import branch_of, route_count
from decision_engine.authoring.graph import routes as routes_of
from decision_engine.authoring.read import read_flow
from decision_engine.model import Question
from decision_engine.trace import trace

MOST = 1000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--most", type=most, default=MOST, metavar="N", help=f"list this many at the most (default {MOST})"
    )
    parser.epilog = "example:\n  python -m decision_engine routes my-flow.toml --most 50"


def command(options: argparse.Namespace) -> int:
    """Print the routes, saying so where not all are listed, and how many there are."""
    flow = read_flow(options.flow).flow
    count = route_count(flow)
    listed = []
    for answers in islice(routes_of(flow), options.most):
        route = trace(flow, answers)
        taken = [(step.question, branch_of(step.question, answers[step.question.id])) for step in route.steps]
        chosen = [(question, [option.id for option in branch.options]) for question, branch in taken]
        listed.append((chosen, route.at.id))
    if options.json:
        rows = [{"answers": _data(chosen), "outcome": outcome} for chosen, outcome in listed]
        print(json.dumps({"flow": flow.id, "count": told(count), "listed": len(listed), "routes": rows}))
        return 0
    for chosen, outcome in listed:
        said = (f"{question.id} {' or '.join(ids)}" for question, ids in chosen)
        print(f"{', '.join(said)}  →  {outcome}")
    print(told_routes(count) + ("" if len(listed) == count else f", the first {len(listed)} listed"))
    return 0


def _data(chosen: list[tuple[Question, list[str]]]) -> dict[str, str | list[str]]:
    """Return what is chosen on a route as plain data: an id, or those of which any leads there."""
    return {question.id: ids if question.several else ids[0] for question, ids in chosen}


def most(text: str) -> int:
    """Read a number of routes; raises ValueError, which argparse reports, for anything but digits."""
    if not text.isdecimal():
        raise ValueError(text)
    return min(int(text), 2**31)
