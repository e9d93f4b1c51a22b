"""A document as Markdown that reads well as it stands: aligned tables, and no escapes but the needed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shequ_cli.documents.chinese import width
from shequ_cli.documents.document import (
    Block,
    Document,
    Heading,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Runs,
    Signature,
    TableBlock,
    Title,
    plain,
)
from shequ_cli.work.table import Role, Table, TableRow, text_of

_INLINE = re.compile(r"([\\*`\[\]<>|])|(&)(?=#?\w+;)")
_START = re.compile(r"^(\s*)([#+\-=>~]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)


def write(document: Document) -> bytes:
    """UTF-8 with LF."""
    parts = ["\n".join(f"# {text(line)}" for line in document.title)]
    if document.subtitle:
        parts.append(text(document.subtitle))
    parts += list(_parts(document.blocks))
    if document.signed:
        parts.append(_signature(document.signed))
    return ("\n\n".join(parts) + "\n").encode()


def text(said: str) -> str:
    """Text as Markdown, escaped only where it would be read as something else."""
    return _START.sub(_started, _INLINE.sub(r"\\\1\2", said))


def table_text(table: Table) -> str:
    """A table with columns aligned by width, so that the source reads as a table too."""
    rows = [[_cell(column.title) for column in table.columns]]
    rows += [_row(row, len(table.columns)) for row in table.rows]
    widths = [max(width(row[place]) for row in rows) for place in range(len(table.columns))]
    rules = [
        ("-" * int(wide * 2 + 1) + (":" if column.kind == "number" else "-"))
        for wide, column in zip(widths, table.columns, strict=True)
    ]
    lines = ["| " + " | ".join(map(_filled, row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join(rules) + "|", *lines[1:]])


def _parts(blocks: Iterable[Block]) -> Iterator[str]:
    """Items of one list stand line by line; everything else is set apart."""
    items: list[str] = []
    for block in blocks:
        if isinstance(block, ListItem):
            items.append(_item(block))
            continue
        if items:
            yield "\n".join(items)
            items = []
        if said := _block(block):
            yield said
    if items:
        yield "\n".join(items)


def _block(block: Block) -> str:
    if isinstance(block, Title):
        return "\n".join(f"# {text(line)}" for line in block.lines)
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_styled(block.runs)}"
    if isinstance(block, Paragraph):
        return _styled(block.runs)
    if isinstance(block, Note):
        return f"> {_styled(block.runs)}"
    if isinstance(block, PageBreak):
        return "---"
    if isinstance(block, Signature):
        return _signature(block.lines)
    return _table(block.table) if isinstance(block, TableBlock) else ""  # a chart's numbers stand in its table


def _item(item: ListItem) -> str:
    mark = "-" if item.mark == "·" else item.mark.replace("．", ".")
    return f"{'   ' * item.depth}{mark} {_styled(item.runs)}"


def _table(table: Table) -> str:
    parts = [f"**{text(table.title)}**"] if table.title else []
    parts.append(table_text(table))
    parts += [f"> {text(note)}" for note in table.notes]
    return "\n\n".join(parts)


def _row(row: TableRow, columns: int) -> list[str]:
    cells = [_cell(text_of(cell)) for cell in row.cells] + [""] * (columns - len(row.cells))
    if row.role is Role.PART:
        cells[0] = "　　" + cells[0]
    if row.role in (Role.TOTAL, Role.HEADING):
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return cells


def _cell(said: str) -> str:
    return _INLINE.sub(r"\\\1\2", " ".join(said.split("\n")))


def _filled(cell: str, wide: float) -> str:
    return cell + " " * int((wide - width(cell)) * 2)


def _styled(runs: Runs) -> str:
    if any(run.bold or run.italic for run in runs):
        return _START.sub(
            _started, "".join(_run(_INLINE.sub(r"\\\1\2", run.text), run.bold, run.italic) for run in runs)
        ).replace("\n", "\\\n")
    return text(plain(runs)).replace("\n", "\\\n")


def _run(said: str, bold: bool, italic: bool) -> str:
    stars = "*" * (2 * bold + italic)
    return f"{stars}{said}{stars}"


def _signature(lines: Iterable[str]) -> str:
    return "\\\n".join(map(text, lines))


def _started(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"
