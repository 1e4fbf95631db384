"""`make serve`: a free port is found, or the message says which were tried."""

import socket

import pytest

from build_scripts.dev.serve import free_port
from build_scripts.errors import BuildError


def test_a_taken_port_is_passed_over() -> None:
    """The next free one is given."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_when_every_port_is_taken_the_message_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """It doesn't look for ever."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(BuildError) as caught:
        free_port(8000)
    assert str(caught.value) == "No free port on 127.0.0.1 from 8000 to 8099: stop one of the servers there."
