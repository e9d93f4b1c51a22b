"""The look of a 公文 in Word: GB/T 9704 measures, fonts by name, and the few styles that a document needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

# Everything in twips (1/20 pt). A4 with margins 37, 26, 35 and 28 mm leaves 156 × 225 mm: 28 characters by 22 lines.
PAGE = (11906, 16838)
TOP, RIGHT, BOTTOM, LEFT = 2098, 1474, 1984, 1588
FOOTER = 1361  # the page number's dashes stand 7 mm below the text
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
LINE = 579  # exact 28.95 pt: 22 lines fill 225 mm
TITLE_LINE = 700
CHARACTER = 315  # 3号 (16 pt) less 0.25 pt: 28 fill 156 mm
TITLE_CHARACTERS = 20  # of 2号 (22 pt) in a line
_LATIN = "Times New Roman"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Fonts:
    """Chinese fonts by name. They are bought or come with Windows: the file names them and never carries them."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    hei: str = "黑体"
    song: str = "宋体"


SETTINGS: Mapping[str, str] = {
    "公文标题字体": "title",
    "公文正文字体": "body",
    "公文楷体字体": "kai",
    "公文黑体字体": "hei",
    "公文宋体字体": "song",
}
"""Keys of a store's settings (schemas/profile.yaml) that name another font."""

# What Word takes where the first font is missing: Windows ships these, 小标宋 and the _GB2312 ones it does not.
_INSTEAD: Mapping[str, str] = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


def fonts(settings: Mapping[str, object]) -> Fonts:
    """The fonts that a store's settings choose; the standard's where they are silent."""
    return Fonts(**{name: str(settings[key]) for key, name in SETTINGS.items() if settings.get(key)})


class Look(NamedTuple):
    """How a paragraph stands; lengths in twips, `indent` and the sides in characters where `chars` say so."""

    style: str = ""
    indent: int = 0
    align: str = ""
    left: int = 0
    right: int = 0
    line: int = 0
    rule: str = "exact"
    before: int = 0
    keep_next: bool = False
    page_break: bool = False
    tight: bool = False
    """No quarter-em between Chinese and digits, where a width is reckoned in characters."""


class Type(NamedTuple):
    """How a run is set: Chinese font, size in half points, weight."""

    font: str = ""
    size: int = 0
    bold: bool = False
    spacing: int | None = None


def paragraph_xml(look: Look) -> str:
    """`w:pPr` in the schema's order, which Word insists on."""
    parts = [f'<w:pStyle w:val="{look.style}"/>' if look.style else ""]
    parts.append("<w:keepNext/>" if look.keep_next else "")
    parts.append("<w:pageBreakBefore/>" if look.page_break else "")
    parts.append('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.tight else "")
    spacing = f' w:before="{look.before}"' if look.before else ""
    spacing += f' w:line="{look.line}" w:lineRule="{look.rule}"' if look.line else ""
    parts.append(f"<w:spacing{spacing}/>" if spacing else "")
    sides = f' w:left="{look.left}"' if look.left else ""
    sides += f' w:right="{look.right}"' if look.right else ""
    sides += f' w:firstLineChars="{look.indent * 100}" w:firstLine="{look.indent * 320}"' if look.indent else ""
    parts.append(f"<w:ind{sides}/>" if sides else "")
    parts.append(f'<w:jc w:val="{look.align}"/>' if look.align else "")
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def run_xml(kind: Type) -> str:
    """`w:rPr` in the schema's order; marks shared with Latin (“ ” — …) take the Chinese font."""
    east = kind.font and f" w:eastAsia={quoteattr(kind.font)}"
    latin = f' w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}"' if east else ""
    parts = [f'<w:rFonts w:hint="eastAsia"{latin}{east}/>', "<w:b/><w:bCs/>" if kind.bold else ""]
    parts.append("" if kind.spacing is None else f'<w:spacing w:val="{kind.spacing}"/>')
    parts.append(f'<w:sz w:val="{kind.size}"/><w:szCs w:val="{kind.size}"/>' if kind.size else "")
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def styles_xml(names: Fonts) -> str:
    """The whole style sheet: body text, title and four levels of headings."""
    body = Type(names.body, 32, spacing=-5)
    lang = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    defaults = run_xml(body).replace("</w:rPr>", lang)
    normal = (
        f'<w:pPr><w:widowControl w:val="0"/><w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
    )
    title = paragraph_xml(Look(line=TITLE_LINE, align="center", keep_next=True))
    parts = [
        f"<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        _style("Normal", "Normal", normal, "", default=True),
        _style("Title", "Title", title, run_xml(Type(names.title, 44, spacing=0))),
    ]
    kinds = (Type(names.hei), Type(names.kai), Type(names.body, bold=True), Type(names.body))
    for level, kind in enumerate(kinds, 1):
        shape = paragraph_xml(Look(indent=2, keep_next=True)).replace(
            "</w:pPr>", f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        )
        parts.append(_style(f"Heading{level}", f"heading {level}", shape, run_xml(kind)))
    return f"<w:styles {NAMESPACE}>{''.join(parts)}</w:styles>"


def _style(key: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    mark = ' w:default="1"' if default else ""
    head = f'<w:style w:type="paragraph"{mark} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
    return f"{head}{paragraph}{run}</w:style>"


def font_table_xml(names: Fonts) -> str:
    """Names of the fonts with what may stand in for each."""
    chosen = dict.fromkeys((names.title, names.body, names.kai, names.hei, names.song))
    fonts_xml = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(_INSTEAD[name])}/>" if name in _INSTEAD else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name in chosen
    )
    return f"<w:fonts {NAMESPACE}>{fonts_xml}</w:fonts>"
