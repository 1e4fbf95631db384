"""Writes the settings for web servers into dist/servers: `make servers`."""

import argparse
import sys

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.servers import site_prefix, write_server_files
from decision_engine.errors import EngineError

FOLDER = ROOT / "dist" / "servers"


def main(arguments: list[str] | None = None) -> int:
    """Write the settings for site/; return 0, or 1 after printing what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m build_scripts.servers", description=__doc__)
    parser.add_argument(
        "--path",
        help="the path that the site is served at, for example /share-safely/ (default: that of site_url)",
    )
    try:
        written = write_server_files(ROOT / "site", FOLDER, site_prefix(parser.parse_args(arguments).path))
    except (BuildError, EngineError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path.relative_to(ROOT)) for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
