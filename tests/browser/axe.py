"""axe-core, the accessibility checker, run on a page as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build_scripts.programs.node import npm_folder

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
# By then the page has heard of its new width: what has to scroll now is made a region for the keyboard.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
# From the top: of a header that a step has scrolled out, axe takes the part above the window, which nobody sees, for
# the part of each button that the emergency line, which stays in sight, leaves free.
RUN = "(options) => { scrollTo({ top: 0, behavior: 'instant' }); return axe.run(document, options) }"
VIEWS = ((320, "light"), (1280, "dark"), (1280, "light"), (320, "dark"))


def context_for_axe(browser: Browser) -> BrowserContext:
    """Give a profile in which the page's policy lets the checker in."""
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
    found = page.evaluate(RUN, options)["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_everywhere(page: Page) -> list[str]:
    """Run the checker at both widths in both palettes: every rule at both widths, colours in all four views."""
    return [one for at, view in enumerate(VIEWS) for one in _in_view(page, view, OF_COLOURS if at in (1, 3) else ())]


def violations_in_pairs(page: Page, number: int) -> list[str]:
    """Run every rule at both widths and in both palettes, in two views, which take turns with the state's number."""
    first = number % 2 * 2
    return [one for view in VIEWS[first : first + 2] for one in _in_view(page, view, ())]


def _in_view(page: Page, view: tuple[int, str], rules: tuple[str, ...]) -> list[str]:
    width, palette = view
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]
    page.evaluate(SETTLED)
    return [f"{width} px, {palette}: {one}" for one in violations(page, rules)]
