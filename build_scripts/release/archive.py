"""Makes the release artefacts: one archive of the site with all that a server needs, and the engine's wheel."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import decision_engine
from build_scripts.content import read_language, read_local
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT, partnership_folder
from build_scripts.release.readme import readme
from build_scripts.release.sbom import write_bill
from build_scripts.release.wheel import engine_wheel
from build_scripts.servers import site_prefix, write_server_files
from build_scripts.zips import Date, checksums, fixed_zip, zip_date
from decision_engine.errors import EngineError

FOLDER = ROOT / "dist"
NAME = f"share-safely-site-{decision_engine.__version__}"
SUMS = "SHA256SUMS"


def release(site: Path, folder: Path = FOLDER, prefix: str = "/") -> tuple[Path, Path]:
    """Write the archive of a built site, served at a prefix, and the engine's wheel into a folder; return both.

    Raises BuildError when there is no built site or its bill of materials can't be made, and then writes nothing.
    """
    local = read_local(partnership_folder(), read_language())
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shutil.copytree(site, work / "site") if site.is_dir() else (work / "site").mkdir()
        write_server_files(work / "site", work / "servers", prefix)
        write_bill(work / "site", work / "sbom")
        (work / "README.txt").write_text(readme(prefix, local), encoding="utf-8")
        content = archive(work, NAME, zip_date())
    wheel = engine_wheel()
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{NAME}.zip"
    made.write_bytes(content)
    return made, Path(shutil.copyfile(wheel, folder / wheel.name))


def archive(folder: Path, name: str, date: Date) -> bytes:
    """Return a zip of a folder's files below one folder of this name, with checksums; the same bytes each time."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    files[SUMS] = checksums(files)
    entries = {f"{name}/{path}": content for path, content in files.items()}
    return fixed_zip(entries, date=date, method=zipfile.ZIP_DEFLATED)


def main(arguments: list[str] | None = None) -> int:
    """Write the release of site/ into dist/; return 0, or 1 after saying what is wrong."""
    parser = argparse.ArgumentParser(prog="release", description=__doc__)
    parser.add_argument(
        "--path", help="the path that the site is served at, for example /share-safely/ (default: that of site_url)"
    )
    try:
        made = release(ROOT / "site", prefix=site_prefix(parser.parse_args(arguments).path))
    except (BuildError, EngineError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path.relative_to(ROOT)) for path in made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
