"""A year's notice of days off as it comes in: put in runs, judged against the law's days, and written as calendar/<year>.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shequ_cli.words.errors import DataFault
from shequ_cli.words.language import _
from shequ_cli.work.campaign import Occurrence
from shequ_cli.work.workday import Holiday, YearDays

_DAY = timedelta(days=1)


class Marked(NamedTuple):
    """One day of a notice: off, or worked in exchange."""

    day: date
    name: str
    off: bool


class BadNotice(DataFault):
    """A calendar of days off that cannot be right; every reason at once."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(_("放假安排没有录入：{reasons}").format(reasons=_("；").join(reasons)))


@dataclass(frozen=True, slots=True)
class Notice:
    """The days off of a year in runs, and the weekend days worked in exchange."""

    year: int
    off: tuple[Holiday, ...]
    work: tuple[date, ...]
    source: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off."""
        return tuple(run.first + n * _DAY for run in self.off for n in range((run.last - run.first).days + 1))

    @property
    def year_days(self) -> YearDays:
        """The same as the calendar holds it."""
        return YearDays(frozenset(self.days), frozenset(self.work), self.off)

    def as_json(self) -> dict[str, object]:
        """The promised shape notice/1, without its `shequ` key."""
        off = [{"name": run.name, "from": run.first.isoformat(), "to": run.last.isoformat()} for run in self.off]
        return {"year": self.year, "off": off, "work": [day.isoformat() for day in self.work]}

    def text(self) -> str:
        """The file calendar/<year>.yaml."""
        runs = [f'  - {{名称: "{run.name}", 自: "{run.first}", 至: "{run.last}"}}' for run in self.off]
        work = ", ".join(f'"{day}"' for day in self.work)
        head = "# 放假与调休上班日。周六、周日照常休息，不必列出；这里只写通知里点名的日子。"
        source = self.source.replace('"', "”")
        return "\n".join([head, f"年份: {self.year}", f'来源: "{source}"', "放假:", *runs, f"上班: [{work}]", ""])


def notice(marked: Iterable[Marked], year: int, source: str = "") -> Notice:
    """The days of `year` in runs: days that follow each other under one name, or under none, are one."""
    known = sorted({one for one in marked if one.day.year == year})
    return Notice(year, tuple(_runs(known)), tuple(sorted({one.day for one in known if not one.off})), source)


def _runs(known: Iterable[Marked]) -> Iterator[Holiday]:
    run: Holiday | None = None
    for one in known:
        if not one.off:
            continue
        if run and one.day - run.last <= _DAY and one.name in ("", run.name):
            run = Holiday(run.name, run.first, max(run.last, one.day))
            continue
        if run:
            yield run
        run = Holiday(one.name, one.day, one.day)
    if run:
        yield run


def judged(found: Notice, statutory: Iterable[Occurrence]) -> list[str]:
    """What is doubtful about a notice; BadNotice with every reason where it cannot be right.

    Working days must be weekend days, no day may be both, and the law's days must be off. Days off on weekdays less
    weekend days worked are as many as the law's days: a notice only moves weekends about.
    """
    law, days = list(statutory), frozenset(found.days)
    reasons = [
        _("{day} 是{name}，却没有放假").format(day=one.start, name=one.name) for one in law if one.start not in days
    ]
    reasons += [_("{day} 既放假又上班").format(day=day) for day in found.work if day in days]
    reasons += [_("{day} 不是周末，不用写调休上班").format(day=day) for day in found.work if day.weekday() < 5]
    if not days:
        reasons = [_("没有 {year} 年的放假日").format(year=found.year)]
    if reasons:
        raise BadNotice(reasons)
    more = sum(day.weekday() < 5 for day in days) - len(found.work)
    if more == len(law):
        return []
    said = _("工作日放假 {off} 天、周末上班 {work} 天，相差 {more} 天，而法定节假日是 {law} 天；请再核对一遍通知")
    return [said.format(off=more + len(found.work), work=len(found.work), more=more, law=len(law))]
