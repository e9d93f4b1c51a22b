"""A table in a Word page: as wide as the text, its head repeated, no row cut in two, type as large as fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from shequ_cli.documents.chinese import is_cjk, printable, width
from shequ_cli.documents.layout import alignments, widest
from shequ_cli.documents.portrait import upright
from shequ_cli.documents.word_style import TEXT_WIDTH, Fonts, Look, Type, paragraph_xml, run_xml
from shequ_cli.work.table import Role, Table, TableRow, text_of

SIZES = (21, 18)
"""五号, 小五 in half points: the largest in which every cell stands on one line, else the smallest.

A table longer than a page has the smallest, so that it stays as few pages as it can.
"""

_SHORT = 4  # characters: names of four are common, and read badly in two lines
_LONG = 30  # rows: about a page

_MARGIN = 60  # left and right of a cell's text
_PIECE = re.compile(r"[!-~]+|[^!-~]{1,2}")
_NAMES = 0.28  # of the page's width: the most that a first column takes from crowded others
_TITLE = 4  # characters: a longer column title may take two lines
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(table: Table, names: Fonts) -> str:
    """Title, table and notes, with as many columns as an upright page has room for."""
    table = upright(table)
    size, widths = fitted(table)
    frame = _Frame(widths, size, names, alignments(table))
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    rows = "".join(_row(row, frame) for row in table.rows)
    parts = [_caption(table.title, names)] if table.title else []
    parts.append(
        f"<w:tbl>{_properties(20 if len(table.rows) > _LONG else 40)}<w:tblGrid>{grid}</w:tblGrid>{_head(table, frame)}{rows}</w:tbl>"
    )
    parts += [_note(note, names) for note in _together(table.notes)]
    parts.append(f"<w:p>{paragraph_xml(Look(line=160))}</w:p>")
    return "".join(parts)


def _together(notes: Sequence[str]) -> Sequence[str]:
    """Notes one after the other: a table of many rates would need a page of lines. Whole sentences keep theirs."""
    return notes if any(note.endswith("。") for note in notes) else ("；".join(notes),) if notes else ()


def fitted(table: Table) -> tuple[int, tuple[int, ...]]:
    """The type size in half points and each column's width in twips; together they fill the text's width."""
    wanted = [_wanted(table, place) for place in range(len(table.columns))]
    room = TEXT_WIDTH - 2 * _MARGIN * len(wanted)
    sizes = SIZES[-1:] if len(table.rows) > _LONG else SIZES
    size = next((size for size in sizes if sum(wanted) * size * 10 <= room), SIZES[-1])
    natural = [wide * size * 10 for wide in wanted]
    least = [_unbroken(table, place) * size * 10 for place in range(len(wanted))]
    spare = room - sum(natural)
    widths = [wide + spare / len(natural) for wide in natural] if spare >= 0 else _squeezed(natural, least, room)
    whole = [round(wide) + 2 * _MARGIN for wide in widths]
    whole[0] += TEXT_WIDTH - sum(whole)
    return size, tuple(whole)


def _squeezed(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Too wide together: no number is cut in two, the names in the first column come next, the others share the rest."""
    base = [min(wide, narrow) for wide, narrow in zip(natural, least, strict=True)]
    names = min(natural[0] - base[0], max(0.0, room - sum(base)), max(0.0, room * _NAMES - base[0]))
    base[0] += names
    over = [0.0, *(wide - narrow for wide, narrow in zip(natural[1:], base[1:], strict=True))]
    spare, wishes = room - sum(base), sum(over) or 1
    return [narrow + spare * more / wishes for narrow, more in zip(base, over, strict=True)]


def _unbroken(table: Table, place: int) -> float:
    """The longest piece of the column that may not be cut: a number, a Latin word, two Chinese characters (人次).

    A column of nothing but short words (创建理念) is not cut at all.
    """
    short = widest(table, place, _spaced)
    if short <= _SHORT:
        return max(2.0, short) + 0.2
    cells = (text_of(row.cells[place]) for row in table.rows if place < len(row.cells) and row.role is not Role.HEADING)
    return max((width(piece) for cell in cells for piece in _PIECE.findall(cell)), default=2) + 0.2


def _wanted(table: Table, place: int) -> float:
    """The column's width in characters: its widest cell, or half its title (a title may take two lines)."""
    title = width(table.columns[place].title)
    return max(2.0, widest(table, place, _spaced), -(-title // 2) if title > _TITLE else title) + 0.2


def _spaced(text: str) -> float:
    """Width with a quarter more wherever Chinese meets Latin: some programs set that gap whatever the file says."""
    return width(text) + sum(0.25 for one, two in pairwise(text) if is_cjk(one) != is_cjk(two))


def _properties(above: int) -> str:
    sides = {"top": above, "left": _MARGIN, "bottom": above, "right": _MARGIN}
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides.items())
    return (
        f'<w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


class _Frame(NamedTuple):
    """What every cell of a table shares."""

    widths: Sequence[int]
    size: int
    names: Fonts
    aligned: Sequence[str]


def _head(table: Table, frame: _Frame) -> str:
    kind = Type(frame.names.hei, frame.size, spacing=0)
    cells = (
        _cell(column.title, wide, kind, "center") for column, wide in zip(table.columns, frame.widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: TableRow, frame: _Frame) -> str:
    kind = Type(frame.names.body, frame.size, bold=row.role in (Role.TOTAL, Role.HEADING), spacing=0)
    if row.role is Role.HEADING:
        span = f'<w:gridSpan w:val="{len(frame.widths)}"/>'
        cells = [_cell(text_of(row.cells[0]), TEXT_WIDTH, kind, "left", more=span, stays=True)]
    else:
        cells = [
            _cell(text_of(cell), wide, kind, align, indent=2 if row.role is Role.PART and not place else 0)
            for place, (cell, wide, align) in enumerate(zip(row.cells, frame.widths, frame.aligned, strict=True))
        ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, wide: int, kind: Type, align: str, *, indent: int = 0, more: str = "", stays: bool = False) -> str:
    """`stays` keeps the row on the page of the next one, as a heading must."""
    shape = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{more}<w:vAlign w:val="center"/></w:tcPr>'
    look = Look(line=kind.size * 15, align=align, left=kind.size * 10 * indent, keep_next=stays, tight=True)
    return f"<w:tc>{shape}<w:p>{paragraph_xml(look)}<w:r>{run_xml(kind)}{text_xml(text)}</w:r></w:p></w:tc>"


def _caption(title: str, names: Fonts) -> str:
    look, kind = Look(align="center", before=120, keep_next=True), Type(names.hei, 28)
    return f"<w:p>{paragraph_xml(look)}<w:r>{run_xml(kind)}{text_xml(title)}</w:r></w:p>"


def _note(note: str, names: Fonts) -> str:
    look, kind = Look(line=320), Type(names.body, 21, spacing=0)
    return f"<w:p>{paragraph_xml(look)}<w:r>{run_xml(kind)}{text_xml(note)}</w:r></w:p>"


def text_xml(text: str) -> str:
    """`w:t` with every space kept; a line break becomes `w:br`."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in printable(text).split("\n"))
    return "<w:br/>".join(lines)
