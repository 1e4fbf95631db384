"""Serves the site on this machine with live reload, on port 8000 or the next free one."""

from __future__ import annotations

import os
import socket
import sys
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100


def free_port(first: int = FIRST_PORT) -> int:
    """Give the first port from `first` on that nothing listens to; raise BuildError when a hundred are taken."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    message = f"No free port on {HOST} from {first} to {first + PORTS_TRIED - 1}: stop one of the servers there."
    raise BuildError([message])


def served_path(configuration: str) -> str:
    """Give the path that `mkdocs serve` mounts the site at: the one of site_url in mkdocs.yml's text."""
    settings = yaml_load(configuration)
    path = urlsplit(settings.get("site_url") or "").path
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def main() -> None:
    """Print the address and hand over to `mkdocs serve`."""
    try:
        port = free_port()
    except BuildError as error:
        sys.exit(str(error))
    path = served_path((ROOT / "mkdocs.yml").read_text())
    print(f"Share Safely: http://{HOST}:{port}{path}  (Ctrl+C stops it)", flush=True)
    # --livereload by name: with click 8.3 mkdocs 1.6.1 takes the default for "off".
    arguments = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}"]
    os.chdir(ROOT)
    os.execv(sys.executable, arguments)  # noqa: S606 - so that Ctrl+C reaches MkDocs alone


if __name__ == "__main__":
    main()
