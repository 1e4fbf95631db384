"""Flow, worked examples and signatures to what the page "For trainers and reviewers" shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from build_scripts.check.examples import Examples, read_examples
from build_scripts.check.sign_off import SignOffs, read_sign_offs
from build_scripts.check.view import CheckPage
from decision_engine.authoring.graph import route_count
from decision_engine.authoring.graph import routes as routes_of
from decision_engine.model import Flow, Outcome, Step
from decision_engine.trace import trace

MOST_ROUTES = 1000


@dataclass(frozen=True, slots=True)
class Route:
    """One way through the check and where it ends."""

    steps: tuple[Step, ...]
    outcome: Outcome

    @property
    def answers(self) -> str:
        """The route in ids, for tests and other tools."""
        return " ".join(f"{step.question.id}={step.option.id}" for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What a reviewer reads and signs off, and a trainer steps through."""

    sign_offs: SignOffs
    examples: Examples
    routes: tuple[Route, ...]
    count: str
    all_listed: bool

    @property
    def warnings(self) -> list[str]:
        """What to tell whoever builds: the examples that the flow has outgrown."""
        return [f"An example does not fit the flow and is left out: {misfit}" for misfit in self.examples.misfits]


def review_page(check: CheckPage, docs: Path, *, most_routes: int = MOST_ROUTES) -> ReviewPage:
    """Put together what the page shows; at most ``most_routes`` routes are listed, all are counted.

    Raises BuildError with everything wrong in the data file that is read first.
    """
    flow = check.flow
    listed = tuple(islice(_routes(flow), most_routes))
    count = route_count(flow)
    return ReviewPage(
        sign_offs=read_sign_offs(docs, check.file),
        examples=read_examples(docs, check),
        routes=listed,
        count=f"{count:,}",
        all_listed=count == len(listed),
    )


def _routes(flow: Flow) -> Iterator[Route]:
    for answers in routes_of(flow):
        walked = trace(flow, answers)
        if walked.outcome:  # every route has one
            yield Route(walked.steps, walked.outcome)
