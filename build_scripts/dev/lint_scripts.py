"""Lints and formats-checks JavaScript and CSS with Biome, and checks the types in JSDoc with tsc."""

import sys

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.programs import npm_folder, run_node


def lint_scripts() -> None:
    """Run both; raises SetUpError with what the first one to fail complains about."""
    packages = npm_folder()
    run_node(
        packages / "@biomejs" / "biome" / "bin" / "biome", "ci", "--colors=off", "--error-on-warnings", folder=ROOT
    )
    run_node(packages / "typescript" / "bin" / "tsc", "--project", "tsconfig.json", folder=ROOT)


def main() -> int:
    """Lint from the command line; return 0, or 1 after printing the complaints."""
    try:
        lint_scripts()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print("JavaScript and CSS: no complaints")
    return 0


if __name__ == "__main__":
    sys.exit(main())
