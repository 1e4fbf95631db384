"""Each page's policy, and what a web server should say with each file: all servers' settings come from this table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_scripts.assets import sources_in
from build_scripts.errors import BuildError
from build_scripts.html import tags

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


# What lets a page or a worker compile WebAssembly, and so start the engine.
ENGINE_SOURCE = "'wasm-unsafe-eval'"
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# The end of a name that carries its content's hash: such a file never changes under its name.
HASHED = r"\.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+\.(min\.)?[a-z0-9]+$"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NOT_FOUND = "404.html"
INDEX = "index.html"
WORKER_FOLDER = "assets/js/"
_WORKER = r"assets/js/(workshop-)?worker\.[0-9a-f]+\.js"
_WORKERS = re.compile(_WORKER + "$")
# By it a page says which sites may show it in a frame: a policy inside a page can't, so servers have to.
EMBED_ON = "embed-on"
# The site needs none of these; each is known to every current browser, so that none complains.
_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
POLICY = "Content-Security-Policy"
CACHE = "Cache-Control"
FRAMES = "X-Frame-Options"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    FRAMES: "DENY",
}


def security_policy(*, has_check: bool, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """Return the policy for a meta element; only a page that holds a check may compile WebAssembly.

    `scripts` and `styles` are the hashes, as source expressions, of what is inside the page.
    """
    return _written(_policy(has_check=has_check, scripts=scripts, styles=styles))


def served_policy(
    *, has_check: bool, scripts: Iterable[str] = (), styles: Iterable[str] = (), embed_on: Iterable[str] = ()
) -> str:
    """Return the policy for a server's header: it lets in what any page's own policy lets in.

    No site but those of `embed_on` may show the page in a frame.
    """
    policy = _policy(has_check=has_check, scripts=scripts, styles=styles)
    return _written({**policy, "frame-ancestors": " ".join(embed_on) or "'none'"})


def _policy(*, has_check: bool, scripts: Iterable[str], styles: Iterable[str]) -> dict[str, str]:
    engine = (ENGINE_SOURCE,) if has_check else ()
    return {
        **_POLICY,
        "script-src": " ".join((_POLICY["script-src"], *engine, *scripts)),
        "style-src": " ".join((_POLICY["style-src"], *styles)),
    }


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTable:
    """The files of a built site, which of them start the engine or may be shown in a frame, and the policies."""

    files: tuple[str, ...]
    engine_pages: tuple[str, ...]
    policy: str
    engine_policy: str
    embed_pages: tuple[str, ...] = ()
    embed_policy: str = ""

    @property
    def documents(self) -> dict[str, str]:
        """Each address that a policy takes effect on, pages and workers' scripts, with its policy."""
        pages = [address(file) for file in self.files if file.endswith(".html")]
        workers = [file for file in self.files if _WORKERS.match(file)]
        return {path: self._policy(path) for path in (*pages, *workers)}

    def everywhere(self, path: str) -> dict[str, str]:
        """Return the headers of an address besides policy and caching: the same for all but pages for frames."""
        return {name: value for name, value in EVERYWHERE.items() if name != FRAMES or path not in self.embed_pages}

    @property
    def hashed(self) -> tuple[str, ...]:
        """The files that may be cached for ever."""
        return tuple(file for file in self.files if is_hashed(file))

    def hashed_folders(self) -> dict[str, tuple[str, ...]]:
        """Return each folder that holds hashed files, with those of its files that aren't."""
        folders = sorted({file.rsplit("/", 1)[0] for file in self.hashed})
        return {folder: tuple(f for f in self._in(folder) if not is_hashed(f)) for folder in folders}

    def engine_pattern(self, prefix: str) -> str:
        """Return the pattern of the addresses with the engine's policy; the worker's name changes with its content."""
        return f"^{prefix}({'|'.join((*_page_patterns(self.engine_pages), _WORKER))})$"

    def embed_pattern(self, prefix: str) -> str:
        """Return the pattern of the addresses that other sites may show in a frame."""
        return f"^{prefix}({'|'.join(_page_patterns(self.embed_pages))})$"

    @staticmethod
    def hashed_pattern(prefix: str) -> str:
        """Return the pattern of the addresses that may be cached for ever."""
        return f"^{prefix}assets/.*{HASHED}"

    def _in(self, folder: str) -> list[str]:
        return [file for file in self.files if file.rsplit("/", 1)[0] == folder]

    def _policy(self, path: str) -> str:
        if path in self.embed_pages:
            return self.embed_policy
        return self.engine_policy if path in self.engine_pages or re.fullmatch(_WORKER, path) else self.policy


def server_table(site: Path) -> ServerTable:
    """Read a built site.

    Raises BuildError when there is none, or its page for addresses that don't exist is missing.
    """
    if not (site / NOT_FOUND).is_file():
        raise BuildError([f'{site}: there is no built site here, "{NOT_FOUND}" is missing. For example: make site'])
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    said = {file: _metas((site / file).read_text(encoding="utf-8")) for file in files if _is_page(file)}
    policies = {file: metas.get(POLICY, "") for file, metas in said.items()}
    embeds = {address(file): listed.split() for file, metas in said.items() if (listed := metas.get(EMBED_ON))}
    # Servers show the page for missing addresses, whose style is inside it, at any address.
    styles = sources_in(policies.values(), "style-src")
    scripts = sources_in(policies.values(), "script-src")
    engine_pages = [address(file) for file, policy in policies.items() if ENGINE_SOURCE in policy]
    embed_on = sorted({origin for origins in embeds.values() for origin in origins})
    return ServerTable(
        files=tuple(files),
        engine_pages=tuple(page for page in engine_pages if page not in embeds),
        policy=served_policy(has_check=False, styles=styles),
        engine_policy=served_policy(has_check=True, scripts=scripts, styles=styles),
        embed_pages=tuple(embeds),
        embed_policy=served_policy(has_check=True, scripts=scripts, styles=styles, embed_on=embed_on) if embeds else "",
    )


def address(file: str) -> str:
    """Return the address of a file from the site's root: pages are known by their folders."""
    return file.removesuffix(INDEX) if file == INDEX or file.endswith(f"/{INDEX}") else file


def is_hashed(file: str) -> bool:
    """Return whether a file's name carries its content's hash."""
    return bool(re.search(ServerTable.hashed_pattern(""), file))


def _is_page(file: str) -> bool:
    return file.endswith(".html")


def _page_patterns(pages: Iterable[str]) -> list[str]:
    return [re.escape(page).replace("\\-", "-") + r"(index\.html)?" for page in pages]


def _metas(html: str) -> dict[str, str]:
    """Return what a page says of itself in meta elements, such as its policy; of two with one name the first."""
    found: dict[str, str] = {}
    for tag in tags(html):
        if tag.name == "meta" and (name := tag.get("http-equiv") or tag.get("name")):
            found.setdefault(name, tag.get("content") or "")
    return found
