"""The built pages of the guidance put together as one HTML document, from which the PDF is made."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from build_scripts.content import Guidance

# Stands for the site's root while addresses are resolved; nothing is ever fetched from it.
ORIGIN = "http://share-safely.invalid/"
# On paper these say nothing: lists of contents, words for screen readers about links, scripts, the way to this PDF.
_LEFT_OUT = ".ss-contents, .ss-visually-hidden, script, template, p:has(> a[href$='.pdf'])"
_FRAME = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{sheets}
<style>{style}</style>
</head>
<body class="pdf">
{front}
{parts}
</body>
</html>
""")
_FRONT = Markup("""<section class="pdf-front">
<p class="pdf-front__name">{name}</p>
<h1>{heading}</h1>
<p class="pdf-front__edition">{edition}</p>
{banner}
<ul class="pdf-front__facts">
<li>{published}</li>
<li>{reviews}</li>
<li>{not_advice}</li>
</ul>
<div class="ss-urgent">
<p><strong>{danger}</strong> {danger_call}</p>
<p>{worried}</p>
{contacts}
</div>
<nav class="pdf-contents" aria-labelledby="pdf-contents"><h2 id="pdf-contents">{contents_title}</h2><ul>
{contents}
</ul></nav>
</section>
""")


def guidance_document(guidance: Guidance, style: str) -> str:
    """Return the document's HTML; ``style`` is CSS that comes after the site's own.

    Links between the pages lead to places in the document. A link to any other page of the site leads there when the
    site has an address, else it is left as plain words.
    """
    pages = {url: LexborHTMLParser((guidance.site / url / "index.html").read_bytes()) for url in guidance.urls}
    bodies = {url: _body(tree) for url, tree in pages.items()}
    anchors = _anchors(bodies)
    for url, body in bodies.items():
        for link in body.css("a[href]"):
            _lead(link, url, anchors, guidance.site_url)
    sheets = {
        urljoin(f"/{url}", sheet.attributes["href"] or ""): sheet.attributes.get("media") or "all"
        for url, tree in pages.items()
        for sheet in tree.css("link[rel=stylesheet]")
    }
    return _FRAME.format(
        language=guidance.language.tag,
        title=guidance.with_edition("pdf.title", "pdf.title_only", name=guidance.name),
        sheets=Markup("\n").join(
            Markup('<link rel="stylesheet" href="{}" media="{}">').format(*sheet) for sheet in sheets.items()
        ),
        style=Markup(style + _footer(guidance)),  # noqa: S704 - our own style sheet, and a string quoted for CSS
        front=_front(guidance, {anchors[url, ""]: _title(body) for url, body in bodies.items()}),
        parts=Markup("\n").join(
            Markup('<article class="pdf-part ss-article md-typeset" id="{}">{}</article>').format(
                anchors[url, ""],
                Markup(body.inner_html or ""),  # noqa: S704 - HTML of the site's own pages
            )
            for url, body in bodies.items()
        ),
    )


def _body(tree: LexborHTMLParser) -> LexborNode:
    article = tree.css("article")[0]
    for node in article.css(_LEFT_OUT):
        node.decompose()
    for node in article.css(":is(h1, h2, h3, h4) abbr"):
        node.unwrap()  # Chromium's bookmark of a heading that begins a page leads to the page before if it has parts
    for node in article.css("details"):
        node.attrs["open"] = ""
    return article


def _title(body: LexborNode) -> str:
    return " ".join(body.css("h1")[0].text().split())


def _anchors(bodies: dict[str, LexborNode]) -> dict[tuple[str, str], str]:
    """Make ids unique over all pages, and map each page with each of its anchors to the id in the document."""
    anchors: dict[tuple[str, str], str] = {}
    taken = {"pdf-contents"}
    for number, (url, body) in enumerate(bodies.items(), 1):
        anchors[url, ""] = f"part-{number}"
        for node in body.css("[id]"):
            name = node.attributes["id"] or ""
            anchors[url, name] = f"part-{number}-{name}" if name in taken else name
            node.attrs["id"] = anchors[url, name]
            taken.add(name)
    return anchors


def _lead(link: LexborNode, url: str, anchors: dict[tuple[str, str], str], site_url: str) -> None:
    """Make a link lead to a place in the document, or leave it as words."""
    target, anchor = urldefrag(urljoin(ORIGIN + url, link.attributes["href"] or ""))
    if not target.startswith(ORIGIN):
        return
    path = target.removeprefix(ORIGIN)
    if (path, "") in anchors:
        link.attrs["href"] = f"#{anchors.get((path, anchor), anchors[path, ''])}"
    elif site_url:
        link.attrs["href"] = urljoin(f"{site_url.rstrip('/')}/", f"{path}#{anchor}" if anchor else path)
    elif _is_drawn(link):
        del link.attrs["href"]  # the element itself carries the box's looks
    else:
        link.unwrap()


def _is_drawn(node: LexborNode) -> bool:
    """Return whether an element is part of a drawing."""
    above = node.parent
    return above is not None and (above.tag == "svg" or _is_drawn(above))


def _front(guidance: Guidance, contents: dict[str, str]) -> Markup:
    local, say, day = guidance.local, guidance.language.html, guidance.language.format_date
    names, partnership = local.names, local.partnership
    banner = local.banner
    published = say("pdf.published", publisher=names["publisher"])
    return _FRONT.format(
        name=guidance.name,
        heading=say("pdf.heading"),
        edition=guidance.with_edition("pdf.edition", "pdf.source", source=partnership.guidance.title),
        banner=Markup('<p class="pdf-front__banner"><strong>{}</strong></p>').format(banner) if banner else "",
        published=published if partnership.adopted else say("pdf.unpublished", area=names["area"]),
        reviews=say(
            "pdf.reviews",
            last=day(partnership.last_reviewed),
            next=day(partnership.next_review),
        ),
        not_advice=say("pdf.not_advice"),
        danger=say("pdf.danger"),
        danger_call=say("pdf.danger_call", phone=local.phone("emergency_number")),
        worried=say("pdf.worried", services=names["children_services"], police=names["police_service"]),
        contacts=local.contacts("report", "out-of-hours", "police"),
        contents_title=say("pdf.contents"),
        contents=Markup("\n").join(
            Markup('<li><a href="#{}">{}</a></li>').format(anchor, title) for anchor, title in contents.items()
        ),
    )


def _footer(guidance: Guidance) -> str:
    """Put the banner, or the edition, at the foot of every page, and its number."""
    text = guidance.local.banner or guidance.with_edition("pdf.foot", "pdf.foot_only", name=guidance.name)
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    parts = re.split(r"(\{pages?\})", guidance.language.text("pdf.page"))
    page = " ".join(counters.get(part) or _quoted(part) for part in parts if part)
    return f"@page {{ @bottom-left {{ content: {_quoted(text)}; }} @bottom-right {{ content: {page}; }} }}"


def _quoted(text: str) -> str:
    """Quote plain text for CSS, as JSON does."""
    return json.dumps(text, ensure_ascii=False)
