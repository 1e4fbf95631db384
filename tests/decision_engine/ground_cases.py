"""The table of what each reason to tick is worth, as cases that the tests of engine and page share."""

import tomllib
from typing import Any, NamedTuple

from decision_engine.model import Answer
from tests.decision_engine.flow_files import HERE

QUESTIONS: list[dict[str, Any]] = tomllib.loads((HERE / "cases" / "grounds.toml").read_text("utf-8"))["questions"]
DELAY = "unless that delay could put a child at risk"


class GroundCase(NamedTuple):
    """Some reasons ticked, and what the result then says."""

    flow: str
    question: str
    outcome: str
    answers: dict[str, Answer]
    grounds: tuple[str, ...]
    confirmed: bool
    label: str

    def __str__(self) -> str:
        """Name the case by its flow and reasons, for test ids."""
        return f"{self.flow} {' '.join(self.grounds) or 'none'}"


def ground_cases() -> list[GroundCase]:
    """Return each reason alone, then the combinations of the table."""
    return [
        _case(question, tuple(grounds), worth)
        for question in QUESTIONS
        for grounds, worth in (
            *(([name], worth) for name, worth in question["worth"].items()),
            *((together["grounds"], together["worth"]) for together in question["together"]),
        )
    ]


def _case(question: dict[str, Any], grounds: tuple[str, ...], worth: str) -> GroundCase:
    answers = {name: Answer(option=option) for name, option in question["before"].items()}
    answers[question["question"]] = Answer(option=question["option"], grounds=grounds)
    return GroundCase(
        flow=question["flow"],
        question=question["question"],
        outcome=question["outcome"],
        answers=answers,
        grounds=grounds,
        confirmed=worth == "decided",
        label=question[worth],
    )
