"""Asks the package indexes which known flaws the locked packages have; it needs the network, so no test does it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.dev.node import BENCHMARKS, node, npm, npm_environment
from build_scripts.errors import SetUpError
from build_scripts.paths import ROOT

# Asks about the packages of one folder; gives status, what was printed, what was complained of.
type Ask = Callable[[], subprocess.CompletedProcess[str]]
FOUND, NO_ANSWER = 1, 2
_LONGEST_S = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one lock file: the flaws, how many packages nothing is known of, why there is no answer."""

    lock: str
    flaws: tuple[str, ...] = ()
    asked: int = 0
    unknown: int = 0
    hindrance: str = ""

    @property
    def status(self) -> int:
        """Give the status of the command: flaws count for more than an answer that never came."""
        return FOUND if self.flaws else NO_ANSWER if self.hindrance or self.unknown else 0

    def __str__(self) -> str:
        """Say it in lines: each flaw, then how much was found out."""
        if self.hindrance:
            return f"{self.lock}: NOT KNOWN. {self.hindrance}"
        lines = [f"{self.lock}: {flaw}" for flaw in self.flaws]
        known = self.asked - self.unknown
        if known or not self.unknown:
            lines.append(
                f"{self.lock}: {len(self.flaws) or 'no'} known flaws" + (f" in {known} packages" if known else "")
            )
        if self.unknown:
            lines.append(
                f"{self.lock}: NOT KNOWN of {self.unknown} packages: the index that was asked, a mirror perhaps, "
                "tells no advisories of them. Ask again with a network that reaches the index itself."
            )
        return "\n".join(lines)


def python_packages(ask: Ask) -> Answer:
    """Read what pip-audit says of requirements.txt: a package that it could ask nothing about is not free of flaws."""
    lock = "requirements.txt"
    said = _json(done := ask())
    if "dependencies" not in said:
        return Answer(lock, hindrance=_hindrance("pip-audit", done.stderr))
    packages = said["dependencies"]
    flaws = [
        f"{package['name']} {package['version']}: {flaw['id']}, {_mended(flaw['fix_versions'])}"
        for package in packages
        for flaw in package.get("vulns", ())
    ]
    unknown = sum("skip_reason" in package for package in packages)
    return Answer(lock, tuple(flaws), len(packages), unknown)


def npm_packages(lock: str, ask: Ask) -> Answer:
    """Read what npm says of a package-lock.json."""
    said = _json(done := ask())
    if "vulnerabilities" not in said:
        return Answer(lock, hindrance=_hindrance("npm", str(said.get("message") or done.stderr)))
    flaws = [
        f"{name} {package['range']}: {package['severity']}, {_npm_reason(package['via'])}"
        for name, package in said["vulnerabilities"].items()
    ]
    return Answer(lock, tuple(flaws))


def _json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    try:
        said = json.loads(done.stdout)
    except json.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _mended(versions: list[str]) -> str:
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


def _npm_reason(via: list[Any]) -> str:
    """Name the advisories, or the packages that bring the flaw along."""
    return ", ".join(one if isinstance(one, str) else f"{one['title']} ({one['url']})" for one in via)


def _hindrance(name: str, complaint: str) -> str:
    last = next((line.strip() for line in reversed(complaint.splitlines()) if line.strip()), "nothing at all")
    return f"{name} got no answer, so it needs a network that reaches its index. It said: {last}"


def _ask_pip_audit() -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("pip-audit")
    with tempfile.TemporaryDirectory() as cache:
        options = ["--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off"]
        return _run([str(program), *options, f"--cache-dir={cache}", "--requirement", str(ROOT / "requirements.txt")])


def _ask_npm(folder: Path) -> Ask:
    command = [str(node()), str(npm()), "audit", "--audit", "--json", "--package-lock-only"]
    return lambda: _run(command, folder)


def _run(command: list[str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command; one that hangs is ended and has said nothing."""
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=npm_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST_S,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"nothing within {_LONGEST_S} seconds")


def main() -> int:
    """Ask about every lock file; give 0, 1 where a flaw is known, 2 where an index gave no answer."""
    try:
        answers = [python_packages(_ask_pip_audit)]
        for folder in (ROOT, BENCHMARKS):
            lock = (folder / "package-lock.json").relative_to(ROOT).as_posix()
            answers.append(npm_packages(lock, _ask_npm(folder)))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return NO_ANSWER
    print(*answers, sep="\n")
    told = {answer.status for answer in answers}
    return FOUND if FOUND in told else max(told)


if __name__ == "__main__":
    sys.exit(main())
