"""Installs the quicker Chromium, the web servers and the other browsers that tests use; a missing one is no error."""

from build_scripts.programs.browser import install_shell
from tests.servers.real_servers import PACKAGES
from tests.tools.find_other_browsers import install_other_browsers
from tests.tools.find_server import install_servers

if __name__ == "__main__":
    install_shell()
    install_servers(PACKAGES)
    install_other_browsers()
