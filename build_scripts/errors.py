"""The errors of the build: every problem at once, each saying what is wrong, where, and what a right one looks like.

BuildError
├── SetUpError        something that the build needs could not be installed, or does not run
│   └── MissingBrowserError    (dev.browser) no Chromium was found and none could be installed
├── EditError               (toml) a change of a TOML file that can't be made
└── RuntimeBuildError      (runtime) the runtime's files, or the engine inside them, are not what they should be
"""

from collections.abc import Sequence


class BuildError(Exception):
    """The site can't be built; `problems` holds each reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the problems; one string is one problem."""
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))


class SetUpError(BuildError):
    """Something that the build needs could not be installed, or does not run."""
