"""The Content-Security-Policy: nothing but the site's own files, and WebAssembly only where the check is."""

from __future__ import annotations

from build_scripts.servers.headers import security_policy


def directives(policy: str) -> dict[str, str]:
    """Take a policy apart."""
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_a_page_may_use_its_own_sites_files_and_nothing_else() -> None:
    """Nothing inline, nothing from elsewhere, no form that sends."""
    policy = directives(security_policy(has_check=False))
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'", "'self' data:"}
    assert [name for name, value in policy.items() if "data:" in value] == ["img-src"]


def test_only_a_check_may_compile_webassembly() -> None:
    """Everything else is as strict as on other pages."""
    plain, check = directives(security_policy(has_check=False)), directives(security_policy(has_check=True))
    assert check.pop("script-src") == "'self' 'wasm-unsafe-eval'"
    assert plain.pop("script-src") == "'self'"
    assert check == plain
