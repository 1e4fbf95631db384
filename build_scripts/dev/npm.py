"""Runs npm, which comes with the virtual environment, with the arguments given."""

import subprocess
import sys

from build_scripts.errors import SetUpError
from build_scripts.programs import node_path, npm_environment, npm_script


def main(arguments: list[str]) -> int:
    """Run npm with these arguments and return its status, or 1 after saying that there is no npm."""
    try:
        return subprocess.run([node_path(), npm_script(), *arguments], env=npm_environment(), check=False).returncode
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
