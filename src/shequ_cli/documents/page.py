"""A document as one HTML file that needs nothing else: no script, no network, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from shequ_cli.documents.chart import drawing, numbers, svg
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
    day,
)
from shequ_cli.documents.layout import alignments
from shequ_cli.documents.page_style import STYLE
from shequ_cli.words.language import _
from shequ_cli.work.table import Role, Table, TableRow, text_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(document: Document) -> bytes:
    """The page in UTF-8."""
    head = [
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.name)}</title>",
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>",
        *([_valid(document.until)] if document.until else []),
        _title(document.title),
    ]
    if document.unlisted:
        head.insert(2, '<meta name="robots" content="noindex, nofollow, noarchive">')
    if document.subtitle:
        head.append(f'<p class="subtitle">{escape(document.subtitle)}</p>')
    body = [_block(block) for block in document.blocks]
    if document.signed:
        body.append(_signature(document.signed))
    return "\n".join([*head, *body, "</main>\n</body>\n</html>\n"]).encode()


def _valid(until: date) -> str:
    return f'<p class="valid">{_("本页有效期至{day}，期满撤下").format(day=day(until))}</p>'


def table_html(table: Table) -> str:
    """The table alone, headed by its columns' titles."""
    titles = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
    rows = "\n".join(_row(row, table) for row in table.rows)
    return f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{_inline(block.runs)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        return f'<p class="flush">{_inline(block.runs)}</p>' if block.flush else f"<p>{_inline(block.runs)}</p>"
    if isinstance(block, ListItem):
        shape = ' class="deep"' if block.depth else ""
        return f"<p{shape}>{_inline((Run(block.mark), *block.runs))}</p>"
    if isinstance(block, Note):
        return f'<p class="note">{_inline(block.runs)}</p>'
    if isinstance(block, PageBreak):
        return '<hr class="break">'
    return _framed(block)


def _framed(block: TableBlock | ChartBlock | Signature | Title) -> str:
    if isinstance(block, Title):
        return _title(block.lines)
    if isinstance(block, Signature):
        return _signature(block.lines)
    if isinstance(block, TableBlock):
        notes = "".join(f"<small>{escape(note)}</small>" for note in block.table.notes)
        return _figure(block.table.title, f'<div class="scroll">{table_html(block.table)}</div>{notes}')
    drawn = drawing(block.chart, block.table)
    if not drawn.labels:
        return ""
    data = f"<details><summary>{_('数据')}</summary>{table_html(numbers(drawn))}</details>"
    return _figure(block.chart.title, svg(drawn) + data, "chart")


def _figure(caption: str, inside: str, shape: str = "table") -> str:
    said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="{shape}">{said}{inside}</figure>'


def _row(row: TableRow, table: Table) -> str:
    if row.role is Role.HEADING:
        words = escape(text_of(row.cells[0]))
        return f'<tr class="heading"><td class="text" colspan="{len(table.columns)}">{words}</td></tr>'
    cells = (
        _cell(text_of(cell), align, part=row.role is Role.PART and not place)
        for place, (cell, align) in enumerate(zip(row.cells, alignments(table), strict=True))
    )
    shape = ' class="total"' if row.role is Role.TOTAL else ""
    return f"<tr{shape}>{''.join(cells)}</tr>"


def _cell(said: str, align: str, *, part: bool) -> str:
    shapes = [{"left": "text", "center": "short"}.get(align, ""), "part" if part else ""]
    shape = " ".join(filter(None, shapes))
    return f'<td class="{shape}">{escape(said)}</td>' if shape else f"<td>{escape(said)}</td>"


def _title(lines: Iterable[str]) -> str:
    return f"<h1>{'<br>'.join(map(escape, lines))}</h1>"


def _signature(lines: Iterable[str]) -> str:
    return '<div class="signature">' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>"


def _inline(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    said = escape(run.text).replace("\n", "<br>")
    said = f"<em>{said}</em>" if run.italic else said
    return f"<strong>{said}</strong>" if run.bold else said
