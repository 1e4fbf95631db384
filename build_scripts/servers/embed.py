"""What the ready-made settings add where the check may stand in a frame on other sites; empty where it may not."""

from build_scripts.servers.headers import FRAMES, ServerTable

# At the end of every policy but that of a page for frames.
NO_FRAMES = "; frame-ancestors 'none'"


def headers_everywhere(table: ServerTable, headers: dict[str, str], policy: str) -> tuple[dict[str, str], str]:
    """Return the headers and the policy that `_headers` may give for all addresses.

    No rule for one address takes back what the rule for all says, so frames are left to the rule of each page.
    """
    if not table.embed_pages:
        return headers, policy
    return {name: value for name, value in headers.items() if name != FRAMES}, policy.removesuffix(NO_FRAMES)


def headers_of_page(table: ServerTable, path: str) -> dict[str, str]:
    """Return what `_headers` then says of frames for one page or worker."""
    given = table.everywhere(path)
    return {FRAMES: given[FRAMES]} if table.embed_pages and FRAMES in given else {}


def nginx_frames(table: ServerTable, prefix: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the lines for nginx and the values of its headers: it doesn't send a header whose value is empty."""
    if not table.embed_pages:
        return "", headers
    lines = f"""\
set $share_safely_frames "{headers[FRAMES]}";
if ($uri ~ "{table.embed_pattern(prefix)}") {{
    set $share_safely_policy "{table.embed_policy}";
    set $share_safely_frames "";
}}
"""
    return lines, {**headers, FRAMES: "$share_safely_frames"}


def apache_frames(table: ServerTable, prefix: str, policy: str) -> str:
    """Return the lines for Apache httpd, inside its <IfModule>; `policy` is the header's name."""
    if not table.embed_pages:
        return ""
    return f"""\
    <If "%{{REQUEST_URI}} =~ m#{table.embed_pattern(prefix)}#">
        Header always set {policy} "{table.embed_policy}"
        Header always unset {FRAMES}
    </If>
"""


def caddy_policy(table: ServerTable, prefix: str) -> str:
    """Return the line for Caddy's map of policies."""
    return f'\t\t"~{table.embed_pattern(prefix)}" "{table.embed_policy}"\n' if table.embed_pages else ""


def caddy_frames(table: ServerTable, prefix: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the lines for Caddy and the headers that it still sends with every file."""
    if not table.embed_pages:
        return "", headers
    lines = f"""\
\t@share_safely_unframed not path_regexp {table.embed_pattern(prefix)}
\theader @share_safely_unframed {FRAMES} "{headers[FRAMES]}"
"""
    return lines, {name: value for name, value in headers.items() if name != FRAMES}
