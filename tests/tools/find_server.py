"""Finds web servers on this machine, and installs those that are missing by apt where this is root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Ordinary users' PATH often leaves out where the system's servers lie.
PLACES = ("/usr/sbin", "/usr/local/sbin", "/sbin")
# apt asks this program before it starts a service; 101 means "don't".
_STARTS_NOTHING = Path("/usr/sbin/policy-rc.d")


def find_server(name: str) -> Path | None:
    """Return the program of a server, or None when it isn't on this machine."""
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), *PLACES))
    found = shutil.which(name, path=places)
    return Path(found) if found else None


def how_to_install(*packages: str) -> str:
    """Return the command that installs Debian packages."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install_servers(packages: Mapping[str, str]) -> None:
    """Install the servers that are missing, by apt as root; say how to where that can't be done.

    `packages` names each server's program and the Debian package that brings it. A missing server is no error: its
    tests are listed as not run. No service is started.
    """
    missing = [name for name in packages if not find_server(name)]
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Missing web servers, which the tests use: apt-get installs {', '.join(missing)}")
        _by_apt([packages[name] for name in missing])
        missing = [name for name in missing if not find_server(name)]
    if missing:
        how_to = how_to_install(*(packages[name] for name in missing))
        print(f"Tests with {', '.join(missing)} will not run. This installs them:\n  {how_to}")


def _by_apt(packages: list[str]) -> None:
    """Run apt-get, keeping it from starting what it installs."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    ours = not _STARTS_NOTHING.exists()
    try:
        if ours:
            _STARTS_NOTHING.write_text("#!/bin/sh\nexit 101\n")
            _STARTS_NOTHING.chmod(0o755)
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages],
        ):
            subprocess.run(command, env=environment, check=False)
    except OSError as error:
        print(f"{_STARTS_NOTHING} could not be written, so nothing was installed: {error}")
    finally:
        if ours:
            _STARTS_NOTHING.unlink(missing_ok=True)
