"""Makes the release artefacts: one archive of the site with all that a server needs, and the engine's wheel."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import decision_engine
from build_scripts.content import Local, read_language, read_local
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT, partnership_folder
from build_scripts.release.sbom import write_bill
from build_scripts.release.wheel import engine_wheel
from build_scripts.runtime import EARLIEST, Date, fixed_zip
from build_scripts.servers import server_configs, site_prefix, write_server_files
from decision_engine.errors import EngineError
from decision_engine.record.blocks import contact_line

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ROOT / "dist"
NAME = f"share-safely-site-{decision_engine.__version__}"
SUMS = "SHA256SUMS"
_EPOCH = "SOURCE_DATE_EPOCH"
_README = """\
{site}: a finished site, as files. Made with Share Safely {version}.
{whose}
1. Check that all has arrived. In this folder run
       sha256sum --check --quiet SHA256SUMS
   It says nothing when every file is right. On a Mac: shasum --algorithm 256 --check --quiet SHA256SUMS

2. Copy everything in "site", the file _headers too, into the folder that your web server serves.
   Any web server that serves files will do. Nothing is installed, and no program runs on the server.
   To update, replace the whole folder, and delete what is no longer in "site".

3. If you can, add the settings for your server, for a site at {prefix}
{servers}
   Netlify and Cloudflare Pages read site/_headers by themselves.

4. Open the site and read "Adopt this site": host it, make it yours, check it before it goes live.
   These are the contacts that it names. Try each of them before anybody relies on it:
{contacts}

sbom/site.cdx.json is the bill of materials (CycloneDX 1.6): every file, what it is part of, version and licence.
"""


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


def readme(prefix: str, local: Local) -> str:
    """Return the text that says whose site it is and what to do with the archive."""
    configs, partnership = server_configs(), local.partnership
    whose = f"For {partnership.name}.\n" if partnership.adopted else f"For {partnership.name}: a demonstration.\n"
    lines = [(contact["area"], contact_line(contact, local.language.record_words)) for contact in local.contact_list]
    contacts = "\n".join(f"   - {f'{area}: ' if area else ''}{line}" for area, line in lines)
    wide = max(map(len, configs))
    servers = "\n".join(f"       servers/{name:{wide}}   {about}" for name, about in configs.items())
    return _README.format(
        site=partnership.site_name,
        whose=whose,
        version=decision_engine.__version__,
        prefix=prefix,
        servers=servers,
        contacts=contacts,
    )


def archive(folder: Path, name: str, date: Date) -> bytes:
    """Return a zip of a folder's files below one folder of this name, with checksums; the same bytes each time."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    files[SUMS] = _checksums(files)
    entries = {f"{name}/{path}": content for path, content in files.items()}
    return fixed_zip(entries, date=date, method=zipfile.ZIP_DEFLATED)


def zip_date() -> Date:
    """Return the time that SOURCE_DATE_EPOCH sets, in UTC.

    Servers tell by time and size whether a file has changed, so that files of two releases must not share theirs.
    Raises BuildError when it is no number.
    """
    try:
        time = dt.datetime.fromtimestamp(int(os.environ.get(_EPOCH, "0")), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f'{_EPOCH}: "{os.environ[_EPOCH]}" is not a time in seconds since 1970. For example: 1704067200'
        raise BuildError([message]) from error
    return max(EARLIEST, (time.year, time.month, time.day, time.hour, time.minute, time.second))


def _checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of files that `sha256sum --check` reads."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


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
