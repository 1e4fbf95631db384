"""Decision record to Word document: real headings, lists and a table, so that a person can read on and type in."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from decision_engine.fill import fill
from decision_engine.record import Record
from decision_engine.record.blocks import Block
from decision_engine.record.docx_parts import BOX, NAMESPACES, PARTS, TEXT_WIDTH, stored_zip

_LABEL_WIDTH = 3600
_KEEP = "<w:keepNext/>"
_FIELDS = {
    place: f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    for place, field in (("page", "PAGE"), ("pages", "NUMPAGES"))
}
# The style of a block's lines, and what else their paragraphs have.
_LINES = {"notice": ("Notice", ""), "result": ("Normal", ""), "notes": ("Normal", _KEEP)}
_TEXT = '<w:t xml:space="preserve">'
_WEB = "https://"
# What an address cannot hold, and what a text has after one.
_AFTER_ADDRESS = ' \t\n\r"<>)'
_BOXES = {False: "☐", True: "☑"}


def docx_of(record: Record) -> bytes:
    """Return the record as a .docx file, A4, in its words' language; the same record always gives the same bytes."""
    data, words = record.data, record.words
    made = _day_and_time(data["time"], words)
    footer = _footer(f"{data['title']}, {made}", words["page"])
    header = _paragraph("Header", _run(data["banner"])) if data["banner"] else _paragraph("Header")
    return stored_zip(
        {
            **{name: fill(part, {"language": words["language"]}) for name, part in PARTS.items()},
            "docProps/core.xml": _properties(record),
            "word/document.xml": _document(record, made),
            "word/header.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
            "word/footer.xml": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
            "word/footer-first.xml": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
        }
    )


def _document(record: Record, made: str) -> str:
    """Return the body: the record's blocks in their order, then the page's size and edges."""
    boxes = count(1)
    body = "".join(part for block in record.blocks() for part in _block(block, record.words, made, boxes))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footer-first"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="1134" w:bottom="1021" w:left="1134" '
        'w:header="510" w:footer="510" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def _block(block: Block, words: Mapping[str, str], made: str, boxes: Iterator[int]) -> Iterator[str]:
    """Yield a block's heading and what is under it."""
    if "title" in block:
        yield _paragraph("Heading1", _run(block["title"]), BOX if block["kind"] == "notice" else "")
    match block["kind"]:
        case "title":
            named = (("Title", block["text"]), ("Banner", block["banner"]))
            yield from (_paragraph(style, _run(text)) for style, text in named if text)
        case "made":
            yield _paragraph("Subtitle", _run(fill(words["made_by"], {"time": made, "flow": block["lines"][-1]})))
        case "contacts":
            yield from (part for group in block["groups"] for part in _contacts(group))
        case "steps":
            yield from (part for step in block["steps"] for part in _step(step))
        case "list":
            yield from (_paragraph("ListBullet", _run(text)) for text in block["items"])
        case "ticks":
            yield from _ticks(block["items"], words["tick"], boxes)
        case "fields":
            yield _table(block, words)
        case "basis":
            yield _paragraph("Subtitle", _run(" ".join(block["lines"])))
        case kind:
            style, properties = _LINES[kind]
            yield from (_paragraph(style, _run(line), properties) for line in block["lines"])


def _contacts(group: Mapping[str, Any]) -> Iterator[str]:
    """Yield an area's name, where it is one, and its contacts, in the notice's box."""
    if group["area"]:
        yield _paragraph("Notice", _run(group["area"], bold=True), _KEEP)
    yield from (_paragraph("Notice", _run(line)) for line in group["lines"])


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    """Yield a step as a numbered item, its grounds as bullets below, and its caution last."""
    answer = _run(f"{step['label']}.", bold=True)
    yield _paragraph("ListNumber", f"{_run(step['text'] + ' ')}{answer}<w:r><w:br/></w:r>{_run(step['reason'])}")
    for ground in step["grounds"]:
        yield _paragraph("ListBullet2", _run(ground))
    if step["caution"]:
        yield _paragraph("ListContinue", _run(step["caution"], bold=True))


def _ticks(items: list[Mapping[str, Any]], name: str, boxes: Iterator[int]) -> Iterator[str]:
    """Yield items with boxes that Word lets a person tick, and every other program shows as they are."""
    for at, (item, number) in enumerate(zip(items, boxes, strict=False)):
        line = f"{_box(number, name, ticked=item['ticked'])}<w:r><w:tab/></w:r>{_run(item['text'])}"
        yield _paragraph("Checklist", line, _KEEP if at in (0, len(items) - 2) else "")


def _box(number: int, name: str, *, ticked: bool) -> str:
    font = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_escaped(name)}"/><w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>{_BOXES[ticked]}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _table(block: Block, words: Mapping[str, str]) -> str:
    """Draw the lines that only the practitioner can fill in: a header row, then a label and an empty cell a row."""
    widths = (_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH)
    header = _row("<w:tblHeader/>", widths, (_run(words["thing"]), _run(words["write_here"])))
    height = '<w:trHeight w:val="440" w:hRule="atLeast"/>'
    labels = block["labels"]
    rows = [_row(height, widths, (_run(one), ""), last=one is labels[-1]) for one in labels]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="RecordTable"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f'<w:tblCaption w:val="{_escaped(block["title"])}"/>'
        f'<w:tblDescription w:val="{_escaped(words["table_description"])}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )


def _row(properties: str, widths: tuple[int, ...], runs: tuple[str, ...], *, last: bool = False) -> str:
    """Return a row that stays in one piece and, unless it is the last, on one page with the next."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph('TableText', run, '' if last else _KEEP)}</w:tc>"
        for width, run in zip(widths, runs, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _footer(text: str, page: str) -> str:
    """Return the foot of a page, its number and the count of pages as fields that Word fills in."""
    before, *parts = page.split("{")
    runs = [_run(before)]
    for part in parts:
        name, _, after = part.partition("}")
        runs += [_FIELDS[name], _run(after)]
    return _paragraph("Footer", f"{_run(text)}<w:r><w:tab/></w:r>{''.join(runs)}")


def _properties(record: Record) -> str:
    """Name the document and its language, and no author, company or time of its own."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(record.data['title'])}</dc:title>"
        f"<dc:subject>{_escaped(fill(record.words['flow'], record.data['flow']))}</dc:subject>"
        f"<dc:language>{_escaped(record.words['language'])}</dc:language></cp:coreProperties>"
    )


def _day_and_time(time: str, words: Mapping[str, str]) -> str:
    """Return an ISO time for people: ``2026-11-22T14:05+00:00`` is 22 November 2026, 14:05 (UTC+00:00)."""
    day, month = str(int(time[8:10])), words[f"month_{time[5:7]}"]
    parts = {"day": day, "month": month, "year": time[:4], "time": time[11:16], "offset": time[-6:]}
    return fill(words["day_and_time"], parts)


def _paragraph(style: str, runs: str = "", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    """Return a text with its own line ends, and its addresses as links."""
    properties = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return "".join(_link(part, properties) if linked else _words(part, properties) for linked, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield a text piece by piece, with whether the piece is an address of the web."""
    before, sign, after = text.partition(_WEB)
    while sign:
        end = next((at for at, character in enumerate(after) if character in _AFTER_ADDRESS), len(after))
        yield False, before
        yield True, sign + after[:end]
        before, sign, after = after[end:].partition(_WEB)
    yield False, before


def _words(text: str, properties: str) -> str:
    if not text:
        return ""
    lines = _escaped(text).replace("\n", f"</w:t><w:br/>{_TEXT}")
    return f"<w:r>{properties}{_TEXT}{lines}</w:t></w:r>"


def _link(address: str, properties: str) -> str:
    field = f" HYPERLINK &quot;{_escaped(address)}&quot; "
    return f'<w:fldSimple w:instr="{field}">{_words(address, properties)}</w:fldSimple>'


def _fits_xml(character: str) -> bool:
    return (
        character in "\t\n\r"
        or " " <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or character > "\uffff"
    )


def _escaped(text: str) -> str:
    """Escape what XML keeps for itself; a character that XML can't hold becomes the replacement character."""
    kept = "".join(character if _fits_xml(character) else "\ufffd" for character in text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
