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


def security_policy(*, has_check: bool, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """Return the policy for a meta element; only a page that holds a check may compile WebAssembly.

    `scripts` and `styles` are the hashes, as source expressions, of what stands inside the page.
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
