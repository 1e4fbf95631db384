"""The text that comes with a finished site in one archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import decision_engine
from build_scripts.servers import server_configs
from decision_engine.record.blocks import contact_line

if TYPE_CHECKING:
    from build_scripts.content import Local

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

{more}
"""
_BILL = (
    "sbom/site.cdx.json is the bill of materials (CycloneDX 1.6): every file, what it is part of, version and licence."
)
_FOLDER = (
    "partnership/ is what the site was made from. Keep this ZIP: the page that made it opens it, to go on from here."
)


def readme(prefix: str, local: Local, *, has_folder: bool = False) -> str:
    """Return the text that says whose site it is and what to do with the archive.

    That holds the bill of materials, or the partnership's folder where it was made in a browser.
    """
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
        more=_FOLDER if has_folder else _BILL,
    )
