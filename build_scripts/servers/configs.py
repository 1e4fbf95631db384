"""Ready-made settings for web servers: security headers and caching, all from one table by a template for each server.

`_headers` goes into the site, where Netlify and Cloudflare look for it; the others into dist/servers.
A template's name is the file's; its first line says which server it is for and what to do with the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_scripts.errors import BuildError
from build_scripts.paths import partnership_folder
from build_scripts.servers.headers import (
    ASK_AGAIN,
    CACHE,
    EVERYWHERE,
    FOR_EVER,
    FRAMES,
    NOT_FOUND,
    POLICY,
    WORKER_FOLDER,
    ServerTable,
    server_table,
)
from decision_engine.partnership import read_partnership

HEADERS = "_headers"
_TEMPLATES = Path(__file__).parent / "templates"
_ABOUT = re.compile(r"\{# (.+) #\}\n")
# What of the policy speaks of scripts, so that the rest holds for every page: the engine's pages need more.
_SCRIPTS = re.compile(r"(default-src|script-src)[^;]*; ")
# The end of every policy but that of a page for frames.
_NO_FRAMES = "; frame-ancestors 'none'"


def server_configs() -> dict[str, str]:
    """Return the files that there is a template for, each with its server and what to do with the file."""
    found = {}
    for path in sorted(_TEMPLATES.glob("[!_]*.jinja"), key=lambda path: path.name.casefold()):
        about = _ABOUT.match(path.read_text(encoding="utf-8"))
        if about is None:
            message = f"{path}: the first line must say what the file is for. For example: {{# nginx: include it #}}"
            raise BuildError([message])
        found[path.stem] = about[1]
    return found


def server_config(name: str, table: ServerTable, prefix: str = "/") -> str:
    """Return the settings of this name for a site whose path on the server is `prefix`."""
    environment = Environment(  # noqa: S701 - settings are no HTML; web.config quotes its attributes itself
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoteattr"] = quoteattr
    return environment.get_template(f"{name}.jinja").render(
        table=table,
        prefix=prefix,
        rules=_rules,
        everywhere=EVERYWHERE,
        ask_again=ASK_AGAIN,
        for_ever=FOR_EVER,
        not_found=NOT_FOUND,
        worker_folder=WORKER_FOLDER.rstrip("/"),
    )


def write_server_files(site: Path, folder: Path, prefix: str = "/") -> list[Path]:
    """Write `_headers` into a built site and the other settings into a folder; return what was written.

    The prefix is the path that the site is served at, with a slash at both ends. Raises BuildError when there is no
    built site.
    """
    table = server_table(site)
    paths = {HEADERS: site / HEADERS} | {name: folder / name for name in server_configs()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in paths.items():
        path.write_text(server_config(name, table, prefix), encoding="utf-8")
    return list(paths.values())


def site_prefix(path: str | None = None) -> str:
    """Return a path, or else that of the partnership's `site_url`, with a slash at both ends.

    Raises PartnershipError where the partnership's file can't be used.
    """
    if path is None:
        path = urlsplit(read_partnership(partnership_folder()).site_url).path
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _rules(table: ServerTable) -> dict[str, dict[str, str]]:
    """Return the rules of `_headers`: for each address or pattern its headers.

    Where several rules fit, Netlify and Cloudflare join a header's values by commas, and no rule for one address takes
    back what the rule for all says. So no rule repeats a header of the rule for all but the policy, where all of
    several policies hold; and where any page may be shown in a frame, frames are left to the rule of each page.
    """
    policy = _SCRIPTS.sub("", table.policy)
    every = EVERYWHERE
    if table.embed_pages:
        policy = policy.removesuffix(_NO_FRAMES)
        every = {name: value for name, value in EVERYWHERE.items() if name != FRAMES}
    rules: dict[str, dict[str, str]] = {"/*": {**every, POLICY: policy}}
    for path, own in table.documents.items():
        framed = {name: value for name, value in table.everywhere(path).items() if name not in every}
        rules[f"/{path}"] = {**framed, POLICY: own, CACHE: ASK_AGAIN}
    for folder, others in table.hashed_folders().items():
        whole = not others and not any(f"/{path}".startswith(f"/{folder}/") for path in table.documents)
        files = [f"{folder}/*"] if whole else [file for file in table.hashed if file.startswith(f"{folder}/")]
        for file in files:
            rules.setdefault(f"/{file}", {})[CACHE] = FOR_EVER
    return rules
