"""Postings (公示) as values: what is shown, from which day to which, and where to object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.condition import Condition
from shequ_cli.work.duration import Duration
from shequ_cli.work.report import Report
from shequ_cli.work.reportfile import ReportDefinition
from shequ_cli.work.table import Cell, Column, Table, TableRow

TEXT_KNOWS = ("community", "period", "basis", "n", "unit", "days")
TITLE_KNOWS = ("community", "period", "year", "day")
CHANNEL_KNOWS = ("community", "phone")


@dataclass(frozen=True)
class PostingRule:
    """One definition (schemas/postings/*.yaml). Records of `ledger` are listed by `fields`, or `report` has the tables."""

    name: str
    title: str
    kind: str
    pattern: str
    window: Duration
    text: str
    channel: str
    record: str
    """The ledger that keeps what was posted when."""
    aliases: tuple[str, ...] = ()
    basis: str = ""
    place: str = ""
    ledger: str = ""
    where: Condition | None = None
    on: str = ""
    period: str = ""
    """Words for a period as seen from the day of posting (上月), or "" for whatever the day."""
    until: str = ""
    """The field that holds a record's last day: past it, it is posted no more."""
    fields: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    again: bool = False
    """Whether a record that was posted once may be posted anew."""
    report: ReportDefinition | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names it, the title first."""
        return (self.title, self.name, *self.aliases)

    @property
    def days(self) -> str:
        """The window in words: 5天, 5个工作日."""
        unit = {"day": _("天"), "workday": _("个工作日"), "week": _("周"), "month": _("个月"), "year": _("年")}
        return f"{self.window.number}{unit[self.window.unit]}"


class Span(NamedTuple):
    """The first and the last day on which a posting stands; the day on which it is put up is not counted (民法典§201)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting, ready to be written. `items` are ids of records, or titles of tables."""

    rule: PostingRule
    title: str
    span: Span
    text: str = ""
    channel: str = ""
    tables: tuple[Table, ...] = ()
    items: tuple[str, ...] = ()


def title_of(rule: PostingRule, community: str, first: date, period: str) -> str:
    """The posting's title: 幸福社区2026年9月低保审批公示."""
    day = _("{y}年{m}月{d}日").format(y=first.year, m=first.month, d=first.day)
    return rule.pattern.format(community=community, period=period, year=first.year, day=day)


def text_of(rule: PostingRule, community: str, period: str, counted: tuple[int, str]) -> str:
    """Its one paragraph; `counted` is how many there are, and in what."""
    n, unit = counted
    return rule.text.format(community=community, period=period, basis=rule.basis, n=n, unit=unit, days=rule.days)


def listed(columns: Sequence[tuple[str, str, bool]], rows: Sequence[Mapping[str, Cell]]) -> Table:
    """A numbered list; a column is a field's name, its title and whether it holds numbers. One without a word is left out."""
    filled = [each for each in columns if any(row.get(each[0]) not in (None, "") for row in rows)]
    heads = (
        Column("place", _("序号")),
        *(Column(name, title, "number" if right else "text") for name, title, right in filled),
    )
    cells = (
        TableRow((place, *(row.get(name) for name, _title, _right in filled))) for place, row in enumerate(rows, 1)
    )
    return Table("list", "", heads, tuple(cells))


def of_report(report: Report) -> tuple[Table, ...]:
    """The tables of a posting of sums; one without a row says nothing and is left out."""
    return tuple(table for table in report.tables if table.rows)
