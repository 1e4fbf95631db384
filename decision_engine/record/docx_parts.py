"""What every Word document of a record has alike: styles, lists, settings, and the zip that holds the parts.

The zip is stored, not deflated: that needs ``struct`` and ``binascii`` only, which the runtime bundle carries anyway.
"""

import binascii
import struct
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE_TYPES = "application/vnd.openxmlformats-package"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
TEXT_WIDTH = 9638  # twentieths of a point: A4 less two margins of 2 cm
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Those of the site in its light palette, of which this is a copy.
COLOURS = _URGENT, _TEXT, _QUIET, _LINE, _SURFACE = "A3201A", "17212B", "4A5763", "6B7884", "F4F6F5"

# The urgent notice's frame; Word draws one box round neighbours whose frame and indents are the same.
BOX = (
    "<w:keepNext/><w:pBdr>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="6" w:color="{_URGENT}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + '</w:pBdr><w:spacing w:before="0" w:after="60"/><w:ind w:left="142" w:right="142"/>'
)
_RULE = f'w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"'
_GRID = "".join(f"<w:{side} {_RULE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_BOLD = "<w:b/><w:bCs/>"


def stored_zip(parts: Mapping[str, str]) -> bytes:
    """Return a zip of the parts, their names in ASCII, in their order, uncompressed, and with one fixed time."""
    files, directory = [], []
    offset = 0
    for name, text in parts.items():
        path, content = name.encode("ascii"), (_DECLARATION + text).encode()
        size = len(content)
        # No flags, stored, midnight on 1 January 1980 (the earliest that a zip can say), checksum, sizes, no extras.
        about = struct.pack("<4H3L2H", 0, 0, 0, 0x21, binascii.crc32(content), size, size, len(path), 0)
        files.append(b"PK\3\4\x14\0" + about + path + content)
        directory.append(b"PK\1\2\x14\0\x14\0" + about + struct.pack("<3H2L", 0, 0, 0, 0, offset) + path)
        offset += len(files[-1])
    count, length = len(parts), sum(map(len, directory))
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, length, offset, 0)
    return b"".join([*files, *directory, end])


def _size(half_points: int, colour: str = _TEXT) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(name: str, paragraph: str, run: str = "", *, own: bool = False) -> str:
    """Declare a paragraph style, Word's or our own; its id is its name without blanks, as Word has it."""
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _item(number: int, left: int, level: int = 0) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f'{numbering}<w:spacing w:after="60"/><w:ind w:left="{left}" w:hanging="340"/>'


def _level(level: int, form: str, text: str, left: int) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
    )


_STYLES = (
    f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    f'{_size(22)}<w:lang w:val="{{language}}" w:eastAsia="{{language}}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr>"
    '<w:spacing w:after="80" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    + _style("Title", '<w:keepNext/><w:spacing w:after="60"/>', _BOLD + _size(38))
    + _style("Subtitle", '<w:spacing w:after="160"/>', _size(19, _QUIET))
    + _style("Banner", '<w:spacing w:after="60"/>', _BOLD + _size(20, _URGENT), own=True)
    + _style(
        "heading 1", '<w:keepNext/><w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="0"/>', _BOLD + _size(28)
    )
    + _style("Notice", BOX, own=True)
    + _style("List Number", _item(1, 340))
    + _style("List Bullet", _item(2, 340))
    + _style("List Bullet 2", _item(2, 680, level=1))
    + _style("List Continue", '<w:spacing w:after="60"/><w:ind w:left="340"/>')
    + _style(
        "Checklist",
        '<w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs><w:spacing w:after="60"/>'
        '<w:ind w:left="400" w:hanging="400"/>',
        own=True,
    )
    + _style(
        "Table Text", '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>', _size(21), own=True
    )
    + _style("header", '<w:jc w:val="right"/>', _BOLD + _size(18, _URGENT))
    + _style("footer", f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>', _size(18, _QUIET))
    + '<w:style w:type="table" w:customStyle="1" w:styleId="RecordTable"><w:name w:val="Record Table"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_GRID}</w:tblBorders><w:tblCellMar>'
    '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    + "".join(
        f'<w:tblStylePr w:type="{part}"><w:rPr>{_BOLD}</w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{_SURFACE}"/></w:tcPr></w:tblStylePr>'
        for part in ("firstRow", "firstCol")
    )
    + "</w:style></w:styles>"
)
_NUMBERING = (
    f"<w:numbering {NAMESPACES}>"
    f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    f"{_level(0, 'decimal', '%1.', 340)}</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>'
    f"{_level(0, 'bullet', '•', 340)}{_level(1, 'bullet', '◦', 680)}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)
_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="340"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="{language}"/></w:settings>'
)
_LINKED = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header": "header",
    "footer": "footer",
    "footer-first": "footer",
}

# The parts that change with the language alone, by their names in the zip; the content types come first, where
# readers look for them.
PARTS: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_PACKAGE_TYPES}.relationships+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_PACKAGE_TYPES}.core-properties+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in _LINKED.items()
    )
    + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>' for name, kind in _LINKED.items()
    )
    + "</Relationships>",
    "word/styles.xml": _STYLES,
    "word/numbering.xml": _NUMBERING,
    "word/settings.xml": _SETTINGS,
}
