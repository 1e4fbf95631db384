"""The option that names a partnership's folder, for the commands that take one."""

import argparse
from pathlib import Path

OPTION = "--partnership"


def add_partnership_option(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the option; ``what`` is what the command does with the folder."""
    parser.add_argument(OPTION, type=Path, metavar="FOLDER", help=what)
