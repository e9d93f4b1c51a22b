"""Plans (计划) as values: what is to be done in a year, by when, by whom, and how one sees that it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shequ_cli.words.language import _
from shequ_cli.work.period import Period, between, containing

CADENCES: Mapping[str, str] = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "全年"}
"""How often a task's target is to be reached, as files say it (频次)."""


REGULAR = ("month", "quarter", "half")
"""Cadences whose every term is to bring the target by itself."""


class Duty(NamedTuple):
    """Who answers for a task, as posts and bodies, never as people's names: 牵头、配合、落实."""

    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    implement: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """由甲牵头，乙、丙配合，丁落实: parts that nobody holds are left out."""
        shapes = (_("由{names}牵头"), _("{names}配合"), _("{names}落实"))
        return "，".join(
            shape.format(names="、".join(names)) for shape, names in zip(shapes, self, strict=True) if names
        )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. What is not measured is done once `finished` has a date.

    `target` is wanted of `measure` (records that meet `where`) in every `per` from `start` to `due`; a task with `records`
    is done when none of them has an open clock any more.
    """

    id: str
    title: str
    section: str
    start: date
    due: date
    duty: Duty = Duty()
    measure: str = ""
    where: str = ""
    target: Decimal | None = None
    at_most: bool = False
    unit: str = ""
    per: str = ""
    records: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    occasion: str = ""
    """The named day that it is for, and when that is: 全国防灾减灾日（5月12日）."""
    source: str = ""
    remark: str = ""
    finished: date | None = None

    @property
    def span(self) -> Period:
        """The days in which it is to be done."""
        return spanning(self.start, self.due)

    @property
    def demand(self) -> str:
        """What is wanted, in words: 每月不少于1次, 全年不少于240人次, 不低于95%, 不超过0处; "" without a target."""
        if self.target is None:
            return ""
        if self.at_most and not self.target:
            return _("保持为零")
        full = self.unit == "%" and self.target == 100
        least = _("达到") if full else _("不低于") if self.unit == "%" else _("不少于")
        return f"{CADENCES.get(self.per, '')}{_('不超过') if self.at_most else least}{self.target:f}{self.unit}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks in the order of their sections. `facts` say what it was made from; `remarks` what could not be known."""

    year: int
    title: str
    tasks: tuple[Task, ...]
    sections: tuple[str, ...] = ()
    rules: str = "annual"
    facts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def tasks_of(self, section: str) -> tuple[Task, ...]:
        """The tasks of one section (类别), in order."""
        return tuple(task for task in self.tasks if task.section == section)

    @property
    def headings(self) -> tuple[str, ...]:
        """Sections that have a task: those of the rules first, then the clerk's own."""
        used = {task.section for task in self.tasks}
        return tuple(
            dict.fromkeys((*(name for name in self.sections if name in used), *(t.section for t in self.tasks)))
        )


def spanning(first: date, last: date) -> Period:
    """The days from `first` to `last`, both inside."""
    return between(first, containing("day", last).end)


def terms(per: str, span: Period) -> Iterator[Period]:
    """The months, quarters, halves or years that begin within `span` and are to bring their target each."""
    day = containing(per, span.start).start
    if day < span.start:
        day = containing(per, span.start).end
    while day < span.end:
        term = containing(per, day)
        yield term
        day = term.end
