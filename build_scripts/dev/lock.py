"""Updates the lock files from what they lock: requirements.in, requirements-uv.in and each package.json."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build_scripts.errors import BuildError, SetUpError
from build_scripts.paths import ROOT, cache
from build_scripts.programs import BENCHMARKS, description, npm_script, run_node
from build_scripts.runtime import default_python, described_in, lines

# Hashes for every system, and no address of the index that they came from.
_OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


def lock_python(name: str) -> None:
    """Write `name`.txt from `name`.in; versions stay as they are unless the .in file asks for others.

    Raises SetUpError when uv can't resolve it.
    """
    uv = Path(sys.executable).with_name("uv")
    command = [
        str(uv),
        "pip",
        "compile",
        *_OPTIONS,
        f"--python-version={default_python()}",
        f"--cache-dir={cache() / 'uv-cache'}",
    ]
    command += [f"{name}.in", "--output-file", f"{name}.txt"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpError([f"{name}.in can't be locked: see what uv says above."])


def lock_npm(where: Path) -> None:
    """Write a folder's package-lock.json from its package.json; raises SetUpError when npm can't resolve it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in filter(Path.exists, description(where)):
            shutil.copyfile(file, folder / file.name)
        run_node(npm_script(), "install", "--package-lock-only", "--ignore-scripts", folder=folder)
        shutil.copyfile(folder / "package-lock.json", where / "package-lock.json")


def main() -> int:
    """Lock everything; return 0, or 1 after printing what is wrong."""
    try:
        lock_python("requirements")
        lock_python("requirements-uv")
        for line in lines():
            lock_npm(described_in(line))
        lock_npm(BENCHMARKS)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
