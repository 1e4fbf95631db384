"""Web servers for the tests: found beyond PATH, installed where that can be done, and never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tools import find_server as module
from tests.tools.find_server import find_server, install_servers

if TYPE_CHECKING:
    from pathlib import Path


PACKAGES = {"nginx": "nginx-light", "apache2": "apache2-bin", "caddy": "caddy", "busybox": "busybox"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing but a folder for the system's servers, which PATH leaves out."""
    folder = tmp_path / "sbin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(module, "PLACES", (str(folder),))
    return folder


def put(place: Path, *names: str) -> None:
    """Put programs there."""
    for name in names:
        (place / name).write_text("#!/bin/sh\n")
        (place / name).chmod(0o755)


def test_a_server_is_found_where_path_does_not_look(place: Path) -> None:
    """Ordinary users' PATH often lacks the folder that it lies in."""
    put(place, "nginx")
    assert find_server("nginx") == place / "nginx"
    assert find_server("caddy") is None


def test_without_a_package_manager_the_command_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is named with what brings it, and nothing fails."""
    put(place, "nginx", "apache2")
    install_servers(PACKAGES)
    assert capsys.readouterr().out == (
        "Tests with caddy, busybox will not run. This installs them:\n"
        "  sudo apt-get install --no-install-recommends caddy busybox\n"
    )


def test_nothing_is_said_or_done_when_all_are_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The set-up stays silent and asks no package manager."""
    put(place, *PACKAGES)
    install_servers(PACKAGES)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("policy", [None, "#!/bin/sh\nexit 0\n"], ids=["no policy", "a policy of the machine's own"])
def test_root_installs_and_no_service_is_started(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str | None
) -> None:
    """Services are kept from starting while apt works, and the machine's policy is as before afterwards."""
    rule, log = tmp_path / "policy-rc.d", tmp_path / "log"
    if policy:
        rule.write_text(policy)
    put(place, "apt-get", *(name for name in PACKAGES if name != "caddy"))
    (place / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {log}\n/bin/cat {rule} >> {log}\n')
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr(module, "_STARTS_NOTHING", rule)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    install_servers(PACKAGES)
    lines = log.read_text().splitlines()
    (installed,) = (line for line in lines if line.startswith("install"))
    assert installed.endswith(" caddy")
    assert lines.count("exit 101") == (0 if policy else 2)
    assert rule.exists() == bool(policy)
