"""A document as a Word file in the layout of GB/T 9704: 22 lines of 28 characters, headings 一、（一）1．（1）, — 1 —."""

from __future__ import annotations

from collections.abc import Iterable

from shequ_cli.documents.chinese import width
from shequ_cli.documents.document import (
    Block,
    ChartBlock,
    Document,
    Heading,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Signature,
    TableBlock,
    Title,
)
from shequ_cli.documents.word_package import package
from shequ_cli.documents.word_style import CHARACTER, TITLE_CHARACTERS, Fonts, Look, Type, paragraph_xml, run_xml
from shequ_cli.documents.word_table import table_xml, text_xml

_CHARACTERS = 28
_WORDS = ("委员会", "社区", "街道", "年度", "季度", "上半年", "下半年", "年", "月", "关于", "的")
"""After these a long title may break (词意完整)."""


def write(document: Document, names: Fonts = Fonts()) -> bytes:  # noqa: B008 - a frozen value
    """The .docx file; `names` are the store's fonts."""
    parts = _opening(document, names)
    shown = {block.table.name for block in document.blocks if isinstance(block, TableBlock)}
    base = Look()
    for place, block in enumerate(document.blocks, 1):
        if isinstance(block, PageBreak):
            base = Look(page_break=True)
        elif not (isinstance(block, ChartBlock) and block.table.name in shown):
            # Word gets a chart's table, and only once. The last lines stay with the signature.
            last = place == len(document.blocks) and bool(document.signed)
            parts.append(_block(block, names, base._replace(keep_next=last)))
            base = Look()
    if document.signed:
        parts.append(_signature(document.signed))
    return package(document, "".join(parts), names)


def title_lines(title: Iterable[str]) -> tuple[str, ...]:
    """Lines as the author broke them; a single one that is too long is cut in two after a whole word."""
    lines = tuple(title)
    if len(lines) != 1 or width(lines[0]) <= TITLE_CHARACTERS:
        return lines
    text = lines[0]
    ends = [place for place in range(2, len(text) - 1) if text[:place].endswith(_WORDS)]
    ends = [place for place in ends if not (text[place].isdigit() and text[place - 1] in "年月")]
    cut = min(ends or [-(-len(text) // 2)], key=lambda place: abs(width(text[:place]) - width(text[place:])))
    return text[:cut], text[cut:]


def _opening(document: Document, names: Fonts) -> list[str]:
    parts = [_title(document.title)]
    if document.subtitle:
        parts.append(_paragraph(Look(align="center"), (Run(document.subtitle),), Type(names.kai)))
    return [*parts, _paragraph(Look(), ())]


def _block(block: Block, names: Fonts, base: Look) -> str:
    """`base` says whether it begins a page (另面编排) or stays with what follows."""
    if isinstance(block, TableBlock | ChartBlock):
        page = _paragraph(Look(line=20, page_break=True), ()) if base.page_break else ""
        return page + table_xml(block.table, names)
    if isinstance(block, Title):
        return _title(block.lines, base) + _paragraph(Look(), ())
    if isinstance(block, Signature):
        return _signature(block.lines, base)
    if isinstance(block, Heading):
        return _paragraph(base._replace(style=f"Heading{block.level}"), block.runs)
    if isinstance(block, Note):
        return _paragraph(base._replace(indent=2, line=360), block.runs, Type(names.body, 21, spacing=0), names.kai)
    if isinstance(block, ListItem):
        runs = (Run(block.mark), *block.runs)
        return _paragraph(base._replace(indent=2 + 2 * block.depth), runs, kai=names.kai)
    if isinstance(block, Paragraph):
        return _paragraph(base._replace(indent=0 if block.flush else 2), block.runs, kai=names.kai)
    return ""


def _title(lines: Iterable[str], base: Look = Look()) -> str:  # noqa: B008 - a frozen value
    first = base._replace(style="Title")
    return "".join(
        _paragraph(Look("Title") if place else first, (Run(line),)) for place, line in enumerate(title_lines(lines))
    )


def _signature(lines: tuple[str, ...], base: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """署名 ends two characters from the right, the date begins two characters after it does; a longer date pushes both."""
    wide = max(width(line) + (2 if place else 0) for place, line in enumerate(lines))
    left = max(_CHARACTERS - 2 - wide, 0)
    parts = [_paragraph(base._replace(keep_next=True), ())]
    for place, line in enumerate(lines):
        side = round((left + (2 if place else 0)) * CHARACTER)
        parts.append(
            _paragraph(Look(left=side, align="left", tight=True, keep_next=place + 1 < len(lines)), (Run(line),))
        )
    return "".join(parts)


def _paragraph(look: Look, runs: Runs, kind: Type = Type(), kai: str = "") -> str:  # noqa: B008 - a frozen value
    """`kai` is what emphasis (`*…*`) is set in; without it and without a `kind` the style decides."""
    said = "".join(_run(run, kind._replace(font=kai) if run.italic and kai else kind) for run in runs)
    return f"<w:p>{paragraph_xml(look)}{said}</w:p>"


def _run(run: Run, kind: Type) -> str:
    return f"<w:r>{run_xml(kind._replace(bold=kind.bold or run.bold))}{text_xml(run.text)}</w:r>"
