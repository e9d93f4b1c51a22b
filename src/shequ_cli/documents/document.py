"""A document as a value: what stands on its pages, before any writer lays it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shequ_cli.work.table import Chart, Table


class Run(NamedTuple):
    """Text set in one way; `italic` is 楷体 where the page knows it, since Chinese type does not slant."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]
Day = date


class Title(NamedTuple):
    """A title over its own page (an attachment's); the document's own title is `Document.title`. Lines as the author broke them."""

    lines: tuple[str, ...]


class Heading(NamedTuple):
    """Level 1 to 4 are 一、（一）1．（1）, their numbers written out in the text."""

    level: int
    runs: Runs


class Paragraph(NamedTuple):
    """`flush` sets the first line at the edge, as 主送机关 stands."""

    runs: Runs
    flush: bool = False


class ListItem(NamedTuple):
    """`mark` is the item's number or dot; `depth` counts from 0."""

    runs: Runs
    mark: str
    depth: int = 0


class Note(NamedTuple):
    """Small print: 说明, 附注."""

    runs: Runs


class TableBlock(NamedTuple):
    """A table where the text wants it."""

    table: Table


class ChartBlock(NamedTuple):
    """A chart and the table that it draws."""

    chart: Chart
    table: Table


class Signature(NamedTuple):
    """署名 and 成文日期 where the text wants them; lines from top to bottom."""

    lines: tuple[str, ...]


class PageBreak(NamedTuple):
    """What follows begins a page (附件另面编排)."""


Block = Title | Heading | Paragraph | ListItem | Note | TableBlock | ChartBlock | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Face:
    """What stands around a statistical table (standards §f): above it who, when and in what; below it who answers for it.

    Blank names leave a rule to sign on. `filled_on` is the 填报日期.
    """

    unit: str = ""
    period: str = ""
    measured_in: str = ""
    head: str = ""
    reviewer: str = ""
    filler: str = ""
    phone: str = ""
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`tables` are all of the report's tables, for the workbook; those inside the text stand in `blocks` too.

    `date` is the 成文日期 and the only date that the files carry: the same value gives the same bytes.
    """

    title: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    signature: str = ""
    date: date | None = None
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    face: Face = Face()
    unlisted: bool = False
    """A page that no search engine may keep."""
    until: Day | None = None
    """The last day on which it may be shown."""

    @property
    def name(self) -> str:
        """The title on one line."""
        return "".join(self.title)

    @property
    def signed(self) -> tuple[str, ...]:
        """署名 and 成文日期 at the end, from top to bottom."""
        return tuple(line for line in (self.signature, day(self.date) if self.date else "") if line)

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return next((table for table in self.tables if table.name == name), None)


def day(value: date) -> str:
    """2026年3月5日: the year in full, month and day without a leading zero (GB/T 9704)."""
    return f"{value.year}年{value.month}月{value.day}日"


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)
