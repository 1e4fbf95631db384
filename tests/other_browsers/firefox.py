"""Firefox, driven over WebDriver BiDi: a session is one process with one profile and one tab."""

from __future__ import annotations

import json
import re
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import websocket

from tests.other_browsers.driver import shown
from tests.tools.find_other_browsers import FIREFOX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_S = 60
# Firefox writes its session down at intervals, half a second here, once it finds the time.
SETTLE_S = 3
# No request of the browser's own, and the HTTP cache beside the profile: it holds copies of the site's files.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.sessionstore.interval": 500,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "remote.prefs.recommended": False,
}


class Firefox:
    """A running Firefox; `requests` holds each method and address that its pages asked for."""

    def __init__(self, address: str) -> None:
        """Begin a session and open its one tab."""
        self.requests: list[tuple[str, str]] = []
        self._serial = 0
        self._socket = websocket.create_connection(f"{address}/session", timeout=120, suppress_origin=True)
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["network.beforeRequestSent"])
        self._tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give what came of it; events on the way are noted."""
        self._serial += 1
        self._socket.send(json.dumps({"id": self._serial, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("method") == "network.beforeRequestSent":
                request = said["params"]["request"]
                self.requests.append((request["method"], request["url"]))
            if said.get("id") == self._serial:
                assert said["type"] == "success", f"{method}: {said.get('message')}"
                return dict(said["result"])

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def click(self, css: str) -> None:
        """Click on the first visible element, as a mouse does."""
        look = f"const it = {shown(css)}; it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return it"
        element = self._run(f"(() => {{ {look} }})()")
        origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}
        presses = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *presses]})

    def type(self, text: str) -> None:
        """Type where the focus is, key by key."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": keys})

    def print(self) -> None:
        """Print the page, as its own Print button asks the browser to."""
        self.send("browsingContext.print", context=self._tab)

    def evaluate(self, expression: str) -> Any:
        """Give what an expression is in the page, by way of JSON; promises are waited for."""
        said = self._run(f"(async () => JSON.stringify(await ({expression})))()")
        return json.loads(said["value"]) if "value" in said else None

    def quit(self) -> None:
        """Close the browser as a visitor does, once it has had the time to write down what it would."""
        time.sleep(SETTLE_S)
        self.send("browser.close")
        self._socket.close()

    def _act(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self._tab, actions=[source])

    def _run(self, expression: str) -> dict[str, Any]:
        said = self.send("script.evaluate", expression=expression, target={"context": self._tab}, awaitPromise=True)
        assert said["type"] == "success", said
        return dict(said["result"])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start Firefox with a profile in a folder, and end it; the HTTP cache lies in the folder `cache` beside it."""
    profile.mkdir(parents=True)
    wanted = {**PREFERENCES, "browser.cache.disk.parent_directory": str(profile.parent / "cache")}
    wanted |= {"browser.download.folderList": 2, "browser.download.dir": str(profile.parent)}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines))
    log = profile.parent / "firefox.log"
    command = [*FIREFOX.programs, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            running = Firefox(_address(log, process))
            yield running
            running.quit()
            process.wait(START_S)
        finally:
            if process.poll() is None:
                process.terminate()


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until Firefox has said where it listens."""
    end = time.monotonic() + START_S
    while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    return found[1]
