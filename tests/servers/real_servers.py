"""Real web servers with the least configuration that serves a folder: no compression, no headers of ours."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_scripts.servers.configs import write_server_files
from tests.tools.find_server import find_server, how_to_install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MIME_TYPES = "/etc/mime.types"
APACHE_MODULES = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")
LIGHTTPD_TYPES = "/usr/share/lighttpd/create-mime.conf.pl"
# What Debian switches on when it installs Apache httpd, as far as files are concerned; mod_headers for our own file.
_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers")
_NGINX_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_SECONDS_TO_START = 20


@dataclass(frozen=True, slots=True)
class Start:
    """What a server is started with: program, folder to serve, port, a folder of its own, settings of ours."""

    program: Path
    root: Path
    port: int
    work: Path
    ours: str

    def written(self, name: str, text: str) -> Path:
        """Write a configuration file."""
        path = self.work / name
        path.write_text(text, encoding="utf-8")
        return path


def _nginx(start: Start) -> list[str]:
    said = subprocess.run([start.program, "-V"], capture_output=True, text=True, check=True).stderr
    settings = re.search(r"--conf-path=(\S+)", said)
    types = Path(settings[1] if settings else "/etc/nginx/nginx.conf").with_name("mime.types")
    temporary = "".join(f"{kind}_temp_path {start.work / kind};" for kind in _NGINX_TEMPORARY)
    text = f"""
        daemon off; master_process off; pid {start.work / "pid"}; events {{}}
        http {{
            include {types}; default_type application/octet-stream; access_log off; {temporary}
            server {{ listen 127.0.0.1:{start.port}; root {start.root}; {start.ours} }}
        }}"""
    return [str(start.program), "-e", "stderr", "-c", str(start.written("nginx.conf", text))]


def _apache(start: Start) -> list[str]:
    modules = next(Path(place) for place in APACHE_MODULES if Path(place).is_dir())
    load = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES)
    text = f"""
ServerRoot {start.work}
DefaultRuntimeDir {start.work}
ServerName 127.0.0.1
Listen 127.0.0.1:{start.port}
PidFile {start.work}/pid
ErrorLog {start.work}/log
{load}
TypesConfig {MIME_TYPES}
DocumentRoot {start.root}
<Directory {start.root}>
    Require all granted
    AllowOverride {start.ours or "None"}
</Directory>
"""
    return [str(start.program), "-X", "-f", str(start.written("apache.conf", text))]


def _lighttpd(start: Start) -> list[str]:
    text = f"""
server.modules = ("mod_indexfile")
server.document-root = "{start.root}"
server.bind = "127.0.0.1"
server.port = {start.port}
index-file.names = ("index.html")
include_shell "{LIGHTTPD_TYPES}"
"""
    return [str(start.program), "-D", "-f", str(start.written("lighttpd.conf", text))]


def _caddy(start: Start) -> list[str]:
    site = f":{start.port} {{\n\tbind 127.0.0.1\n\troot * {start.root}\n\tfile_server\n}}\n"
    text = f"{{\n\tadmin off\n\tauto_https off\n}}\n{start.ours or site}"
    return [str(start.program), "run", "--adapter", "caddyfile", "--config", str(start.written("Caddyfile", text))]


def _busybox(start: Start) -> list[str]:
    return [str(start.program), "httpd", "-f", "-p", f"127.0.0.1:{start.port}", "-h", str(start.root)]


def _python(start: Start) -> list[str]:
    command = [str(start.program), "-m", "http.server", str(start.port)]
    return [*command, "--bind", "127.0.0.1", "--directory", str(start.root)]


def _nginx_ours(settings: Path, _: Path, prefix: str) -> str:
    include = f"include {settings / 'nginx.conf'};"
    return include if prefix == "/" else f"location {prefix} {{ {include} }}"


def _apache_ours(settings: Path, site: Path, _: str) -> str:
    shutil.copy(settings / "apache.conf", site / ".htaccess")
    return "FileInfo Indexes"


def _caddy_ours(settings: Path, *_: object) -> str:
    return (settings / "Caddyfile").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Server:
    """How a server is started, the Debian package that brings it, and how it is given our settings, if it can be."""

    start: Callable[[Start], list[str]]
    package: str = ""
    ours: Callable[[Path, Path, str], str] | None = None


SERVERS = {
    "nginx": Server(_nginx, "nginx-light", _nginx_ours),
    "apache2": Server(_apache, "apache2-bin", _apache_ours),
    "lighttpd": Server(_lighttpd, "lighttpd"),
    "caddy": Server(_caddy, "caddy", _caddy_ours),
    "busybox": Server(_busybox, "busybox"),
    "python": Server(_python),
}
PACKAGES = {name: server.package for name, server in SERVERS.items() if server.package}
# Those that run with the settings of ours that are made for them.
READY_MADE = tuple(name for name, server in SERVERS.items() if server.ours)


def needed(name: str) -> Path:
    """Return a server's program; where there is none the test is not run, or fails under REQUIRE_ALL=1."""
    found = Path(sys.executable) if name == "python" else find_server(name)
    if found is None:
        message = f"NOT RUN: {name} is not on this machine. This installs it: {how_to_install(PACKAGES[name])}"
        (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(message)
    return found


@contextmanager
def running(
    name: str, root: Path, work: Path, ours: str = "", environment: dict[str, str] | None = None
) -> Iterator[str]:
    """Run a server over a folder and yield its address; `ours` is added to its configuration."""
    start = Start(needed(name), root, free_port(), work, ours)
    port = {"SHARE_SAFELY_ADDRESS": f"http://127.0.0.1:{start.port}"}
    # Caddy keeps what it knows in its home; Apache httpd refuses to serve as root.
    surroundings = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    user = "nobody" if name == "apache2" and os.geteuid() == 0 else None
    with (work / "log").open("a", encoding="utf-8") as log:
        if user:
            shutil.chown(work, user)
            shutil.chown(work / "log", user)
        process = subprocess.Popen(
            SERVERS[name].start(start),
            env={**surroundings, **port, **(environment or {})},
            stdout=log,
            stderr=log,
            user=user,
        )
        try:
            _wait(process, start.port, work / "log")
            yield f"http://127.0.0.1:{start.port}/"
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def running_with_ours(name: str, site: Path, root: Path, work: Path, prefix: str) -> Iterator[str]:
    """Run a server over a folder with our settings for the site at a prefix below it, and yield the site's address."""
    write_server_files(site, work / "ours", prefix)
    ours = SERVERS[name].ours
    assert ours
    settings = ours(work / "ours", site, prefix)
    with running(name, root, work, settings, {"SHARE_SAFELY_ROOT": str(site)}) as address:
        yield address.removesuffix("/") + prefix


def free_port() -> int:
    """Return a port that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until something answers at the port; fail with the server's own words when it doesn't."""
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"The server did not start: {log.read_text(encoding='utf-8')}")
