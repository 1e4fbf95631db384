"""Serves the site on this machine with live reload, on port 8000 or the next free one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.servers import site_prefix
from decision_engine.errors import EngineError

HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100


def free_port(first: int = FIRST_PORT) -> int:
    """Return the first port from `first` on that nothing listens to; raises BuildError when a hundred are taken."""
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


def main() -> None:
    """Print the address and hand over to `mkdocs serve`."""
    try:
        port, prefix = free_port(), site_prefix()
    except (BuildError, EngineError) as error:
        sys.exit(str(error))
    print(f"Share Safely: http://{HOST}:{port}{prefix}  (Ctrl+C stops it)", flush=True)
    # --livereload by name: with click 8.3 mkdocs 1.6.1 takes the default for "off".
    arguments = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}"]
    os.chdir(ROOT)
    if os.name == "nt":  # nothing takes a process's place there: Ctrl+C reaches both, and MkDocs' answer is passed on
        with suppress(KeyboardInterrupt):
            sys.exit(subprocess.run(arguments, check=False).returncode)
        return
    os.execv(sys.executable, arguments)  # noqa: S606 - so that Ctrl+C reaches MkDocs alone


if __name__ == "__main__":
    main()
