"""WebKitGTK, driven by Selenium on a screen that nobody sees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from selenium.webdriver import ActionChains, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.webkitgtk.service import Service

from tests.other_browsers.driver import shown
from tests.tools.find_other_browsers import mini_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT_S = 60


class WebKit:
    """A running MiniBrowser."""

    def __init__(self, driver: WebKitGTK) -> None:
        """Take over a session."""
        self._driver = driver
        driver.set_script_timeout(SCRIPT_S)

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._driver.get(url)

    def click(self, css: str) -> None:
        """Click on the first visible element, as a mouse does."""
        element = self._driver.execute_script(
            f"const it = {shown(css)}; it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return it"
        )
        ActionChains(self._driver).move_to_element(element).click().perform()

    def type(self, text: str) -> None:
        """Type where the focus is, key by key."""
        ActionChains(self._driver).send_keys(text).perform()

    def evaluate(self, expression: str) -> Any:
        """Give what an expression is in the page, by way of JSON; promises are waited for."""
        said = self._driver.execute_async_script(
            f"const done = arguments[0]; (async () => JSON.stringify(await ({expression})))().then(done)"
        )
        return None if said is None else json.loads(said)


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen that nobody sees, and give its name."""
    read, write = os.pipe()
    command = [
        shutil.which("Xvfb") or "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Start WebKitGTK with a profile that is thrown away, and end it."""
    options = WebKitGTKOptions()
    options.binary_location = str(mini_browser())
    options.add_argument("--automation")
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "GDK_BACKEND": "x11"}
        service = Service(executable_path=shutil.which("WebKitWebDriver"), env=environment)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Selenium's own use of itself
            driver = WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()
