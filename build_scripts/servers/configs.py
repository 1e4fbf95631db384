"""Ready-made settings for web servers: security headers and caching, all written from one table.

`_headers` goes into the site, where Netlify and Cloudflare look for it; the others into dist/servers.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from mkdocs.utils.yaml import yaml_load

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.servers.embed import (
    apache_frames,
    caddy_frames,
    caddy_policy,
    headers_everywhere,
    headers_of_page,
    nginx_frames,
)
from build_scripts.servers.headers import (
    ASK_AGAIN,
    EVERYWHERE,
    FOR_EVER,
    FRAMES,
    NOT_FOUND,
    WORKER_FOLDER,
    ServerTable,
    server_table,
)

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "dist" / "servers"
POLICY = "Content-Security-Policy"
CACHE = "Cache-Control"
# Of the policy, what says nothing about scripts and so holds for all pages: the engine's needs more than the others.
_SCRIPTS = re.compile(r"(default-src|script-src)[^;]*; ")
_DAYS = "365.00:00:00"
# What Internet Information Services answers with 404, or with a wrong type, as long as nobody tells it better.
_TYPES = {".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def headers_file(table: ServerTable) -> str:
    """Return `_headers` for Netlify and Cloudflare.

    Where several rules fit, both hosts join a header's values by commas. So no rule for one page or file may repeat
    a header of the rule for all but the policy, where all of several policies hold.
    """
    every, policy = headers_everywhere(table, EVERYWHERE, _SCRIPTS.sub("", table.policy))
    rules: dict[str, dict[str, str]] = {"/*": {**every, POLICY: policy}}
    for path, own in table.documents.items():
        rules[f"/{path}"] = {**headers_of_page(table, path), POLICY: own, CACHE: ASK_AGAIN}
    for folder, others in table.hashed_folders().items():
        whole = not others and not any(f"/{path}".startswith(f"/{folder}/") for path in table.documents)
        files = [f"{folder}/*"] if whole else [file for file in table.hashed if file.startswith(f"{folder}/")]
        for file in files:
            rules.setdefault(f"/{file}", {})[CACHE] = FOR_EVER
    return "".join(f"{path}\n{_lines('  {}: {}', headers)}" for path, headers in rules.items())


def nginx_file(table: ServerTable, prefix: str) -> str:
    """Return what a server or location block of nginx includes."""
    frames, headers = nginx_frames(table, prefix, EVERYWHERE)
    return f"""\
# Share Safely on nginx: `include` this file in the server block or location block that serves the site, {prefix}
index index.html;
error_page 404 {prefix}{NOT_FOUND};
set $share_safely_policy "{table.policy}";
if ($uri ~ "{table.engine_pattern(prefix)}") {{
    set $share_safely_policy "{table.engine_policy}";
}}
{frames}\
set $share_safely_cache "{ASK_AGAIN}";
if ($uri ~ "{table.hashed_pattern(prefix)}") {{
    set $share_safely_cache "{FOR_EVER}";
}}
{_lines('add_header {} "{}" always;', headers)}\
add_header {POLICY} $share_safely_policy always;
add_header {CACHE} $share_safely_cache always;
"""


def apache_file(table: ServerTable, prefix: str) -> str:
    """Return what goes into .htaccess in the site's folder, or into a <Directory> of Apache httpd's settings."""
    return f"""\
# Share Safely on Apache httpd 2.4: as .htaccess in the site's folder, which is served at {prefix}
# It needs AllowOverride FileInfo Indexes, and mod_headers (a2enmod headers).
DirectoryIndex index.html
ErrorDocument 404 {prefix}{NOT_FOUND}
<IfModule mod_headers.c>
{_lines('    Header always set {} "{}"', {**EVERYWHERE, POLICY: table.policy, CACHE: ASK_AGAIN})}\
    <If "%{{REQUEST_URI}} =~ m#{table.engine_pattern(prefix)}#">
        Header always set {POLICY} "{table.engine_policy}"
    </If>
{apache_frames(table, prefix, POLICY)}\
    <If "%{{REQUEST_URI}} =~ m#{table.hashed_pattern(prefix)}#">
        Header always set {CACHE} "{FOR_EVER}"
    </If>
</IfModule>
"""


def caddy_file(table: ServerTable, prefix: str) -> str:
    """Return a Caddyfile whose address and folder are taken from the environment."""
    folder = "root * {$SHARE_SAFELY_ROOT:/srv/share-safely}"
    files = "file_server" if prefix == "/" else f"handle_path {prefix}* {{\n\t\tfile_server\n\t}}"
    frames, headers = caddy_frames(table, prefix, EVERYWHERE)
    return f"""\
# Share Safely on Caddy, at {prefix}
# Set SHARE_SAFELY_ADDRESS to the site's name, for example share-safely.example.org: Caddy then serves it by https.
{{$SHARE_SAFELY_ADDRESS::80}} {{
\t{folder}
\tmap {{path}} {{share_safely_policy}} {{
{caddy_policy(table, prefix)}\
\t\t"~{table.engine_pattern(prefix)}" "{table.engine_policy}"
\t\tdefault "{table.policy}"
\t}}
\tmap {{path}} {{share_safely_cache}} {{
\t\t"~{table.hashed_pattern(prefix)}" "{FOR_EVER}"
\t\tdefault "{ASK_AGAIN}"
\t}}
\theader {{
{_lines('\t\t{} "{}"', headers)}\
\t\t{POLICY} {{share_safely_policy}}
\t\t{CACHE} {{share_safely_cache}}
\t}}
{frames}\
\t{files}
\thandle_errors {{
\t\t{folder}
\t\theader {CACHE} "{ASK_AGAIN}"
\t\trewrite * /{NOT_FOUND}
\t\tfile_server
\t}}
}}
"""


def iis_file(table: ServerTable) -> str:
    """Return web.config for the site's folder under Internet Information Services."""
    engine = [page.rstrip("/") for page in table.engine_pages]
    age = f'cacheControlMaxAge="{_DAYS}" cacheControlCustom="public, immutable"'
    cached = f'<clientCache cacheControlMode="UseMaxAge" {age} />'
    places = [_location(page, policy=table.engine_policy) for page in engine]
    places += [_location(page.rstrip("/"), policy=table.embed_policy, framed=True) for page in table.embed_pages]
    for folder, others in table.hashed_folders().items():
        # Only a worker heeds the policy of a script, so the folder's other scripts may carry the worker's.
        policy = table.engine_policy if f"{folder}/" == WORKER_FOLDER else ""
        places.append(_location(folder, policy=policy, cache=cached))
        places += [_location(file, cache='<clientCache cacheControlMode="DisableCache" />') for file in others]
    types = "\n".join(
        f'      <remove fileExtension="{end}" />\n      <mimeMap fileExtension="{end}" mimeType="{kind}" />'
        for end, kind in _TYPES.items()
    )
    headers = "\n".join(
        f"        {_added(name, value)}" for name, value in {**EVERYWHERE, POLICY: table.policy}.items()
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!-- Share Safely on Internet Information Services: copy this file into the site's folder. -->
<configuration>
  <system.webServer>
    <defaultDocument>
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="{NOT_FOUND}" responseMode="File" />
    </httpErrors>
    <staticContent>
      <clientCache cacheControlMode="DisableCache" />
{types}
    </staticContent>
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />
{headers}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
{"".join(places)}</configuration>
"""


def write_server_files(site: Path, folder: Path, prefix: str = "/") -> list[Path]:
    """Write `_headers` into a built site and the other settings into a folder; return what was written.

    The prefix is the path that the site is served at, with a slash at both ends. Raises BuildError when there is no
    built site.
    """
    table = server_table(site)
    texts = {
        site / "_headers": headers_file(table),
        folder / "nginx.conf": nginx_file(table, prefix),
        folder / "apache.conf": apache_file(table, prefix),
        folder / "Caddyfile": caddy_file(table, prefix),
        folder / "web.config": iis_file(table),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _lines(form: str, headers: dict[str, str]) -> str:
    return "".join(f"{form.format(name, value)}\n" for name, value in headers.items())


def _added(name: str, value: str) -> str:
    return f"<add name={quoteattr(name)} value={quoteattr(value)} />"


def _location(path: str, *, policy: str = "", cache: str = "", framed: bool = False) -> str:
    removed = "".join(f"          <remove name={quoteattr(name)} />\n" for name in (POLICY, FRAMES)[: 1 + framed])
    headers = (
        f"      <httpProtocol>\n        <customHeaders>\n{removed}"
        f"          {_added(POLICY, policy)}\n        </customHeaders>\n      </httpProtocol>\n"
    )
    content = f"      <staticContent>\n        {cache}\n      </staticContent>\n"
    return (
        f"  <location path={quoteattr(path)}>\n    <system.webServer>\n{headers if policy else ''}"
        f"{content if cache else ''}    </system.webServer>\n  </location>\n"
    )


def site_prefix(path: str | None = None) -> str:
    """Give a path, or that of `site_url` in mkdocs.yml, with a slash at both ends."""
    if path is None:
        settings = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
        path = urlsplit(settings.get("site_url") or "").path
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def main(arguments: list[str] | None = None) -> int:
    """Write the settings for site/; give 0, or 1 after printing what is wrong."""
    parser = argparse.ArgumentParser(prog="server_files", description=__doc__)
    parser.add_argument(
        "--path",
        help="the path that the site is served at, for example /share-safely/ (default: that of site_url)",
    )
    try:
        written = write_server_files(ROOT / "site", FOLDER, site_prefix(parser.parse_args(arguments).path))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(str(path.relative_to(ROOT)) for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
