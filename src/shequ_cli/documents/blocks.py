"""Markdown to blocks. `#` is a title, `##` to `#####` are 一、（一）1．（1）, `---` a new page, `>` small print.

A fence names what is not text: ```table NAME, ```chart NAME, ```signature (its lines begin with |).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from shequ_cli.documents.cjk import joined, parser
from shequ_cli.documents.document import (
    Block,
    ChartBlock,
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
    plain,
)
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.work.table import Chart, Column, Role, Table, TableRow

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_TOTALS = ("合计", "总计", "小计")
_BREAK = "\0"  # Markdown never lets this character through, so it can stand for a line break of the source.


def parse(
    markdown: str, tables: Mapping[str, Table] | None = None, charts: Mapping[str, Chart] | None = None
) -> tuple[Block, ...]:
    """The text's blocks; `tables` and `charts` are those that its fences may name."""
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(parser().parse(markdown))
    shown = _Shown(tables or {}, charts or {})
    return _captioned(_joined([block for node in tree.children for block in _block(node, shown)]))


class _Shown:
    """The tables and charts that fences name."""

    def __init__(self, tables: Mapping[str, Table], charts: Mapping[str, Chart]) -> None:
        self._tables, self._charts = tables, charts

    def table(self, name: str) -> Table:
        if name not in self._tables:
            raise UnknownName(_("表"), name, nearest(name, self._tables), tuple(self._tables))
        return self._tables[name]

    def chart(self, name: str) -> Chart:
        if name not in self._charts:
            raise UnknownName(_("图"), name, nearest(name, self._charts), tuple(self._charts))
        return self._charts[name]


def _block(node: SyntaxTreeNode, shown: _Shown) -> Iterator[Block]:
    if node.type == "heading":
        yield _heading(node)
    elif node.type == "paragraph":
        yield Paragraph(_runs(node))
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _items(node, shown, 0)
    elif node.type == "blockquote":
        yield from (Note(_runs(child)) for child in node.children if child.type == "paragraph")
    elif node.type == "table":
        yield TableBlock(_table(node))
    elif node.type == "hr":
        yield PageBreak()
    elif node.type == "fence":
        yield from _fence(node, shown)


def _heading(node: SyntaxTreeNode) -> Block:
    level, runs = int(node.tag[1]), _runs(node)
    return Title((plain(runs),)) if level == 1 else Heading(min(level - 1, 4), runs)


def _items(node: SyntaxTreeNode, shown: _Shown, depth: int) -> Iterator[Block]:
    first = int(str(node.attrs.get("start", 1)))
    for number, item in enumerate(node.children, first):
        mark = f"{number}．" if node.type == "ordered_list" else "·"
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, shown, depth + 1)
            elif child.type == "paragraph":
                yield ListItem(_runs(child), mark, depth) if mark else Paragraph(_runs(child))
                mark = ""
            else:
                yield from _block(child, shown)


def _fence(node: SyntaxTreeNode, shown: _Shown) -> Iterator[Block]:
    word, _space, name = node.info.strip().partition(" ")
    lines = tuple(line.removeprefix("|") for line in node.content.splitlines())
    if word == "table":
        yield TableBlock(shown.table(name.strip()))
    elif word == "chart":
        chart = shown.chart(name.strip())
        yield ChartBlock(chart, shown.table(chart.table))
    elif word == "signature":
        yield Signature(lines)
    else:
        yield from (Paragraph((Run(line),)) for line in lines if line)


def _table(node: SyntaxTreeNode) -> Table:
    """A table typed in Markdown: its cells are words; a right-aligned column holds numbers."""
    head, *bodies = node.children
    columns = tuple(
        Column(f"c{place}", plain(_runs(cell)), "number" if "right" in str(cell.attrs.get("style")) else "text")
        for place, cell in enumerate(head.children[0].children, 1)
    )
    rows = tuple(_row(row) for body in bodies for row in body.children)
    return Table("", "", columns, rows)


def _row(node: SyntaxTreeNode) -> TableRow:
    cells = tuple(plain(_runs(cell)) or None for cell in node.children)
    return TableRow(cells, Role.TOTAL if cells and "".join((cells[0] or "").split()) in _TOTALS else Role.ITEM)


def _joined(blocks: list[Block]) -> list[Block]:
    """Titles that follow each other are lines of one."""
    joint: list[Block] = []
    for block in blocks:
        last = joint[-1] if joint else None
        if isinstance(block, Title) and isinstance(last, Title):
            joint[-1] = Title((*last.lines, *block.lines))
        else:
            joint.append(block)
    return joint


def _captioned(blocks: list[Block]) -> tuple[Block, ...]:
    """A wholly bold paragraph before a table without a title is its title."""
    captions = {
        place: plain(before.runs)
        for place, (before, after) in enumerate(pairwise(blocks))
        if isinstance(before, Paragraph) and isinstance(after, TableBlock) and not after.table.title
        if before.runs and all(run.bold for run in before.runs)
    }
    titled = (
        TableBlock(Table("", captions[place - 1], block.table.columns, block.table.rows, block.table.notes))
        if isinstance(block, TableBlock) and place - 1 in captions
        else block
        for place, block in enumerate(blocks)
    )
    return tuple(block for place, block in enumerate(titled) if place not in captions)


def _runs(node: SyntaxTreeNode) -> Runs:
    """The node's text, line breaks of the source resolved by their neighbours."""
    raw = [run for child in node.children for run in _pieces(child, Run(""))]
    settled: list[Run] = []
    for place, run in enumerate(raw):
        if run.text == _BREAK:
            after = raw[place + 1].text if place + 1 < len(raw) else ""
            run = run._replace(text=joined(settled[-1].text if settled else "", after))
        if settled and settled[-1][1:] == run[1:]:
            settled[-1] = run._replace(text=settled[-1].text + run.text)
        elif run.text:
            settled.append(run)
    return tuple(settled)


def _pieces(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    if node.type == "softbreak":
        yield style._replace(text=_BREAK)
    elif node.type == "hardbreak":
        yield style._replace(text="\n")
    elif node.children:
        bold, italic = style.bold or node.type == "strong", style.italic or node.type == "em"
        for child in node.children:
            yield from _pieces(child, Run("", bold, italic))
    elif node.content:
        yield style._replace(text=node.content)
