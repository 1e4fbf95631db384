"""The Word document of a record: valid, accessible, complete, and the same bytes every time."""

from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any
from xml.dom import minidom
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document

from decision_engine import browser
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.record import Context, Record, record_of
from decision_engine.record.docx import docx_of
from decision_engine.trace import trace
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import CONTACTS
from tests.decision_engine.written_records import NAMES, READ, WRITTEN, written

if TYPE_CHECKING:
    from docx.document import Document as Opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(name: str) -> Opened:
    """Open a record's document as python-docx does."""
    return Document(io.BytesIO(docx_of(written(name))))


def parts(content: bytes) -> dict[str, str]:
    """Return the parts of a document by their names."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry).decode("utf-8") for entry in archive.infolist()}


def texts(document: Opened, style: str) -> list[str]:
    """Return the texts of the paragraphs of a style, what stands in boxes to tick among them."""
    of_style = [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]
    return ["".join(part.text or "" for part in paragraph._p.iter(f"{W}t")) for paragraph in of_style]  # noqa: SLF001 - python-docx leaves boxes out of its own text


def headings(data: dict[str, Any]) -> list[str]:
    """Return the headings that a record's document has, in order."""
    lists = [checklist["title"] for checklist in data["checklists"]]
    result = f"Result: {data['outcome']['label']}"
    return [data["notice"]["title"], result, "Why", "What next", *lists, "To fill in", "Please note"]


@pytest.mark.parametrize("name", NAMES)
def test_headings_come_in_order_after_the_title(name: str) -> None:
    """The title is a title, the notice is the first heading, the result the second, and the rest follows."""
    document = opened(name)
    assert texts(document, "Title") == ["Record of an information sharing decision"]
    assert texts(document, "Heading 1") == headings(dict(written(name).data))


@pytest.mark.parametrize("name", NAMES)
def test_notice_result_reasons_and_notes_are_complete(name: str) -> None:
    """Every text of the record stands in the document, word for word, whatever signs it holds."""
    data = written(name).data
    document = opened(name)
    assert texts(document, "Banner") == [WRITTEN["banner"]]
    blocks = {block["kind"]: block for block in written(name).blocks()}
    told = [text for group in blocks["contacts"]["groups"] for text in (group["area"], *group["lines"]) if text]
    assert texts(document, "Notice") == [*blocks["notice"]["lines"], *told]
    assert texts(document, "Normal") == [data["outcome"]["summary"], *data["limits"], data["keeping"]]
    steps = data["steps"]
    assert texts(document, "List Number") == [f"{step['text']} {step['label']}.{step['reason']}" for step in steps]
    assert texts(document, "List Bullet 2") == [ground["text"] for step in steps for ground in step["grounds"]]
    assert texts(document, "List Continue") == [step["caution"] for step in steps if step["caution"]]
    assert texts(document, "List Bullet") == data["outcome"]["next"]
    source = "Children's MARS Information Sharing Guidance, June 2020, section 5, When and how to share information"
    made = "Made 22 November 2026, 14:05 (UTC+00:00). Should I share this information? (flow sharing, version 0.1.0)."
    assert texts(document, "Subtitle") == [made, f"Based on {source}. Flow file sha256: {READ.sha256}"]


def test_only_an_unsettled_lawful_reason_carries_a_caution() -> None:
    """The caution is in the document of the record that needs it, and in no other."""
    assert [name for name in NAMES if texts(opened(name), "List Continue")] == ["lawful-reason"]


def test_checklist_has_a_box_an_item_ticked_as_in_the_record() -> None:
    """A ticked item shows a ticked box, every other an empty one, both as boxes that Word lets a person tick."""
    items = [item for checklist in written("lawful-reason").data["checklists"] for item in checklist["items"]]
    document = opened("lawful-reason")
    assert [item["id"] for item in items if item["ticked"]] == ["amount", "timely"]
    assert texts(document, "Checklist") == [f"{'☑' if item['ticked'] else '☐'}{item['text']}" for item in items]
    word = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    states = [box.get(f"{word}val") for box in document.element.iter(f"{word}checked")]
    assert states == [str(int(item["ticked"])) for item in items]


@pytest.mark.parametrize("name", NAMES)
def test_empty_lines_are_a_table_with_a_header_row(name: str) -> None:
    """Each label has a row with an empty cell, and the first row is marked as the header."""
    (table,) = opened(name).tables
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows == [("Item", "Write here"), *((label, "") for label in written(name).data["lines"])]
    marked = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]  # noqa: SLF001 - python-docx has no name for it
    assert marked == [True, *(False for _ in rows[1:])]
    assert table._tbl.find(f"{W}tblPr/{W}tblDescription") is not None  # noqa: SLF001 - nor for this


def test_title_language_and_paper_are_set() -> None:
    """Core properties carry title and language and nobody's name; the text is British English on A4."""
    document = opened("advice")
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Record of an information sharing decision", "en-GB")
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {each.get(f"{W}val") for each in document.styles.element.iter(f"{W}lang")} == {"en-GB"}


def test_banner_stands_on_later_pages_too() -> None:
    """The header repeats the banner, and the footer says which record and page this is, on the first page as well."""
    (section,) = opened("advice").sections
    assert [each.text for each in section.header.paragraphs] == [WRITTEN["banner"]]
    for footer in (section.footer, section.first_page_footer):
        (line,) = footer.paragraphs
        assert line.text.startswith(
            "Record of an information sharing decision, 22 November 2026, 14:05 (UTC+00:00)\tPage "
        )


def test_no_banner_leaves_no_empty_line_on_the_page() -> None:
    """A record without a banner has no paragraph for it, and an empty header."""
    document = Document(io.BytesIO(docx_of(written("advice", banner=""))))
    assert texts(document, "Banner") == []
    assert [each.text for each in document.sections[0].header.paragraphs] == [""]


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_well_formed_and_stored(name: str) -> None:
    """Each part parses as XML, is declared, and lies uncompressed and undated in a zip that proves its checksums."""
    content = docx_of(written(name))
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {(entry.compress_type, entry.date_time) for entry in archive.infolist()} == {
            (ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        }
    found = parts(content)
    assert list(found)[0] == "[Content_Types].xml"  # noqa: RUF015 - a list compares more plainly
    types = minidom.parseString(found["[Content_Types].xml"])  # noqa: S318 - our own XML
    declared = {part.getAttribute("PartName").lstrip("/") for part in types.getElementsByTagName("Override")}
    assert declared == {part for part in found if not part.endswith(".rels") and not part.startswith("[")}
    for text in found.values():
        assert minidom.parseString(text.encode()).documentElement is not None  # noqa: S318 - our own XML


@pytest.mark.parametrize("name", NAMES)
def test_every_style_that_is_used_is_declared(name: str) -> None:
    """No paragraph or table asks for a style or a list that the document doesn't have."""
    document = opened(name)
    known = {style.style_id for style in document.styles}
    used = {each.get(f"{W}val") for kind in ("pStyle", "tblStyle") for each in document.element.iter(f"{W}{kind}")}
    assert used <= known
    assert {"Title", "Heading1", "Notice", "RecordTable"} <= used


def test_the_same_record_gives_the_same_bytes() -> None:
    """Two documents of equal records are equal, those of different records differ."""
    assert docx_of(written("advice")) == docx_of(written("advice"))
    assert docx_of(written("advice")) != docx_of(written("refused"))


def test_every_route_of_the_shipped_flow_gives_a_document() -> None:
    """Whatever the outcome, the document opens with its notice and result at the top."""
    read = read_flow(SHIPPED)
    context = Context(sha256=read.sha256, names=dict.fromkeys(read.flow.placeholders, "-"), words=read_words(*RECORD))
    for answers in routes(read.flow):
        record = record_of(read.flow, trace(read.flow, answers), context, time=WRITTEN["time"])
        assert texts(Document(io.BytesIO(docx_of(record))), "Heading 1") == headings(dict(record.data))


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    """Control characters and halves of pairs become the replacement character, so that the document still opens."""
    names = {**WRITTEN["names"], "police_service": "Vale\x00 \ud800Police\ufffe 🚓"}
    document = Document(io.BytesIO(docx_of(written("advice", names=names))))
    assert "Vale� �Police� 🚓" in texts(document, "Notice")[1]


def test_a_texts_own_lines_stay_and_its_addresses_are_links() -> None:
    """What stands after an address, a bracket or a quotation mark, is no part of the link."""
    said = 'Vale\n\nPolice (https://vale.example/a?b=1&c=2) or "https://vale.example"'
    made = docx_of(written("advice", names={**WRITTEN["names"], "police_service": said}))
    line = next(one for one in Document(io.BytesIO(made)).paragraphs if "Vale" in one.text)
    assert "Vale\n\nPolice" in line.text
    fields = [field.get(f"{W}instr") for field in line._p.iter(f"{W}fldSimple")]  # noqa: SLF001 - it knows no fields
    assert fields == [' HYPERLINK "https://vale.example/a?b=1&c=2" ', ' HYPERLINK "https://vale.example" ']
    assert "".join(part.text or "" for part in line._p.iter(f"{W}t")).count(said.replace("\n", "")) == 1  # noqa: SLF001


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-01-02T03:04+00:00", "2 January 2026, 03:04 (UTC+00:00)"),
        ("2026-12-31T23:59:59-11:30", "31 December 2026, 23:59 (UTC-11:30)"),
    ],
)
def test_time_is_said_as_a_person_says_it(time: str, said: str) -> None:
    """The date is written out, the time has no seconds, the offset stands beside it."""
    record = Record({**written("advice").data, "time": time}, read_words(*RECORD))
    assert texts(Document(io.BytesIO(docx_of(record))), "Subtitle")[0].startswith(f"Made {said}.")


def test_page_gets_the_document_as_base64() -> None:
    """For the page's request, the browser module hands over exactly the document of the record."""
    place = {"sha256": READ.sha256, "names": WRITTEN["names"], "banner": WRITTEN["banner"], "contacts": CONTACTS}
    given = {"mapping": READ.mapping, "file": READ.file, "words": read_words(*RECORD)}
    browser.open_flow(json.dumps({**given, **place}))
    given = WRITTEN["records"]["lawful-reason"]
    request = json.dumps({"answers": given["answers"], "time": WRITTEN["time"], "ticked": given["ticked"]})
    said = browser.document(request)
    assert "\n" not in said
    assert base64.b64decode(said, validate=True) == docx_of(written("lawful-reason"))


def test_a_document_is_in_the_language_of_its_words() -> None:
    """Heading, table, foot and properties are those of the words, and Word is told the language."""
    welsh = {**read_words(*RECORD), "language": "cy", "why": "Pam", "page": "{pages} \u00b7 {page}", "thing": "Beth"}
    document = Document(io.BytesIO(docx_of(written("advice")._replace(words=welsh))))
    assert "Pam" in texts(document, "Heading 1")
    assert document.tables[0].cell(0, 0).text == "Beth"
    assert document.core_properties.language == "cy"
    assert 'w:lang w:val="cy"' in document.styles.element.xml
    foot = document.sections[0].footer.paragraphs[0]._p.xml  # noqa: SLF001 - fields have no name in this library
    assert foot.index(" NUMPAGES ") < foot.index("\u00b7") < foot.index(" PAGE ")
