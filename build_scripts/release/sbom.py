"""Writes two bills of materials into dist/sbom: of what is shipped, and of what builds it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.release.bill import written
from build_scripts.release.bill_of_site import bill_of_site
from build_scripts.release.bill_of_tools import bill_of_tools

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "dist" / "sbom"


def write_bills(site: Path, folder: Path = FOLDER) -> tuple[Path, ...]:
    """Write both and give their paths; raises BuildError when one can't be made, and then writes none."""
    bills = {"site.cdx.json": written(bill_of_site(site)), "tools.cdx.json": written(bill_of_tools())}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in bills.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in bills)


def main() -> int:
    """Write the bills of site/; give 0, or 1 after saying what is wrong."""
    try:
        files = write_bills(ROOT / "site")
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(file.relative_to(ROOT)) for file in files))
    return 0


if __name__ == "__main__":
    sys.exit(main())
