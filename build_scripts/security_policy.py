"""The Content-Security-Policy of a page: as strict as the page can bear."""

from collections.abc import Iterable

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


def security_policy(*, has_check: bool) -> str:
    """Return the policy for a meta element; only a page that holds a check may compile WebAssembly."""
    return _written(_policy(has_check=has_check))


def served_policy(*, has_check: bool, styles: Iterable[str]) -> str:
    """Return the policy for a server's header: no frames besides, and inside styles that have one of these hashes.

    Servers show the page for missing addresses, whose style stands inside it, at any address.
    """
    policy = _policy(has_check=has_check)
    policy["style-src"] = " ".join((policy["style-src"], *styles))
    return _written({**policy, "frame-ancestors": "'none'"})


def _policy(*, has_check: bool) -> dict[str, str]:
    policy = dict(_POLICY)
    if has_check:
        policy["script-src"] += f" {ENGINE_SOURCE}"
    return policy


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
