"""What is made of the sources and published beside the pages, or inside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_scripts.assets import (
    INSIDE,
    INSIDE_SHEET,
    InlineParts,
    check_look,
    check_palette,
    inline_parts,
    page_colours,
    page_styles,
)
from build_scripts.flowchart import flowchart
from build_scripts.paths import partnership_folder
from build_scripts.servers import security_policy
from build_scripts.site.sources import notice
from decision_engine.partnership import partnership_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.structure.pages import Page

    from build_scripts.assets import RuntimeBundle, StaticFile, WorkshopBundle
    from build_scripts.check import CheckPage
    from build_scripts.site.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What is made of the sources and published beside the pages, or in them: scripts, styles, runtime, flowcharts."""

    scripts: Mapping[str, StaticFile]
    styles: Mapping[str, StaticFile]
    runtime: RuntimeBundle
    workshop: WorkshopBundle | None
    charts: Mapping[str, Markup]
    colours: Mapping[str, Mapping[str, str]]
    has_policy: bool

    @property
    def files(self) -> list[StaticFile]:
        """Every file to publish."""
        scripts = [script for name, script in self.scripts.items() if name not in INSIDE]
        styles = [style for name, style in self.styles.items() if name != INSIDE_SHEET]
        workshop = [*self.workshop.files.values(), *self.workshop.later.values()] if self.workshop else []
        return [*scripts, *styles, *self.runtime.files, *workshop]

    def inline(self, page: Page) -> InlineParts:
        """Return what is inside the page of a check."""
        return inline_parts(self.styles, self.scripts, "../" * page.url.count("/"))

    def policy(self, page: Page | None) -> Markup:
        """Return the policy of a page; none while the site is served, as live reload needs an inline script."""
        if not self.has_policy:
            return Markup("")
        if page is not None and page.meta.get("template") == "workshop.html":
            scripts = self.inline(page).scripts  # checks are tried in it
            return Markup(security_policy(has_check=True, scripts=scripts))  # noqa: S704 - our own constants and hashes
        if page is None or not page.meta.get("flow"):
            return Markup(security_policy(has_check=False))  # noqa: S704 - our own constants
        parts = self.inline(page)
        policy = security_policy(has_check=True, scripts=parts.scripts, styles=parts.styles)
        return Markup(policy)  # noqa: S704 - constants and hashes: nothing that an attribute in double quotes can't hold


def make_assets(sources: Sources, *, serving: bool) -> Assets:
    """Make everything that is published beside the pages, and warn of what the runtime has to do without.

    Raises BuildError for colours too faint to read, SetUpError or RuntimeBuildError where something can't be made.
    """
    look = sources.local.partnership.look
    check_palette()
    if look:
        check_look(look, partnership_lines(partnership_folder()))
    flows = {name: json.dumps(check.engine_input(), ensure_ascii=False) for name, check in sources.checks.items()}
    machine = sources.machine

    def chart(check: CheckPage) -> Markup:
        return flowchart(check, links=lambda part: f"#{part}", place=machine.place)

    others = [partial(chart, check) for check in sources.checks.values()]
    runtime, charts = machine.at_once(lambda: machine.runtime(flows), others)
    for warning in runtime.warnings:
        notice.warning(warning)
    return Assets(
        scripts=machine.scripts(),
        styles=page_styles(machine.sheets(), look),
        runtime=runtime,
        workshop=None if serving else machine.workshop(runtime),
        charts=dict(zip(sources.checks, charts, strict=True)),
        colours=page_colours(sources.local.partnership.look),
        has_policy=not serving,
    )
