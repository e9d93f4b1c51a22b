"""The parts of a .docx file around its text. Written here whole: no library's template, no clock, the same bytes each time."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from shequ_cli.documents.chinese import printable
from shequ_cli.documents.document import Document
from shequ_cli.documents.settle import settled
from shequ_cli.documents.word_style import (
    BOTTOM,
    FOOTER,
    LEFT,
    NAMESPACE,
    PAGE,
    RIGHT,
    TOP,
    Fonts,
    Look,
    Type,
    font_table_xml,
    paragraph_xml,
    run_xml,
    styles_xml,
)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}
_CORE = f"{_PACKAGE}/metadata/core-properties"


def package(document: Document, body: str, names: Fonts) -> bytes:
    """The file: `body` is the XML of the paragraphs and tables."""
    word = {
        "document": f'<w:document {NAMESPACE} xmlns:r="{_OFFICE}/relationships"><w:body>{body}{_section()}</w:body></w:document>',
        "styles": styles_xml(names),
        "settings": _settings(),
        "fontTable": font_table_xml(names),
        "footer1": _footer(names, "right"),
        "footer2": _footer(names, "left"),
        "_rels/document.xml.rels": _relations(
            {name: (f"{_OFFICE}/relationships/{kind}", f"{name}.xml") for name, kind in _PARTS.items()}
        ),
    }
    parts = {"[Content_Types].xml": _content_types(), "_rels/.rels": _root(), "docProps/core.xml": _core(document)}
    parts |= {f"word/{name}" + ("" if "/" in name else ".xml"): xml for name, xml in word.items()}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, xml in parts.items():
            file.writestr(name, _XML + xml)
    return settled(buffer.getvalue(), document.date)


def _section() -> str:
    feet = '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/>'
    sides = f'w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
    margins = f'<w:pgMar {sides} w:header="851" w:footer="{FOOTER}" w:gutter="0"/>'
    return f'<w:sectPr>{feet}<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>{margins}</w:sectPr>'


def _footer(names: Fonts, side: str) -> str:
    """— 1 — in 4号 宋体, one character in from the outer edge."""
    kind = run_xml(Type(names.song, 28, spacing=0)).replace('"Times New Roman"', quoteattr(names.song))
    look = Look(line=240, rule="auto", align=side)
    shape = paragraph_xml(look._replace(left=280) if side == "left" else look._replace(right=280))
    runs = [f'<w:r>{kind}<w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("— ", " —")]
    number = f'<w:fldSimple w:instr=" PAGE "><w:r>{kind}<w:t>1</w:t></w:r></w:fldSimple>'
    return f"<w:ftr {NAMESPACE}><w:p>{shape}{runs[0]}{number}{runs[1]}</w:p></w:ftr>"


def _settings() -> str:
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    compat = f"<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting {mode}/></w:compat>"
    rest = '<w:characterSpacingControl w:val="doNotCompress"/>'
    return f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>{rest}{compat}</w:settings>'


def _content_types() -> str:
    kinds = {"document": f"{_WORD}.document.main+xml"} | {name: f"{_WORD}.{kind}+xml" for name, kind in _PARTS.items()}
    known = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    core = '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    plain = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{plain}{known}{core}</Types>'


def _root() -> str:
    main = (f"{_OFFICE}/relationships/officeDocument", "word/document.xml")
    return _relations(
        {"main": main, "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")}
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _core(document: Document) -> str:
    spaces = (
        f'xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    said = f"<dc:title>{escape(printable(document.name))}</dc:title><dc:creator>{escape(printable(document.signature))}</dc:creator>"
    day = f"{document.date or date(1980, 1, 1)}T00:00:00Z"
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
    )
    return f"<cp:coreProperties {spaces}>{said}{stamps}</cp:coreProperties>"
