"""Decision record to Word document: real headings, lists and a table, so that a person can read on and type in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from decision_engine.docx_parts import BOX, NAMESPACES, PARTS, TEXT_WIDTH, stored_zip
from decision_engine.record import Record

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LABEL_WIDTH = 3600
_KEEP = "<w:keepNext/>"
_BOXES = {False: "☐", True: "☑"}


def docx_of(record: Record) -> bytes:
    """Return the record as a .docx file: A4, British English; the same record always gives the same bytes."""
    data = record.data
    made = _said(data["time"])
    footer = _footer(f"{data['title']}, {made}")
    header = _paragraph("Header", _run(data["banner"])) if data["banner"] else _paragraph("Header")
    return stored_zip(
        {
            **PARTS,
            "docProps/core.xml": _properties(data),
            "word/document.xml": _document(data, made),
            "word/header.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
            "word/footer.xml": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
            "word/footer-first.xml": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
        }
    )


def _document(data: Mapping[str, Any], made: str) -> str:
    """Put the body together: what is urgent first, then the result, why, what next, and the lines to fill in."""
    notes = (*data["limits"], data["keeping"])
    body = "".join(
        [
            _paragraph("Title", _run(data["title"])),
            *([_paragraph("Banner", _run(data["banner"]))] if data["banner"] else []),
            _paragraph("Subtitle", _run(f"Made {made}. {_flow(data['flow'])}.")),
            _paragraph("Heading1", _run(data["notice"]["title"]), BOX),
            *(_paragraph("Notice", _run(line)) for line in data["notice"]["lines"]),
            *_section(f"Result: {data['outcome']['label']}"),
            _paragraph("Normal", _run(data["outcome"]["summary"])),
            *_section("Why", *(part for step in data["steps"] for part in _step(step))),
            *_section("What next", *(_paragraph("ListBullet", _run(text)) for text in data["outcome"]["next"])),
            *_checklists(data["checklists"]),
            *_section("To fill in", _table(data["lines"])),
            *_section("Please note", *(_paragraph("Normal", _run(line), _KEEP) for line in notes)),
            _paragraph("Subtitle", _run(f"{_edition(data['source'])} Flow file sha256: {data['flow']['sha256']}")),
        ]
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footer-first"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1021" w:right="1134" w:bottom="1021" w:left="1134" '
        'w:header="510" w:footer="510" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def _section(heading: str, *content: str) -> list[str]:
    return [_paragraph("Heading1", _run(heading)), *content]


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    """Give a step as a numbered item with its grounds as bullets below, and its caution last."""
    answer = _run(f"{step['label']}.", bold=True)
    yield _paragraph("ListNumber", f"{_run(step['text'] + ' ')}{answer}<w:r><w:br/></w:r>{_run(step['reason'])}")
    for ground in step["grounds"]:
        yield _paragraph("ListBullet2", _run(ground["text"]))
    if step["caution"]:
        yield _paragraph("ListContinue", _run(step["caution"], bold=True))


def _checklists(checklists: list[Mapping[str, Any]]) -> Iterator[str]:
    """Give each checklist with boxes that Word lets a person tick, and every other program shows as they are."""
    number = 0
    for checklist in checklists:
        yield from _section(checklist["title"])
        last = len(checklist["items"]) - 1
        for at, item in enumerate(checklist["items"]):
            number += 1
            line = f"{_box(number, ticked=item['ticked'])}<w:r><w:tab/></w:r>{_run(item['text'])}"
            yield _paragraph("Checklist", line, _KEEP if at in (0, last - 1) else "")


def _box(number: int, *, ticked: bool) -> str:
    font = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Tick when done"/><w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>{_BOXES[ticked]}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _table(labels: list[str]) -> str:
    """Draw the lines that only the practitioner can fill in: a header row, then a label and an empty cell a row."""
    widths = (_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH)
    header = _row("<w:tblHeader/>", widths, (_run("What"), _run("Write here")))
    height = '<w:trHeight w:val="440" w:hRule="atLeast"/>'
    rows = [_row(height, widths, (_run(one), ""), last=one is labels[-1]) for one in labels]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="RecordTable"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="0"/><w:tblCaption w:val="To fill in"/><w:tblDescription '
        'w:val="One row for each thing to write down: what it is, and an empty cell for it."/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )


def _row(properties: str, widths: tuple[int, ...], runs: tuple[str, ...], *, last: bool = False) -> str:
    """Give a row that stays in one piece and, unless it is the last, on one page with the next."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph('TableText', run, '' if last else _KEEP)}</w:tc>"
        for width, run in zip(widths, runs, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _footer(text: str) -> str:
    pages = "".join(
        f'{_run(before)}<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for before, field in (("Page ", "PAGE"), (" of ", "NUMPAGES"))
    )
    return _paragraph("Footer", f"{_run(text)}<w:r><w:tab/></w:r>{pages}")


def _properties(data: Mapping[str, Any]) -> str:
    """Name the document and its language, and no author, company or time of its own."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(data['title'])}</dc:title><dc:subject>{_escaped(_flow(data['flow']))}</dc:subject>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _flow(flow: Mapping[str, str]) -> str:
    return f"{flow['title']} (flow {flow['id']}, version {flow['version']})"


def _edition(source: Mapping[str, str]) -> str:
    return f"Based on {source['title']}, {source['edition']}, {source['section']}."


def _said(time: str) -> str:
    """Say an ISO time as a person would: ``2026-11-22T14:05+00:00`` is 22 November 2026, 14:05 (UTC+00:00)."""
    month = _MONTHS[int(time[5:7]) - 1]
    return f"{int(time[8:10])} {month} {time[:4]}, {time[11:16]} (UTC{time[-6:]})"


def _paragraph(style: str, runs: str = "", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'


def _escaped(text: str) -> str:
    """Escape what XML keeps for itself; a character that XML can't hold becomes the replacement character."""
    kept = _NOT_XML.sub("\ufffd", text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
