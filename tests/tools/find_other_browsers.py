"""Firefox and WebKit for the tests: looked for, else installed by apt where this is root; the build needs neither."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

MINI_BROWSERS = "usr/lib/*/webkit2gtk-4*/MiniBrowser"


@dataclass(frozen=True, slots=True)
class OtherBrowser:
    """One browser: its name, the Debian packages that bring it, and the programs that it needs."""

    name: str
    packages: tuple[str, ...]
    programs: tuple[str, ...]

    @property
    def how_to(self) -> str:
        """Return the command that installs it."""
        return f"sudo apt-get install {' '.join(self.packages)}"

    def missing(self) -> list[str]:
        """Return the programs that this machine lacks."""
        return [program for program in self.programs if not shutil.which(program)]


FIREFOX = OtherBrowser("Firefox", ("firefox-esr",), ("firefox-esr",))
WEBKIT = OtherBrowser("WebKit", ("webkit2gtk-driver", "xvfb", "xauth"), ("WebKitWebDriver", "Xvfb"))
OTHER_BROWSERS = (FIREFOX, WEBKIT)


def mini_browser() -> Path | None:
    """Return WebKitGTK's own small browser, the newest where there are several; None when there is none."""
    return max(Path("/").glob(MINI_BROWSERS), default=None)


def install_other_browsers() -> list[OtherBrowser]:
    """Install what is missing, where apt and the right to use it are there; return the browsers still missing."""
    missing = [browser for browser in OTHER_BROWSERS if browser.missing()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        packages = [package for browser in missing for package in browser.packages]
        print(f"For the tests apt-get installs {', '.join(packages)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        for command in (["apt-get", "update"], [*install, *packages]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return [browser for browser in OTHER_BROWSERS if browser.missing()]
