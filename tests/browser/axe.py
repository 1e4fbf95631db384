"""axe-core, the accessibility checker, run on a page as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build_scripts.node_packages import npm_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Every rule that axe runs by itself, and those it leaves off: new in WCAG 2.2, or still young.
FURTHER = (
    "css-orientation-lock",
    "focus-order-semantics",
    "hidden-content",
    "label-content-name-mismatch",
    "table-fake-caption",
    "target-size",
    "td-has-header",
)
# What a change of colours can break; the rest has been looked at in the other palette.
OF_COLOURS = ("color-contrast", "link-in-text-block")
LIGHT_AND_DARK = ("light", "dark")
WIDTHS = (320, 1280)


def context_for_axe(browser: Browser) -> BrowserContext:
    """Give a profile in which the page's policy lets the checker in, and whose clock ticks are its own."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=npm_folder() / "axe-core" / "axe.min.js")
    return context


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Run the checker, by some rules or by all, and list rule and element of each violation."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "iframes": False}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    else:
        options["rules"] = {rule: {"enabled": True} for rule in FURTHER}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_everywhere(page: Page) -> list[str]:
    """Run the checker at both widths in both palettes."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for palette in LIGHT_AND_DARK:
            page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]
            rules = OF_COLOURS if palette == "dark" else ()
            found += [f"{width} px, {palette}: {one}" for one in violations(page, rules)]
    return found
