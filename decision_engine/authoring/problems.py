"""What is wrong with a file, gathered while it is checked, so that all of it is reported at once."""

from decision_engine.errors import FlowError, Problem, ProblemsError

MOST_PROBLEMS = 1000


class Problems:
    """The problems of one file, up to a bound."""

    def __init__(self, file: str, error: type[ProblemsError] = FlowError) -> None:
        """Begin with none; ``error`` is what is raised with them."""
        self.file = file
        self.error = error
        self.found: list[Problem] = []

    def add(self, path: str, what: str, example: str) -> None:
        """Keep a problem; with the thousandth, raise the error with these and leave the rest unchecked."""
        self.found.append(Problem(file=self.file, path=path, what=what, example=example))
        if len(self.found) == MOST_PROBLEMS:
            what = f"after {MOST_PROBLEMS} problems the rest was not checked"
            last = Problem(file=self.file, path="", what=what, example="fix these first, then check again")
            raise self.error((*self.found, last))

    def raise_if_any(self) -> None:
        """Raise the error with what was found, if anything was."""
        if self.found:
            raise self.error(tuple(self.found))
