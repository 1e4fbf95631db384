"""Builds the site twice in one process, as `make serve` does when a page has changed, and prints the second's time."""

from __future__ import annotations

import sys
from time import perf_counter

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(site: str) -> None:
    """Build into this folder and print the milliseconds that the second build took, its settings read anew."""
    first = load_config(site_dir=site)
    first.plugins.on_startup(command="serve", dirty=False)
    build(first)
    start = perf_counter()
    build(load_config(site_dir=site))
    print((perf_counter() - start) * 1000)


if __name__ == "__main__":
    main(sys.argv[1])
