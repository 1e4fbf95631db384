"""What stands inside a check's page, and the hashes by which its policy lets it in."""

from __future__ import annotations

import base64
import hashlib

from build_scripts.assets import INSIDE_SHEET
from build_scripts.assets.inline import AFTER, BEFORE, EARLY, inline_parts, sources_in
from build_scripts.assets.static_file import StaticFile
from build_scripts.servers.headers import security_policy

STYLES = {INSIDE_SHEET: StaticFile("inside.css", b"@font-face{src:url(../fonts/a.woff2)}.check{color:red}")}
SCRIPTS = {
    BEFORE: StaticFile("a.js", b"first()"),
    EARLY: StaticFile("b.js", b"early()"),
    AFTER: StaticFile("c.js", "last('é')".encode()),
}


def test_addresses_in_styles_lead_from_the_page() -> None:
    """What was relative to the sheet is found from a page at any depth."""
    parts = inline_parts(STYLES, SCRIPTS, "../../")
    assert parts.style == "@font-face{src:url(../../assets/fonts/a.woff2)}.check{color:red}"


def test_the_policy_allows_exactly_these_texts() -> None:
    """Each by the hash of its bytes, under its own directive."""
    parts = inline_parts(STYLES, SCRIPTS, "../")
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (parts.before, parts.early, parts.after, parts.style)
    ]
    policy = security_policy(has_check=True, scripts=parts.scripts, styles=parts.styles)
    assert f"script-src 'self' 'wasm-unsafe-eval' {hashes[0]} {hashes[1]} {hashes[2]};" in policy
    assert f"style-src 'self' {hashes[3]};" in policy


def test_hashes_are_read_back_from_policies() -> None:
    """Each once, sorted, from the directive that was asked for."""
    policies = [
        "script-src 'self' 'sha256-b=' 'sha256-a='; style-src 'self' 'sha256-c='",
        "script-src 'self' 'sha256-b='; style-src 'none'",
        "",
    ]
    assert sources_in(policies, "script-src") == ["'sha256-a='", "'sha256-b='"]
    assert sources_in(policies, "style-src") == ["'sha256-c='"]
